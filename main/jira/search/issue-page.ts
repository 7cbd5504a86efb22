/**
 * Reads the issues of a search reply, of Jira Server and Data Center and of Jira Cloud. Tolerant: what an issue may lack
 * is left empty, an issue that cannot be stored is rejected with the reason, and only a reply that is no page fails.
 * Frame and sources: page-frame.ts.
 */
import { ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { objectOf, own } from '../json.ts'
import { readDescription, type Description } from './description.ts'
import { readFrame, type PageHead, type ReplyOrigin } from './page-frame.ts'
import { line } from '../../clean-text.ts'

export type { DescriptionFormat } from './description.ts'
export type { PageHead, ReplyOrigin } from './page-frame.ts'

export interface ParsedIssue extends Description {
  /** Numeric, as text: the identity that survives a move. */
  issueId: string
  key: string
  /** The key taken apart: `MOD` and 12. */
  keyPrefix: string
  keyNumber: number
  /** Null when the reply does not name the project. */
  projectId: string | null
  projectKey: string
  summary: string
  type: string
  status: string
  statusCategory: 'new' | 'indeterminate' | 'done' | 'undefined'
  priority: string
  /** Display names; empty when nobody. */
  assignee: string
  reporter: string
  resolution: string
  labels: string[]
  /** Milliseconds since 1970 UTC. */
  created: number
  updated: number
}

export interface RejectedIssue {
  /** `?` when it had none. */
  key: string
  issueId: string | null
  reason: string
}

export interface ParsedPage extends PageHead {
  issues: ParsedIssue[]
  rejected: RejectedIssue[]
}

/** What a census reads: ids, and `created` of the last issue that has one (ms). */
export interface ParsedIdPage extends PageHead {
  firstCreated: number | null
  lastCreated: number | null
}

export const limits = {
  summary: 1000,
  name: 255,
  label: 255,
  labels: 100,
  description: 200_000,
  rejectedKey: 60
} as const

const text = (value: unknown, limit: number): string => (typeof value === 'string' ? line(value, limit) : '')

const named = (value: unknown): string => {
  const object = objectOf(value)
  return object ? text(own(object, 'name'), limits.name) : ''
}

/**
 * Who it is, as people know them. Cloud has no login names, and somebody whose profile is hidden or gone is still
 * somebody: the account's id rather than nothing, which would mean nobody.
 */
const person = (value: unknown): string => {
  const object = objectOf(value)
  if (!object) return ''
  for (const name of ['displayName', 'name', 'accountId']) {
    const shown = text(own(object, name), limits.name)
    if (shown !== '') return shown
  }
  return ''
}

const numericId = (value: unknown): string | null => {
  const id = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  return typeof id === 'string' && /^\d{1,19}$/.test(id) ? id : null
}

const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/

/** `2016-07-18T10:45:37.000+0000` → ms since 1970 UTC; null when it is no such time. */
export function parseJiraTime(value: unknown): number | null {
  if (typeof value !== 'string' || !timePattern.test(value)) return null
  // Jira writes the zone without a colon, which the platform's own parser need not take.
  const bare = /[+-]\d{4}$/.test(value)
  const ms = Date.parse(bare ? `${value.slice(0, -2)}:${value.slice(-2)}` : value)
  return Number.isNaN(ms) ? null : ms
}

const categories = new Set(['new', 'indeterminate', 'done', 'undefined'])

function categoryOf(status: unknown): ParsedIssue['statusCategory'] {
  const object = objectOf(status)
  const category = object && objectOf(own(object, 'statusCategory'))
  const key = category && own(category, 'key')
  return typeof key === 'string' && categories.has(key) ? (key as ParsedIssue['statusCategory']) : 'undefined'
}

/** `MOD-12`: anything without spaces, a hyphen, at most 15 digits (an administrator may change the key pattern). */
const keyPattern = /^([^\s\p{C}]{1,100})-(\d{1,15})$/u

function parseIssue(value: unknown): ParsedIssue | RejectedIssue {
  const raw = objectOf(value)
  if (!raw) return { key: '?', issueId: null, reason: 'It is not an object.' }
  const issueId = numericId(own(raw, 'id'))
  const rawKey = own(raw, 'key')
  const shownKey = text(rawKey, limits.rejectedKey) || '?'
  const reject = (reason: string): RejectedIssue => ({ key: shownKey, issueId, reason })
  if (!issueId) return reject('Its id is missing or not a number.')
  const keyParts = typeof rawKey === 'string' ? keyPattern.exec(rawKey) : null
  if (!keyParts) return reject('Its key is missing or not of the form ABC-123.')
  const fields = objectOf(own(raw, 'fields'))
  if (!fields) return reject('It has no fields.')
  const summary = own(fields, 'summary')
  if (typeof summary !== 'string') return reject('Its summary is missing.')
  const created = parseJiraTime(own(fields, 'created'))
  if (created === null) return reject('Its creation time is missing or unreadable.')
  const updated = parseJiraTime(own(fields, 'updated'))
  if (updated === null) return reject('Its time of change is missing or unreadable.')
  const project = objectOf(own(fields, 'project'))
  const status = own(fields, 'status')
  const labels = own(fields, 'labels')
  const keyPrefix = keyParts[1] as string
  return {
    issueId,
    key: rawKey as string,
    keyPrefix,
    keyNumber: Number(keyParts[2]),
    projectId: project ? numericId(own(project, 'id')) : null,
    projectKey: (project && text(own(project, 'key'), limits.name)) || keyPrefix,
    summary: line(summary, limits.summary),
    type: named(own(fields, 'issuetype')),
    status: named(status),
    statusCategory: categoryOf(status),
    priority: named(own(fields, 'priority')),
    assignee: person(own(fields, 'assignee')),
    reporter: person(own(fields, 'reporter')),
    resolution: named(own(fields, 'resolution')),
    labels: Array.isArray(labels)
      ? labels
          .slice(0, limits.labels)
          .filter((label) => typeof label === 'string')
          .map((label) => line(label, limits.label))
      : [],
    ...readDescription(own(fields, 'description'), limits.description),
    created,
    updated
  }
}

/**
 * Reads one page of issues.
 * @returns the page, or `reply-not-understood` when the body is no search reply at all.
 */
export function parseIssuePage(body: Uint8Array, origin: ReplyOrigin): Result<ParsedPage> {
  const frame = readFrame(body, origin)
  if (!frame.ok) return frame
  const issues: ParsedIssue[] = []
  const rejected: RejectedIssue[] = []
  const issueIds: string[] = []
  for (const value of frame.value.issues) {
    const issue = parseIssue(value)
    if (issue.issueId !== null) issueIds.push(issue.issueId)
    if ('reason' in issue) rejected.push(issue)
    else issues.push(issue)
  }
  return ok({ ...frame.value.head, issueIds, issues, rejected })
}

/** Reads one page of a census, of which only ids (and `created`, if asked for) matter. Failures as above. */
export function parseIdPage(body: Uint8Array, origin: ReplyOrigin): Result<ParsedIdPage> {
  const frame = readFrame(body, origin)
  if (!frame.ok) return frame
  const issueIds: string[] = []
  let firstCreated: number | null = null
  let lastCreated: number | null = null
  for (const value of frame.value.issues) {
    const issue = objectOf(value)
    const id = issue && numericId(own(issue, 'id'))
    if (!issue || !id) continue
    issueIds.push(id)
    const fields = objectOf(own(issue, 'fields'))
    lastCreated = (fields && parseJiraTime(own(fields, 'created'))) ?? lastCreated
    firstCreated ??= lastCreated
  }
  return ok({ ...frame.value.head, issueIds, firstCreated, lastCreated })
}
