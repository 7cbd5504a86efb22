/** The few searches the sync makes, as JQL. */

const minute = 60_000

/** A JQL string literal: quotes and backslashes escaped, control characters (which JQL refuses) left out. */
export const quoteJql = (value: string): string => `"${value.replace(/\p{Cc}/gu, ' ').replace(/["\\]/g, '\\$&')}"`

/** A number is a project's id and must not be quoted: in quotes Jira looks for a key or name of digits first. */
const projectClause = (jiraProject: string): string =>
  `project = ${/^\d{1,18}$/.test(jiraProject) ? jiraProject : quoteJql(jiraProject)}`

const formatters = new Map<string, Intl.DateTimeFormat | null>()

function formatterFor(timeZone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  let made: Intl.DateTimeFormat | null = null
  try {
    made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit'
    })
  } catch {
    // A zone this computer's data does not know; see wallTime.
  }
  if (formatters.size < 500) formatters.set(timeZone, made)
  return made
}

interface Wall {
  /** `yyyy-MM-dd HH:mm` */
  readonly text: string
  /** The wall clock read as if it were UTC, milliseconds. */
  readonly asUtc: number
}

function wallAt(formatter: Intl.DateTimeFormat, time: number): Wall {
  const parts = new Map(formatter.formatToParts(time).map(({ type, value }) => [type, value]))
  const get = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '00'
  const text = `${get('year').padStart(4, '0')}-${get('month')}-${get('day')} ${get('hour')}:${get('minute')}`
  return { text, asUtc: Date.parse(`${text.replace(' ', 'T')}:00Z`) }
}

/** How far the clock goes back within the three hours after `time`, milliseconds; 0 when it does not. */
function setBackAfter(formatter: Intl.DateTimeFormat, time: number): number {
  const offset = (t: number): number => wallAt(formatter, t).asUtc - t
  return Math.max(0, offset(time) - offset(time + 180 * minute))
}

/**
 * The wall clock of `timeZone` at `time` (ms since 1970), rounded down to the minute as JQL's dates are. An hour that
 * comes twice is read by Jira as either: for its first pass the time before that hour is given, so that whichever it
 * takes, nothing is left out. For a zone unknown here the earliest wall clock on Earth (UTC−12) is given.
 */
export function wallTime(time: number, timeZone: string): string {
  const floored = Math.max(0, Math.floor(time / minute) * minute)
  const formatter = formatterFor(timeZone)
  if (formatter === null)
    return new Date(Math.max(0, floored - 720 * minute)).toISOString().slice(0, 16).replace('T', ' ')
  const wall = wallAt(formatter, floored)
  const back = setBackAfter(formatter, floored)
  const again = back > 0 && wallAt(formatter, floored + back).text === wall.text
  return again ? wallAt(formatter, floored - back).text : wall.text
}

export interface FullScan {
  /** The project's key or numeric id. */
  readonly jiraProject: string
  /** Only issues created at or after this, ms since 1970; some a little older may come too. */
  readonly createdFrom?: number
  /** The *calling user's* time zone as `/myself` tells it: JQL reads dates in it (airbyte#48492). */
  readonly timeZone: string
}

/** All issues of a project in an order that does not shift while issues are edited: `created` never changes. */
export function fullScanJql({ jiraProject, createdFrom, timeZone }: FullScan): string {
  const from = createdFrom === undefined ? '' : ` AND created >= ${quoteJql(wallTime(createdFrom, timeZone))}`
  return `${projectClause(jiraProject)}${from} ORDER BY created ASC, id ASC`
}

/** Issues changed in the last `sinceMinutes` minutes of Jira's clock. Relative, hence free of anybody's time zone. */
export const incrementalJql = ({ jiraProject, sinceMinutes }: { jiraProject: string; sinceMinutes: number }): string =>
  `${projectClause(jiraProject)} AND updated >= "-${Math.max(1, Math.ceil(sinceMinutes))}m" ORDER BY updated ASC, id ASC`

/**
 * Whole minutes from `cursorMs` (the greatest `updated` seen) to `serverNowMs`, rounded up, plus the overlap that
 * absorbs index lag. Never less than the overlap and never under 1: clocks may disagree.
 */
export const minutesSince = (cursorMs: number, serverNowMs: number, overlapMinutes: number): number =>
  Math.max(1, Math.max(0, Math.ceil((serverNowMs - cursorMs) / minute)) + Math.max(0, Math.ceil(overlapMinutes)))

const floored = (ms: number): number => Math.max(0, Math.floor(ms / minute) * minute)

export interface TimedSearch {
  /** The project's key or numeric id. */
  readonly jiraProject: string
  readonly by: 'created' | 'updated'
  /** ms since 1970; 0 is the beginning, and then no bound is set. */
  readonly from: number
}

/**
 * The same on Cloud, where a bare number is a time in milliseconds (airbyte#48395) and nobody's zone matters. Rounded
 * down to the minute: how finely Cloud's index keeps times is not documented, and the issue at `from` must be found.
 */
export const timedSearchJql = ({ jiraProject, by, from }: TimedSearch): string =>
  `${projectClause(jiraProject)}${from > 0 ? ` AND ${by} >= ${floored(from)}` : ''} ORDER BY ${by} ASC, id ASC`

/** All issues of a project, in no particular order. Bounded, as Cloud wants it. */
export const projectJql = (jiraProject: string): string => projectClause(jiraProject)
