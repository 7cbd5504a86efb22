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

/** The result codes after which nothing in the file may be trusted. https://www.sqlite.org/rescode.html */
export const isCorruption = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))

/**
 * Turns whatever was thrown into a failure: `database-corrupt`, `database-read-only`, `database-busy`, `disk-full`,
 * the failure of a StoreError, or `internal`. Values bound to a statement are never part of it.
 */
export function toFailure(error: unknown, file: string): Failure {
  if (error instanceof StoreError) return error.failure
  const code = codeOf(error)
  const message = messageOf(error)
  if (isCorruption(error)) return failure('database-corrupt', { file, detail: `“${message}” (${code})` })
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code) || /^(EACCES|EPERM|EROFS)$/.test(code)) {
    return failure('database-read-only', { file })
  }
  // The binding gives the plain result code 14 (SQLITE_CANTOPEN) inside the message when opening fails.
  if (/Unable to open connection to local database/.test(message)) return failure('database-read-only', { file })
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return failure('database-busy', { file })
  if (/^SQLITE_FULL/.test(code) || code === 'ENOSPC' || code === 'EDQUOT') return failure('disk-full', { file })
  return failure('internal', { where: 'the database' }, { evidence: `${code} ${message}`.trim().slice(0, 300) })
}
