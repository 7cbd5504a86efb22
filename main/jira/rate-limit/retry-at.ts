/** When a connection that Jira throttles may be tried again. */
import type { Failure } from '../../../preload/contract/failures/failure.ts'
import { longestPauseMs } from './bounds.ts'
import { readNumber } from './headers.ts'

/** Where the failure does not say. Milliseconds. */
const usualMs = 60_000

/** @param now ms since 1970. @returns ms since 1970, at most an hour ahead; null for failures that are not about rates. */
export function retryAtOf(failure: Failure, now: number): number | null {
  if (failure.code !== 'rate-limited') return null
  const seconds = readNumber(failure.params['seconds'])
  return now + (seconds === null ? usualMs : Math.min(seconds * 1000, longestPauseMs))
}
