/** HTTP in, HTTP out: reads a request, finds who answers it, sends the reply the way Jira does. */
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { adminReply } from './admin/http.ts'
import { authenticate } from './auth/caller.ts'
import type { ServerCertificate } from './certificates.ts'
import { html, jiraErrors, readBody, text, type Exchange, type Reply } from './exchange.ts'
import { rateLimited } from './limits/rate-limit.ts'
import type { ServerTls } from './options.ts'
import { pageReply, tomcatPage } from './pages/router.ts'
import { restReply } from './rest/router.ts'
import { sendReply } from './send.ts'
import type { World } from './world.ts'

export function createServer(
  world: World,
  certificate: ServerCertificate | undefined,
  tls: ServerTls | undefined
): Server {
  const listener: RequestListener = (request, response) => {
    void serve(world, certificate === undefined ? 'http' : 'https', request, response)
  }
  const server =
    certificate === undefined
      ? createHttpServer(listener)
      : createHttpsServer({ key: certificate.keyPem, cert: certificate.chainPem, ...tls }, listener)
  // Tomcat's default; a client that reuses connections must survive the end of one.
  server.keepAliveTimeout = 20_000
  return server
}

async function serve(world: World, scheme: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const started = performance.now()
  try {
    const body = await readBody(request)
    const exchange = exchangeOf(world, scheme, request, body ?? Buffer.alloc(0))
    const reply = body === undefined ? text(413, 'Payload Too Large') : replyTo(exchange, world)
    if (exchange.path?.startsWith('/__admin') !== true) {
      world.log.add({
        at: Date.now(),
        method: exchange.method,
        path: exchange.path ?? exchange.rawPath,
        query: exchange.rawQuery,
        status: reply.delivery === 'reset' ? 0 : reply.status,
        user: exchange.user?.name ?? 'anonymous',
        ms: Math.round((performance.now() - started) * 10) / 10,
        auth: exchange.authentication,
        cookie: exchange.headers.cookie !== undefined,
        userAgent: exchange.headers['user-agent'] ?? '',
        faults: exchange.faults
      })
    }
    await sendReply(exchange, reply, world, response)
  } catch (error) {
    if (!response.headersSent && !response.destroyed) {
      response.writeHead(500, { 'content-type': 'text/plain;charset=UTF-8' })
      response.end(`practice Jira failed: ${(error as Error).stack ?? String(error)}`)
    }
  }
}

function exchangeOf(world: World, scheme: string, request: IncomingMessage, body: Buffer): Exchange {
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  const rawPath = mark < 0 ? target : target.slice(0, mark)
  const rawQuery = mark < 0 ? '' : target.slice(mark + 1)
  return {
    method: request.method ?? 'GET',
    rawPath,
    path: pathWithin(world.contextPath, rawPath),
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: request.headers,
    body,
    origin: `${scheme}://${request.headers.host ?? 'localhost'}`,
    session: undefined,
    user: undefined,
    authentication: 'none',
    scopes: undefined,
    loginReason: undefined,
    faults: []
  }
}

/** Decoded path after the context path; undefined outside of it. */
function pathWithin(contextPath: string, rawPath: string): string | undefined {
  if (rawPath !== contextPath && !rawPath.startsWith(`${contextPath}/`)) return undefined
  const rest = rawPath.slice(contextPath.length)
  try {
    return decodeURIComponent(rest === '' ? '/' : rest)
  } catch {
    return rest
  }
}

function replyTo(exchange: Exchange, world: World): Reply {
  const { path } = exchange
  if (path !== undefined && /^\/__admin(\/|$)/.test(path)) return adminReply(exchange, world, path)
  return world.faults.instead(exchange) ?? world.faults.change(answer(exchange, world, path), exchange)
}

function answer(exchange: Exchange, world: World, path: string | undefined): Reply {
  if (path === undefined) return html(404, tomcatPage(404, 'Not Found'))
  const tokenServlet = /^\/plugins\/servlet\/oauth\/(request|access)-token$/.test(path)
  const refusal = tokenServlet ? undefined : authenticate(exchange, world)
  if (refusal !== undefined) return refusal
  try {
    if (!path.startsWith('/rest/')) return pageReply(exchange, world, path)
    return rateLimited(exchange, world, () => restReply(exchange, world, path))
  } catch (error) {
    process.stderr.write(`practice Jira: ${(error as Error).stack ?? String(error)}\n`)
    return jiraErrors(500, [`Internal server error: ${(error as Error).message}`])
  }
}
