/** One request as the handlers see it, and the reply they give back. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Session } from './sessions.ts'
import type { User } from './users.ts'

export interface Exchange {
  readonly method: string
  /** Raw path as sent, context path included. */
  readonly rawPath: string
  /** Decoded path after the context path, starting with `/`; undefined outside the context path. */
  readonly path: string | undefined
  readonly rawQuery: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Address under which this server was asked: scheme and Host header, as Tomcat's request URL. */
  readonly origin: string
  session: Session | undefined
  /** Whom the request counts as; undefined is anonymous. */
  user: User | undefined
  authentication: 'none' | 'basic' | 'oauth' | 'bearer' | 'session'
  /** What an OAuth 2.0 access token was granted; undefined for every other way to sign in: all the user may do. */
  scopes: readonly string[] | undefined
  /** Value of `X-Seraph-LoginReason`, when Jira would send one. */
  loginReason: string | undefined
  readonly faults: string[]
}

/**
 * How a reply leaves: its body whole, stalling half-way, cut off half-way or endless; the connection reset before
 * anything; or the lines before the body byte by byte, spread over `delayMs`.
 */
export type Delivery = 'whole' | 'stall' | 'cut' | 'reset' | 'huge' | 'drip'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  readonly delivery?: Delivery
  /** Milliseconds to wait before the first byte. */
  readonly delayMs?: number
}

/** Reads a request body whole; more than 10 MB is refused by returning undefined. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > 10 * 1024 * 1024) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function json(status: number, value: unknown): Reply {
  return jsonText(status, JSON.stringify(value))
}

export function jsonText(status: number, text: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-cache, no-store, no-transform' },
    body: text
  }
}

/** Jira's envelope for errors of its own REST resources. */
export function jiraErrors(
  status: number,
  messages: readonly string[],
  errors: Readonly<Record<string, string>> = {}
): Reply {
  return json(status, { errorMessages: messages, errors })
}

/** The envelope of Atlassian's REST framework, used before a resource is reached. */
export function frameworkError(status: number, message: string): Reply {
  return json(status, { message, 'status-code': status })
}

export function html(status: number, body: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html;charset=UTF-8', 'cache-control': 'no-cache, no-store, must-revalidate' },
    body
  }
}

export function text(status: number, body: string, type = 'text/plain'): Reply {
  return { status, headers: { 'content-type': type }, body }
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { location, 'content-length': '0' }, body: '' }
}

export function withHeaders(reply: Reply, headers: Readonly<Record<string, string>>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } }
}
