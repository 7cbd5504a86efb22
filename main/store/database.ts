/** One open SQLite file: how it is opened, migrated, guarded and closed. */
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import Libsql from 'libsql'
import { err, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import { isCorruption, StoreError, toFailure } from './errors.ts'
import { migrations, schemaVersion } from './migrations/index.ts'

export type SqlValue = string | number | bigint | null | Uint8Array
export type Row = Record<string, unknown>

/** `AtTk`: tells our files from other SQLite databases. https://www.sqlite.org/pragma.html#pragma_application_id */
const applicationId = 0x4174546b

/** Statements kept prepared; list queries differ by their filters, so the number of texts is bounded but not small. */
const cachedStatements = 200

export interface OpenOptions {
  /** How long to wait for another program's lock, ms; 5,000 when absent. */
  busyTimeoutMs?: number
  /** For tests: stop migrating at this version. */
  upToVersion?: number
}

/** The binding aborts the whole process on a boolean and cuts text at NUL: only what it takes faithfully passes. */
function bindable(value: unknown): SqlValue {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint8Array) return value
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  throw new TypeError(`a ${typeof value} cannot be stored`)
}

export class Database {
  readonly file: string
  readonly readOnly: boolean
  readonly #connection: Libsql.Database
  readonly #statements = new Map<string, Libsql.Statement<unknown[]>>()
  /** Set once SQLite has found damage: from then on nothing is written, so that the file stays as it was found. */
  #damage: Failure | null = null

  constructor(connection: Libsql.Database, file: string, readOnly: boolean) {
    this.#connection = connection
    this.file = file
    this.readOnly = readOnly
  }

  get damage(): Failure | null {
    return this.#damage
  }

  /** Runs `work` and remembers damage. Every access to the file passes through here. */
  #guard<T>(work: () => T): T {
    if (this.#damage) throw new StoreError(this.#damage)
    try {
      return work()
    } catch (error) {
      if (isCorruption(error)) this.#damage = toFailure(error, this.file)
      throw error
    }
  }

  #prepare(sql: string): Libsql.Statement<unknown[]> {
    const known = this.#statements.get(sql)
    if (known) return known
    if (this.#statements.size >= cachedStatements) {
      const oldest = this.#statements.keys().next().value
      if (oldest !== undefined) this.#statements.delete(oldest)
    }
    const statement = this.#connection.prepare(sql) as Libsql.Statement<unknown[]>
    this.#statements.set(sql, statement)
    return statement
  }

  all<T = Row>(sql: string, values: readonly unknown[] = []): T[] {
    return this.#guard(() => this.#prepare(sql).all(values.map(bindable)) as T[])
  }

  first<T = Row>(sql: string, values: readonly unknown[] = []): T | undefined {
    return this.all<T>(sql, values)[0]
  }

  /** Returns the number of rows changed. */
  run(sql: string, values: readonly unknown[] = []): number {
    return this.#guard(() => this.#prepare(sql).run(values.map(bindable)).changes)
  }

  /** Several statements, without values. */
  exec(sql: string): void {
    this.#guard(() => this.#connection.exec(sql))
  }

  /** `begin immediate`: a writer waits for its turn at the start, never in the middle. Not to be nested. */
  transaction<T>(work: () => T): T {
    this.exec('begin immediate')
    try {
      const value = work()
      this.exec('commit')
      return value
    } catch (error) {
      try {
        if (this.#connection.inTransaction) this.#connection.exec('rollback')
      } catch {
        // The first error says what happened; SQLite rolls back by itself when the connection ends.
      }
      throw error
    }
  }

  get version(): number {
    return Number(this.first<{ user_version: number }>('pragma user_version')?.user_version ?? 0)
  }

  close(): void {
    this.#statements.clear()
    try {
      // Statements of the binding live until they are collected, so closing alone would leave the log behind.
      if (!this.readOnly && !this.#damage) this.#connection.pragma('wal_checkpoint(truncate)')
    } catch {
      // The log stays beside the file and is read at the next start.
    }
    this.#connection.close()
  }
}

/** True when the file exists and this account may not write it. `access(2)` would judge the real user, not the effective. */
function isWriteProtected(file: string): boolean {
  try {
    fs.closeSync(fs.openSync(file, 'r+'))
    return false
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return false
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return true
    throw error
  }
}

function migrate(database: Database, upTo: number): void {
  for (const migration of migrations) {
    if (migration.version > upTo) return
    if (migration.version <= database.version) continue
    database.transaction(() => {
      // Another process may have done it while this one waited for the lock.
      if (database.version >= migration.version) return
      migration.up(database)
      database.exec(`pragma application_id = ${applicationId}; pragma user_version = ${migration.version}`)
    })
  }
}

/** A file of version 0 must be empty, and a later one ours; otherwise it is left alone. */
export function checkOwner(database: Database): void {
  const found = database.version
  if (found > schemaVersion) {
    const params = { file: database.file, found: String(found), known: String(schemaVersion) }
    throw new StoreError(failure('database-newer', params))
  }
  const owner = Number(database.first<{ application_id: number }>('pragma application_id')?.application_id ?? 0)
  const empty = database.first('select 1 from sqlite_master limit 1') === undefined
  if (found === 0 ? !empty : owner !== applicationId) {
    const detail = '“this is not a workspace of AtTrack”'
    throw new StoreError(failure('database-corrupt', { file: database.file, detail }))
  }
}

export function openReadOnly(file: string, timeout: number): Database {
  const open = (mode: string): Database => {
    const connection = new Libsql(`${pathToFileURL(file).href}?${mode}`, { timeout })
    const database = new Database(connection, file, true)
    try {
      // Opening alone reads nothing: only now does SQLite look at the file and its log.
      database.first('pragma user_version')
      return database
    } catch (error) {
      connection.close()
      throw error
    }
  }
  try {
    return open('mode=ro')
  } catch (error) {
    // A log beside the file that cannot be used (the folder is protected, too) may hold newer rows: only when there
    // is none may the file be read as it lies. https://www.sqlite.org/wal.html#read_only_databases
    const log = fs.statSync(`${file}-wal`, { throwIfNoEntry: false })
    if (isCorruption(error) || (log && log.size > 0)) throw error
    return open('immutable=1')
  }
}

function openForWriting(file: string, timeout: number, options: OpenOptions): Database {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  // Made here so that a new workspace is readable by its owner only; SQLite gives its log the same mode.
  fs.closeSync(fs.openSync(file, 'a', 0o600))
  const database = new Database(new Libsql(file, { timeout }), file, false)
  try {
    checkOwner(database)
    database.exec('pragma journal_mode = wal')
    database.exec(
      'pragma synchronous = normal; pragma foreign_keys = on; pragma cache_size = -16000; pragma wal_autocheckpoint = 4000'
    )
    migrate(database, options.upToVersion ?? schemaVersion)
    return database
  } catch (error) {
    database.close()
    // The file may be written but its folder not, so that no log can be made beside it.
    if (toFailure(error, file).code === 'database-read-only') return openReadOnly(file, timeout)
    throw error
  }
}

/** A copy that nobody else reads, for writing: without a log of its own that would have to go where it goes. */
export function openCopy(file: string): Database {
  // It has to be there: what was given up meanwhile must not begin anew.
  const database = new Database(new Libsql(`${pathToFileURL(file).href}?mode=rw`), file, false)
  database.exec('pragma journal_mode = delete; pragma synchronous = full; pragma foreign_keys = off')
  return database
}

/** A workspace of that version with nothing in it, in memory: what a file's schema is compared with. */
export function emptyWorkspace(version: number): Database {
  const database = new Database(new Libsql(':memory:'), ':memory:', false)
  migrate(database, version)
  return database
}

/**
 * Opens or creates a workspace and brings it to the present schema. A file that is damaged, foreign, newer or
 * write-protected is never changed. Nothing here takes longer for a larger file.
 */
export function openDatabase(file: string, options: OpenOptions = {}): Result<Database> {
  const timeout = options.busyTimeoutMs ?? 5000
  let database: Database | undefined
  try {
    database = isWriteProtected(file) ? openReadOnly(file, timeout) : openForWriting(file, timeout, options)
    if (database.readOnly) {
      checkOwner(database)
      // An older schema cannot be brought forward here, and today's queries would not fit it.
      if (database.version < schemaVersion) throw new StoreError(failure('database-read-only', { file }))
    }
    database.exec('pragma temp_store = memory')
    database.exec(
      'create temp table census_seen (link_id text not null, issue_id text not null, primary key (link_id, issue_id)) strict, without rowid'
    )
    return ok(database)
  } catch (error) {
    const why = toFailure(error, file)
    try {
      database?.close()
    } catch {
      // Already told.
    }
    return err(why)
  }
}
