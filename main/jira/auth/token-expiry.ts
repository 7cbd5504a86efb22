/** A token that is refused after its known end is told as ended. */
import { failure, type Failure } from '../../../preload/contract/failures/failure.ts'

/**
 * @param expiresAt ms since 1970, null when not known: the end of a day in this computer's time zone.
 * @param otherwise what the refusal means before that.
 */
export const refusedToken = (host: string, expiresAt: number | null, otherwise: Failure): Failure =>
  expiresAt !== null && expiresAt < Date.now()
    ? failure('token-expired', { host, date: localDate(new Date(expiresAt)) })
    : otherwise

/** `2027-01-31`, as it was entered. */
const localDate = (day: Date): string =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
