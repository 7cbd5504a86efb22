/** One request to any of the Cloud's servers, how it is read, and how the reply leaves. */
import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { Reply } from '../exchange.ts'
import type { User } from '../users.ts'

const compress = promisify(gzip)

export interface CloudExchange {
  /** `auth`, `api`, or the name of a site. */
  readonly server: string
  readonly method: string
  /** As sent, without the query. */
  readonly rawPath: string
  /** Decoded. */
  readonly path: string
  readonly rawQuery: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Scheme and Host header. */
  readonly origin: string
  /** Whom the request counts as; undefined is anonymous. */
  user: User | undefined
  authentication: 'none' | 'basic' | 'bearer' | 'session'
  /** OAuth app that asks, for a request with one of its access tokens. */
  clientId: string | undefined
  /** Scopes of the token; undefined where scopes play no part (classic API tokens). */
  scopes: ReadonlySet<string> | undefined
  /** Value of `X-Seraph-LoginReason`, when Jira would send one. */
  loginReason: string | undefined
  /** Points the request cost, as Atlassian counts them. */
  points: number
  readonly faults: string[]
}

export function exchangeOf(server: string, request: IncomingMessage, body: Buffer): CloudExchange {
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  const rawPath = mark < 0 ? target : target.slice(0, mark)
  const rawQuery = mark < 0 ? '' : target.slice(mark + 1)
  return {
    server,
    method: request.method ?? 'GET',
    rawPath,
    path: decoded(rawPath),
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: request.headers,
    body,
    origin: `http://${request.headers.host ?? 'localhost'}`,
    user: undefined,
    authentication: 'none',
    clientId: undefined,
    scopes: undefined,
    loginReason: undefined,
    points: 0,
    faults: []
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

export function formOf(exchange: CloudExchange): URLSearchParams {
  return new URLSearchParams(exchange.body.toString('utf8'))
}

/** A JSON object body; undefined for anything else. */
export function jsonBody(exchange: CloudExchange): Record<string, unknown> | undefined {
  if (!/^application\/json\b/i.test(exchange.headers['content-type'] ?? '')) return undefined
  try {
    const value: unknown = JSON.parse(exchange.body.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Compresses what the client accepts compressed, as Atlassian's edge does, and breaks off where a fault says so. */
export async function sendCloudReply(
  exchange: CloudExchange,
  reply: Reply,
  now: number,
  accountId: string | undefined,
  response: ServerResponse
): Promise<void> {
  if (reply.delayMs !== undefined) await wait(reply.delayMs)
  if (response.destroyed) return
  if (reply.delivery === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  let body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body
  const headers: Record<string, string> = {
    date: new Date(now).toUTCString(),
    server: 'AtlassianEdge',
    'atl-traceid': randomBytes(16).toString('hex'),
    'x-content-type-options': 'nosniff',
    'x-xss-protection': '1; mode=block',
    'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
    ...(accountId === undefined ? {} : { 'x-aaccountid': accountId }),
    ...(exchange.loginReason === undefined ? {} : { 'x-seraph-loginreason': exchange.loginReason }),
    ...reply.headers
  }
  if (body.length > 1024 && /\bgzip\b/.test(String(exchange.headers['accept-encoding'] ?? ''))) {
    body = await compress(body, { level: constants.Z_BEST_SPEED })
    headers['content-encoding'] = 'gzip'
    headers['vary'] = 'Accept-Encoding'
  }
  headers['content-length'] = String(body.length)
  response.sendDate = false
  response.writeHead(reply.status, headers)
  if (exchange.method === 'HEAD') response.end()
  else if (reply.delivery === 'cut') {
    response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.socket?.destroy())
  } else response.end(body)
}
