/** Tokens end: how far off that is, and reading the date a person entered. */
import type { Connection } from '../../preload/contract/connections.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'

const dayMs = 24 * 60 * 60_000
/** Warned this long before, days. */
const soonDays = 14
const urgentDays = 3

/** @param expiresAt ms since 1970, null when not known. @param now ms since 1970. */
export function expiryOf(expiresAt: number | null, now: number = Date.now()): Connection['expiry'] {
  if (expiresAt === null) return null
  const days = (expiresAt - now) / dayMs
  const stage = days <= 0 ? 'expired' : days <= urgentDays ? 'urgent' : days <= soonDays ? 'soon' : 'fine'
  return { at: expiresAt, stage }
}

/**
 * The end of the day that was entered, in this computer's time zone: neither Jira nor Atlassian shows an hour.
 * Fails with `invalid-input` (field `expiresOn`) for a day that is none, or is over.
 */
export function readExpiryDate(entered: string | undefined, now: number = Date.now()): Result<number | null> {
  if (entered === undefined) return ok(null)
  const refuse = (problem: string): Result<never> =>
    fail('invalid-input', { field: 'Expires on', problem }, { field: 'expiresOn' })
  const [year = 0, month = 0, day = 0] = entered.split('-').map(Number)
  const end = new Date(year, month - 1, day, 23, 59, 59)
  if (end.getMonth() !== month - 1 || end.getDate() !== day) return refuse(`There is no ${entered}.`)
  if (end.getTime() < now) return refuse('That day is over: the token would be of no use any more.')
  return ok(end.getTime())
}
