/**
 * What a refused or odd reply of Jira means. Classified by the signals real Jiras send, never by the status alone:
 * a bare 401 or 403 says little, and a 200 may be a sign-in page or an anonymous answer.
 */
import { failure, type Failure } from '../../preload/contract/failures/failure.ts'
import type { TransportReply } from '../net/transport.ts'
import { rateLimitedBy } from './rate-limit/failure.ts'
import { line } from '../clean-text.ts'
import { describeAnswer } from './site/page-title.ts'

export interface ReplyContext {
  readonly host: string
  /** The address of the site, without the request's path. */
  readonly address: string
  /** What was asked for, in a few words: "the list of projects". */
  readonly what: string
  /** The Jira user the request is made for; null before one is known. */
  readonly user: string | null
}

/** CAPTCHA: refused until someone signs in on the web page, whatever the password. Must stop all tries. */
export const isCaptcha = (reply: TransportReply): boolean =>
  /CAPTCHA/i.test(reply.headers['x-authentication-denied-reason'] ?? '') ||
  reply.headers['x-seraph-loginreason'] === 'AUTHENTICATION_DENIED'

/**
 * Jira says whom it took the caller for in X-AUSERNAME (URL-encoded), `anonymous` when nobody. Cloud has no such header,
 * but tells in X-Seraph-LoginReason that it ignored a token on an endpoint that anybody may read.
 */
export const isAnonymous = (reply: TransportReply): boolean =>
  reply.headers['x-ausername'] === 'anonymous' ||
  (reply.headers['x-ausername'] === undefined &&
    reply.status < 400 &&
    /AUTHENTICATED_FAILED/.test(reply.headers['x-seraph-loginreason'] ?? ''))

/**
 * A refusal that nevertheless names the user: the sign-in is good. Data Center answers 401 also for a single issue that
 * may not be seen.
 */
export const knowsTheUser = (reply: TransportReply): boolean => {
  const user = reply.headers['x-ausername']
  const signedIn = user !== undefined && user !== '' && user !== 'anonymous'
  const failed = /FAILED|DENIED/.test(reply.headers['x-seraph-loginreason'] ?? '')
  return signedIn && !failed && !/oauth_problem/.test(reply.headers['www-authenticate'] ?? '')
}

const isJson = (reply: TransportReply): boolean => /\bjson\b/i.test(reply.headers['content-type'] ?? '')

const text = (reply: TransportReply, bytes = 4096): string => Buffer.from(reply.body.slice(0, bytes)).toString('utf8')

/** Jira's error envelope: `{errorMessages: [...], errors: {field: text}, message}`. */
export function errorMessages(reply: TransportReply): string[] {
  if (!isJson(reply)) return []
  try {
    const parsed = JSON.parse(text(reply, 64 * 1024)) as {
      errorMessages?: unknown
      errors?: unknown
      message?: unknown
    }
    const list = Array.isArray(parsed.errorMessages) ? parsed.errorMessages : []
    const fields = parsed.errors && typeof parsed.errors === 'object' ? Object.values(parsed.errors) : []
    return [...list, ...fields, parsed.message]
      .filter((one): one is string => typeof one === 'string')
      .map((one) => line(one, 300))
  } catch {
    return []
  }
}

/**
 * @returns the failure a reply stands for, or null when it is a usable JSON answer.
 * Sign-in specific meanings (wrong password, OAuth problems) are the credential's to explain, before this is asked.
 */
export function replyFailure(reply: TransportReply, context: ReplyContext): Failure | null {
  const { host, address, what } = context
  const { status } = reply
  const user = context.user ?? 'this user'
  const messages = errorMessages(reply)
  const evidence = messages[0] ?? `HTTP ${status}`

  if (status >= 300 && status < 400) return redirectFailure(reply, context)
  if (isCaptcha(reply))
    return failure('captcha-required', { host }, { evidence: 'X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE' })
  if (status === 403 && messages.some((one) => /basic authentication has been disabled/i.test(one))) {
    return failure('basic-disabled', { host }, { evidence })
  }
  if (status === 403 && /XSRF check failed/i.test(text(reply))) return failure('xsrf-refused', { host })
  if (status === 407) return failure('proxy-sign-in', { host })
  if (status === 429) return rateLimitedBy(reply, host, Date.now())
  if (isRebuilding(reply)) return failure('index-rebuilding', { host }, { evidence })
  const archived = archivedProject(status, messages)
  if (archived) return failure('project-archived', { project: archived }, { evidence })
  if (status === 410 && isSearch(reply)) return failure('search-removed', { host }, { evidence })
  if (status === 502 || status === 503 || status === 504)
    return failure('site-unavailable', { host, status: String(status) }, { evidence: describeAnswer(reply).text })
  if (status >= 500) {
    return failure('jira-error', { host, what, status: String(status), detail: messages[0] ? ` (${messages[0]})` : '' })
  }
  if (status === 401 && !knowsTheUser(reply)) return failure('needs-sign-in', { host }, { evidence })
  if (status === 401 || status === 403) return failure('jira-forbidden', { host, what, user }, { evidence })
  if (status === 400) {
    const invisible = messages
      .map((one) => /The value '([^']*)' does not exist for the field 'project'/.exec(one))
      .find(Boolean)
    if (invisible) return failure('project-not-visible', { project: invisible[1] ?? '?', user }, { evidence })
    return failure('jql-refused', { detail: messages[0] ?? `${host} answered 400 for ${what}.` })
  }
  if (status === 404) return failure('not-found', { what: capitalised(what) }, { evidence })
  if (status >= 400)
    return failure('jira-error', { host, what, status: String(status), detail: messages[0] ? ` (${messages[0]})` : '' })
  if (isJson(reply)) return null
  const answer = describeAnswer(reply)
  if (answer.looksLikeSignIn || answer.kind === 'html')
    return failure('sso-page', { host, answer: answer.text }, { evidence: answer.text })
  return failure(
    'reply-not-understood',
    { host, what, detail: answer.text },
    { evidence: `${address}: ${answer.text}` }
  )
}

/**
 * The words Jira has for an index that is not there: `IndexException`, "re-index", "the search index is being rebuilt".
 * They come with a 400, a 500 or a 503 in Jira's error envelope, or as a warning beside a result.
 */
export const saysIndexRebuilding = (message: string): boolean =>
  /IndexException|\bre-?index|\bindex(es)?\b[^.]{0,80}\b(rebuil[dt]\w*|unavailable|corrupt\w*|locked)|\brebuil[dt]\w*[^.]{0,40}\bindex/i.test(
    message
  )

/** A locked Jira answers everything with a page of its own that says so (Jira's Johnson gatekeeper), status 503. */
export const isRebuilding = (reply: TransportReply): boolean =>
  ([400, 500, 503].includes(reply.status) && errorMessages(reply).some(saysIndexRebuilding)) ||
  (reply.status === 503 && !isJson(reply) && saysIndexRebuilding(text(reply)))

/** The project that Jira says is archived: `Project 'MOD' is archived.` and the like. Null when it says no such thing. */
function archivedProject(status: number, messages: readonly string[]): string | null {
  if (status !== 400 && status !== 403 && status !== 404) return null
  const said = messages.find((one) => /\bproject\b.*\barchived\b/i.test(one))
  return said === undefined ? null : (/['"“]([^'"”]{1,255})['"”]/.exec(said)?.[1] ?? 'The project')
}

/** Atlassian has removed other interfaces too; only of this one it is known what that means. */
const isSearch = ({ url }: TransportReply): boolean => /\/rest\/api\/\w+\/search\b/.test(url)

/** Characters of what can be entered as the address of a Jira. */
const maxAddress = 2_000

/**
 * The address at which the same host has the very thing that was asked for: by https now, or below another path.
 * Null when the redirect leads to something else, as to a sign-in page.
 */
function movedTo(target: URL, asked: URL, address: string): string | null {
  const own = new URL(address)
  if (asked.host !== own.host || !asked.href.startsWith(address)) return null
  const path = asked.pathname.slice(own.pathname.replace(/\/+$/, '').length)
  if (path.length < 2 || !target.pathname.endsWith(path)) return null
  if (target.protocol !== 'https:' && own.protocol === 'https:') return null
  const found = target.origin + target.pathname.slice(0, -path.length)
  return found === address || found.length > maxAddress ? null : found
}

/** A redirect is never followed with a credential to another origin; a login page of Jira's own means "signed out". */
function redirectFailure(reply: TransportReply, { host, address }: ReplyContext): Failure {
  try {
    const asked = new URL(reply.url)
    const target = new URL(reply.headers['location'] ?? '', asked)
    const found = target.host === asked.host ? movedTo(target, asked, address) : null
    if (found !== null) return failure('jira-elsewhere', { address, found })
    if (target.host !== new URL(address).host)
      return failure('redirected-elsewhere', { host, target: line(target.host, 255) })
    const answer = `a redirect to ${line(target.pathname, 300)}`
    return failure('sso-page', { host, answer }, { evidence: answer })
  } catch {
    return failure('redirected-elsewhere', { host, target: 'an unreadable address' })
  }
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
