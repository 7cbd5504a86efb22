/** The HTTP servers of the Cloud: one for the authorisation server, one for the gateway, one for each site. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jiraErrors, readBody, text, type Reply } from '../exchange.ts'
import { accountIdOf } from './accounts.ts'
import { cloudAdminReply } from './admin-http.ts'
import { exchangeOf, sendCloudReply, type CloudExchange } from './exchange.ts'
import type { CloudWorld } from './world.ts'

export type Answer = (exchange: CloudExchange) => Reply

export interface RunningServer {
  readonly url: string
  close(): Promise<void>
}

/** Resolves once requests are answered; rejects when the port is taken. 0: any free one. */
export async function listen(name: string, port: number, world: CloudWorld, answer: Answer): Promise<RunningServer> {
  const server = createServer((request, response) => void serve(name, world, answer, request, response))
  server.keepAliveTimeout = 20_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)))
    server.closeAllConnections()
  })
}

async function serve(
  name: string,
  world: CloudWorld,
  answer: Answer,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  try {
    const body = await readBody(request)
    const exchange = exchangeOf(name, request, body ?? Buffer.alloc(0))
    if (name === 'auth' && exchange.path.startsWith('/__admin')) {
      await sendCloudReply(exchange, cloudAdminReply(exchange, world), world.clock.now(), undefined, response)
      return
    }
    const reply = body === undefined ? text(413, 'Payload Too Large') : replyTo(exchange, world, answer)
    world.log.add({
      at: Date.now(),
      server: name,
      method: exchange.method,
      path: exchange.path,
      query: exchange.rawQuery,
      status: reply.delivery === 'reset' ? 0 : reply.status,
      user: exchange.user?.name ?? 'anonymous',
      clientId: exchange.clientId,
      auth: exchange.authentication,
      points: exchange.points,
      cookie: exchange.headers.cookie !== undefined,
      userAgent: exchange.headers['user-agent'] ?? '',
      faults: exchange.faults
    })
    const { user } = exchange
    const accountId = user === undefined ? undefined : accountIdOf(user.name)
    await sendCloudReply(exchange, reply, world.clock.now(), accountId, response)
  } catch (error) {
    if (response.headersSent || response.destroyed) return
    response.writeHead(500, { 'content-type': 'text/plain;charset=UTF-8' })
    response.end(`practice Cloud failed: ${(error as Error).stack ?? String(error)}`)
  }
}

function replyTo(exchange: CloudExchange, world: CloudWorld, answer: Answer): Reply {
  const instead = world.faults.instead(exchange)
  if (instead !== undefined) return instead
  try {
    const reply = answer(exchange)
    world.check?.(exchange, reply)
    return world.faults.change(reply, exchange)
  } catch (error) {
    process.stderr.write(`practice Cloud: ${(error as Error).stack ?? String(error)}\n`)
    return jiraErrors(500, [`Internal server error: ${(error as Error).message}`])
  }
}
