/** Speaks to one Jira as one user: authorises, sends, recovers once, and tells what a refusal means. */
import type { z } from 'zod'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { Transport, TransportReply, TransportRequest } from '../net/transport.ts'
import type { Credential } from './auth/credential.ts'
import { isAnonymous, isCaptcha, replyFailure } from './reply-failure.ts'

export interface JiraRequest {
  readonly method?: 'GET' | 'POST'
  /** Below the site's address, starting with `/`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** A few words for failures: "the list of projects". */
  readonly what: string
  readonly signal?: AbortSignal | undefined
  readonly maxBytes?: number
}

export interface JiraClientOptions {
  readonly transport: Transport
  /** Origin and context path, no slash at the end. */
  readonly siteUrl: string
  /** Null for what anybody may ask (serverInfo). */
  readonly credential: Credential | null
  /** Jira's user name once known: a reply for anybody else, or nobody, is then refused. */
  readonly userName: string | null
}

export interface JiraClient {
  readonly siteUrl: string
  /** Requests sent so far. */
  readonly requests: () => number
  /** The reply as it came, when it is a usable JSON answer. */
  send(request: JiraRequest): Promise<Result<TransportReply>>
  /** The reply read through `schema`. */
  read<T>(request: JiraRequest, schema: z.ZodType<T>): Promise<Result<T>>
}

/** Failures that depend on who asks. */
const aboutTheCaller: readonly FailureCode[] = [
  'not-found',
  'project-not-visible',
  'jql-refused',
  'jira-forbidden',
  'needs-sign-in'
]

const maxJiraBytes = 64 * 1024 * 1024

export function createJiraClient(options: JiraClientOptions): JiraClient {
  const { transport, siteUrl, credential, userName } = options
  const { host } = new URL(siteUrl)
  let requests = 0

  const exchange = async (request: TransportRequest): Promise<Result<TransportReply>> => {
    let reply = await once(request)
    if (reply.ok && credential && reply.value.status >= 400 && credential.recover(reply.value))
      reply = await once(request)
    return reply
  }
  const once = (request: TransportRequest): Promise<Result<TransportReply>> => {
    requests += 1
    return transport.send(credential ? credential.authorize(request) : request)
  }

  const send = async (request: JiraRequest): Promise<Result<TransportReply>> => {
    const query = request.query ? `?${encodeQuery(request.query)}` : ''
    const sent = await exchange({
      method: request.method ?? 'GET',
      url: `${siteUrl}${request.path}${query}`,
      headers: {
        Accept: 'application/json',
        ...(request.json === undefined ? {} : { 'Content-Type': 'application/json', 'X-Atlassian-Token': 'no-check' })
      },
      ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
      ...(request.signal ? { signal: request.signal } : {}),
      maxBytes: request.maxBytes ?? maxJiraBytes,
      timeoutMs: 60_000
    })
    if (!sent.ok) return sent
    const reply = sent.value
    // A CAPTCHA also answers 401/403; it outranks what the credential would say.
    const explained = reply.status >= 400 && credential && !isCaptcha(reply) ? credential.explain(reply) : null
    if (explained) return err(explained)
    const refused = replyFailure(reply, { host, address: siteUrl, what: request.what, user: userName })
    // Jira ignored the sign-in and answered as to anybody: an empty list, a project that does not exist, even a 200
    // with issues is then not said to this user. (A 429 or a 503 means the same to everybody.)
    const saidToNobody = refused === null || aboutTheCaller.includes(refused.code)
    if (userName !== null && isAnonymous(reply) && saidToNobody) return fail('anonymous-reply', { host })
    return refused ? err(refused) : ok(reply)
  }

  return {
    siteUrl,
    requests: () => requests,
    send,
    async read(request, schema) {
      const sent = await send(request)
      if (!sent.ok) return sent
      const unreadable = (detail: string): Result<never> =>
        fail('reply-not-understood', { host, what: request.what, detail })
      let json: unknown
      try {
        json = JSON.parse(Buffer.from(sent.value.body).toString('utf8'))
      } catch {
        return unreadable('it is not valid JSON')
      }
      const parsed = schema.safeParse(json)
      if (parsed.success) return ok(parsed.data)
      const issue = parsed.error.issues[0]
      return unreadable(`${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'unexpected'}`)
    }
  }
}

/** RFC 3986 encoding throughout (`%20`, never `+`), so that the signature and the request agree. */
const encodeQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
