/** Speaks to one Jira as one user: waits its turn, authorises, sends, recovers once, and tells what a refusal means. */
import type { z } from 'zod'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { Transport, TransportReply, TransportRequest } from '../net/transport.ts'
import type { Credential } from './auth/credential.ts'
import { bodyAsUtf8, readJsonBody } from './json-body.ts'
import type { RateLimiter } from './rate-limit/rate-limiter.ts'
import { isAnonymous, isCaptcha, knowsTheUser, replyFailure } from './reply-failure.ts'
import { line } from '../clean-text.ts'

export type JiraProduct = 'server' | 'cloud'

export interface JiraRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  /** Below the product's REST API (`/rest/api/2` or `/rest/api/3`), starting with `/`; or a whole path starting with `/rest/`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** A few words for failures: "the list of projects". */
  readonly what: string
  readonly signal?: AbortSignal | undefined
  readonly maxBytes?: number
  /** An answer as to nobody is a refused sign-in, even before it is known who the user is. */
  readonly onlyAsSomebody?: boolean
}

export interface JiraClientOptions {
  readonly transport: Transport
  readonly product: JiraProduct
  /** What people call this Jira: origin and context path, no slash at the end. */
  readonly siteUrl: string
  /** Where requests go, when that is not the site itself (Cloud's gateway). */
  readonly apiUrl?: string | undefined
  /** Null for what anybody may ask (serverInfo). */
  readonly credential: Credential | null
  /** Jira's user name once known: a reply for anybody else, or nobody, is then refused. */
  readonly userName: string | null
  /** Shared by all clients of the app; absent where a single request is sent (signing in). */
  readonly limiter?: RateLimiter | undefined
  /** OAuth client id, whose quota Cloud counts over all sites. */
  readonly clientId?: string | undefined
}

export interface JiraClient {
  readonly product: JiraProduct
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
  const { transport, product, siteUrl, credential, userName, limiter } = options
  const apiUrl = options.apiUrl ?? siteUrl
  const { host } = new URL(siteUrl)
  /** One Cloud site is one tenant, whichever of its two addresses is used. */
  const budget = product === 'cloud' ? siteUrl : new URL(apiUrl).host
  let requests = 0

  interface Exchanged {
    readonly reply: TransportReply
    readonly sent: TransportRequest
  }

  const exchange = async (request: TransportRequest, bucket: string): Promise<Result<Exchanged>> => {
    const first = await once(request, bucket)
    if (!first.ok || !credential) return first
    const { reply, sent } = first.value
    const refused = (reply.status >= 400 && !knowsTheUser(reply)) || isAnonymous(reply)
    return refused && (await credential.recover(reply, sent)) ? once(request, bucket) : first
  }

  const once = async (request: TransportRequest, bucket: string): Promise<Result<Exchanged>> => {
    const turn = { host: budget, bucket, client: options.clientId, signal: request.signal }
    const admitted = limiter ? await limiter.admit(turn) : null
    if (admitted && !admitted.ok) return admitted
    try {
      // Only now: a token, or a time stamp, would grow old in the queue.
      const authorised = credential ? await credential.authorize(request) : ok(request)
      if (!authorised.ok) return authorised
      requests += 1
      const reply = await transport.send(authorised.value)
      if (!reply.ok) return reply
      limiter?.note(turn, reply.value)
      return ok({ reply: reply.value, sent: authorised.value })
    } finally {
      admitted?.value()
    }
  }

  const send = async (request: JiraRequest): Promise<Result<TransportReply>> => {
    const query = request.query ? `?${encodeQuery(request.query)}` : ''
    const path = request.path.startsWith('/rest/')
      ? request.path
      : `/rest/api/${product === 'cloud' ? '3' : '2'}${request.path}`
    const method = request.method ?? 'GET'
    const exchanged = await exchange(
      {
        method,
        url: `${apiUrl}${path}${query}`,
        site: siteUrl,
        headers: {
          Accept: 'application/json',
          ...(method === 'GET' ? {} : { 'X-Atlassian-Token': 'no-check' }),
          ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' })
        },
        ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
        ...(request.signal ? { signal: request.signal } : {}),
        maxBytes: request.maxBytes ?? maxJiraBytes,
        timeoutMs: 60_000
      },
      `${method} ${path.replace(/\/\d+/g, '/#')}`
    )
    if (!exchanged.ok) return exchanged
    const { reply, sent } = exchanged.value
    // A CAPTCHA also answers 401/403; it outranks what the credential would say. And a 401 that names the user is about
    // what was asked for, not about who asked.
    const aboutSignIn = reply.status >= 400 && !isCaptcha(reply) && !knowsTheUser(reply)
    const explained = aboutSignIn && credential ? credential.explain(reply, sent) : null
    if (explained) return err(explained)
    const refused = replyFailure(reply, { host, address: siteUrl, what: request.what, user: userName })
    // Jira ignored the sign-in and answered as to anybody: an empty list, a project that does not exist, even a 200
    // with issues is then not said to this user. (A 429 or a 503 means the same to everybody.)
    const saidToNobody = refused === null || aboutTheCaller.includes(refused.code)
    const somebody = userName !== null || request.onlyAsSomebody === true
    if (somebody && isAnonymous(reply) && saidToNobody)
      return credential ? err(credential.ignored(sent)) : fail('anonymous-reply', { host })
    if (refused) return err(refused)
    // Whoever reads the body, here or in the store's process, reads UTF-8.
    const body = bodyAsUtf8(reply)
    if ('detail' in body) return fail('reply-not-understood', { host, what: request.what, detail: body.detail })
    return ok(body.bytes === reply.body ? reply : { ...reply, body: body.bytes })
  }

  return {
    product,
    siteUrl,
    requests: () => requests,
    send,
    async read(request, schema) {
      const sent = await send(request)
      if (!sent.ok) return sent
      const unreadable = (detail: string): Result<never> =>
        fail('reply-not-understood', { host, what: request.what, detail })
      const json = readJsonBody(sent.value)
      if (!json.ok) return unreadable(json.detail)
      const parsed = schema.safeParse(json.value)
      if (parsed.success) return ok(parsed.data)
      const issue = parsed.error.issues[0]
      // The names on the way to it are the reply's own, and may be anything.
      const where = line(issue?.path.map(String).join('.') ?? '', 100) || 'the whole'
      return unreadable(`${where}: ${line(issue?.message ?? 'unexpected', 200)}`)
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
