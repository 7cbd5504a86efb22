/** What SQLite reports, as our failures. */
import { failure, type Failure } from '../../preload/contract/failures/failure.ts'

/** Carries a failure through synchronous code inside the store; it never crosses the client's boundary. */
export class StoreError extends Error {
  readonly failure: Failure
  constructor(why: Failure) {
    super(`${why.code}: ${why.cause}`)
    this.name = 'StoreError'
    this.failure = why
  }
}

const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return ''
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : ''
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * SQLite's primary result code: the low byte of the extended one, for which the binding does not always have a name.
 * https://www.sqlite.org/rescode.html
 */
function resultCode(error: unknown): number {
  const raw = typeof error === 'object' && error !== null ? (error as { rawCode?: unknown }).rawCode : undefined
  if (typeof raw === 'number') return raw & 0xff
  // Opening tells its code only in the message.
  const opening = /Unable to open connection to local database .*: (\d+)/.exec(messageOf(error))
  return opening ? Number(opening[1]) & 0xff : 0
}

const code = {
  perm: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26
} as const

/** After these nothing in the file may be trusted. */
export function isCorruption(error: unknown): boolean {
  const result = resultCode(error)
  return result === code.corrupt || result === code.notADatabase
}

/**
 * Turns whatever was thrown into a failure: `database-corrupt`, `database-read-only`, `database-busy`, `disk-full`,
 * the failure of a StoreError, or `internal`. Values bound to a statement are never part of it.
 */
export function toFailure(error: unknown, file: string): Failure {
  if (error instanceof StoreError) return error.failure
  const name = codeOf(error)
  const message = messageOf(error)
  switch (resultCode(error)) {
    case code.corrupt:
    case code.notADatabase:
      return failure('database-corrupt', { file, detail: `“${message}”` })
    case code.readOnly:
    case code.cannotOpen:
    case code.perm:
      return failure('database-read-only', { file })
    case code.busy:
    case code.locked:
      return failure('database-busy', { file })
    case code.full:
      return failure('disk-full', { file })
  }
  if (name === 'EACCES' || name === 'EPERM' || name === 'EROFS') return failure('database-read-only', { file })
  if (name === 'ENOSPC' || name === 'EDQUOT') return failure('disk-full', { file })
  return failure('internal', { where: 'the database' }, { evidence: `${name} ${message}`.trim().slice(0, 300) })
}
