/**
 * The frame around the issues of a search reply.
 * Data Center, `/rest/api/2/search`: `startAt`, `maxResults`, `total`, `issues`.
 * https://docs.atlassian.com/software/jira/docs/api/REST/9.12.0/#api/2/search-search
 * Cloud, `/rest/api/3/search/jql`: `issues`, `nextPageToken` (absent on the last page), `isLast`; no counts.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
 */
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { parseJson } from '../json-body.ts'
import { objectOf, own, type JsonObject } from '../json.ts'

export interface PageHead {
  /** 0 on Cloud. */
  startAt: number
  /** 0 on Cloud. */
  maxResults: number
  /** Null on Cloud, which does not count. */
  total: number | null
  /** Issues in the reply, rejected ones included. */
  count: number
  /** Numeric ids in the order of the reply. */
  issueIds: string[]
  /** What asks for the next page on Cloud; null on the last page, and on Data Center. */
  nextPageToken: string | null
  /** Nothing follows. False beside a null token on Cloud means that the reply broke off the list. */
  isLast: boolean
}

/** Fills the words of `reply-not-understood`. */
export interface ReplyOrigin {
  host: string
  what: string
}

export interface PageFrame {
  head: Omit<PageHead, 'issueIds'>
  /** Still unread. */
  issues: unknown[]
}

const countOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null

/** Seen are some hundred characters; the bound keeps an address that carries one sendable. */
const maxToken = 8_000

/** Says what is wrong instead of the head. */
function cloudHead(page: JsonObject, count: number): PageFrame['head'] | string {
  const token = own(page, 'nextPageToken') ?? null
  const isLast = own(page, 'isLast') ?? token === null
  if (token !== null && (typeof token !== 'string' || token === '' || token.length > maxToken)) {
    return '“nextPageToken” is not a token'
  }
  if (typeof isLast !== 'boolean') return '“isLast” is neither true nor false'
  return { startAt: 0, maxResults: 0, total: null, count, nextPageToken: token, isLast }
}

function dataCenterHead(page: JsonObject, count: number): PageFrame['head'] | string {
  const startAt = countOf(own(page, 'startAt'))
  const maxResults = countOf(own(page, 'maxResults'))
  const total = countOf(own(page, 'total'))
  if (startAt === null) return '“startAt” is not a number'
  if (maxResults === null) return '“maxResults” is not a number'
  if (total === null) return '“total” is not a number'
  return { startAt, maxResults, total, count, nextPageToken: null, isLast: startAt + count >= total }
}

/** Twice the largest page that is ever asked for (5,000 ids). */
const mostIssues = 10_000

const isOfCloud = (page: JsonObject): boolean =>
  own(page, 'startAt') === undefined &&
  (own(page, 'isLast') !== undefined || own(page, 'nextPageToken') !== undefined || own(page, 'total') === undefined)

/** @returns the frame, or `reply-not-understood` when the body is no search reply of either product. */
export function readFrame(body: Uint8Array, origin: ReplyOrigin): Result<PageFrame> {
  const refuse = (detail: string) => fail('reply-not-understood', { ...origin, detail })
  const parsed = parseJson(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  if (!parsed.ok) return refuse(parsed.detail)
  const page = objectOf(parsed.value)
  if (!page) return refuse('it is not an object')
  const issues = own(page, 'issues')
  if (!Array.isArray(issues)) return refuse('it has no list of issues')
  if (issues.length > mostIssues) return refuse(`${issues.length} issues on one page`)
  const head = isOfCloud(page) ? cloudHead(page, issues.length) : dataCenterHead(page, issues.length)
  return typeof head === 'string' ? refuse(head) : ok({ head, issues })
}
