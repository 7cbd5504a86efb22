/**
 * A copy of the workspace at one moment, and looking at such a copy. In another process than the store's: both read
 * and write the same file, which SQLite's log allows (https://www.sqlite.org/wal.html#concurrency). `vacuum into` reads
 * in one transaction, so that a sync may go on writing meanwhile; it keeps row ids that are named (`row_id`), by which
 * the search index knows the tasks, and the index itself. https://www.sqlite.org/lang_vacuum.html#vacuuminto
 * A copy may be of an earlier version than today's, but of none before 8, with which backups came.
 */
import { isDeepStrictEqual } from 'node:util'
import { err, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ConnectionRecord } from './api.ts'
import { checkOwner, emptyWorkspace, openCopy, openReadOnly, type Database } from './database.ts'
import { isCorruption, toFailure } from './errors.ts'
import { newId } from './ids.ts'

export interface WorkspaceContents {
  readonly workspaceId: string
  readonly schemaVersion: number
  readonly counts: { projects: number; tasks: number; connections: number; members: number }
}

/** To whom a sign-in in the keychain belongs, and where it goes. `id`, `grantId`: by which its entries are named. */
export type SignInOwner = Pick<
  ConnectionRecord,
  'id' | 'grantId' | 'product' | 'siteUrl' | 'apiUrl' | 'method' | 'userName' | 'accountId' | 'apiToken'
>

/** How one Jira is reached, as it stands in the workspace. */
export interface WayToSite {
  readonly origin: string
  /** JSON. */
  readonly authorities: string
  readonly pin: string | null
  /** JSON. */
  readonly proxy: string
  /** The client certificate. */
  readonly sealed: string | null
}

/**
 * @param target an empty file, or none. Failures: `database-corrupt`, `database-busy`, `disk-full`, `database-read-only`.
 */
export function copyWorkspace(file: string, target: string): Result<null> {
  return withDatabase(file, (database) => {
    database.run('vacuum into ?', [target])
    return ok(null)
  })
}

/** Failures: those of reading, and of a file that is no workspace of a version known here. */
export function contentsOf(file: string): Result<WorkspaceContents> {
  return withDatabase(file, (database) => {
    checkOwner(database)
    return ok(look(database))
  })
}

/** The connections of a copy, and how their Jiras are reached. */
export function ownersOf(file: string): Result<{ owners: SignInOwner[]; ways: WayToSite[] }> {
  return withDatabase(file, (database) => {
    const owners = database.all<SignInOwner>(
      `select id, grant_id as grantId, product, site_url as siteUrl, api_url as apiUrl, method, user_name as userName,
         account_id as accountId, api_token as apiToken
       from connections`
    )
    const ways = database.all<WayToSite>(
      'select origin, authorities, pin, proxy, client_certificate_sealed as sealed from networks'
    )
    return ok({ owners, ways })
  })
}

/**
 * Gives connections of a copy, and their grants, new names, so that they find nothing in the keychain and ask to be signed
 * in again; everything that is theirs goes along. Ids that are not there are left out.
 */
export function renameConnections(file: string, ids: readonly string[]): Result<null> {
  let database: Database | undefined
  try {
    const copy = (database = openCopy(file))
    copy.transaction(() => {
      for (const id of ids) {
        const [fresh, grant] = [newId(), newId()]
        copy.run('update links set connection_id = ? where connection_id = ?', [fresh, id])
        copy.run('update connections set id = ?, grant_id = iif(grant_id is null, null, ?) where id = ?', [
          fresh,
          grant,
          id
        ])
      }
    })
    return ok(null)
  } catch (error) {
    return err(toFailure(error, file))
  } finally {
    closeQuietly(database)
  }
}

/** @returns what SQLite finds wrong with a copy; null when nothing is. Reads all of it. */
export function damageOf(file: string): Result<string | null> {
  return withDatabase(file, (database) => {
    try {
      const [found] = database.all<{ quick_check: string }>('pragma quick_check(1)')
      if (found?.quick_check !== 'ok') return ok('its contents contradict each other')
      return ok(database.first('pragma foreign_key_check') ? 'parts of it are missing' : null)
    } catch (error) {
      if (isCorruption(error)) return ok('SQLite cannot read all of it')
      throw error
    }
  })
}

/**
 * A file that was made to look like a workspace must not do anything by itself, nor take what AtTrack's tables refuse:
 * its schema is word for word what AtTrack made. Of the search index only the declaration is ours; SQLite made its tables.
 * @returns what is wrong; null when nothing is.
 */
export function strangersIn(file: string): Result<string | null> {
  const partsOf = (database: Database): string[] =>
    database
      .all<{ part: string }>(
        `select json_array(type, name, tbl_name, sql) as part from sqlite_master
         where sql is not null and not (type = 'table' and (name like 'task\\_search\\_%' escape '\\' or name like 'sqlite\\_stat_' escape '\\'))
         order by part`
      )
      .map(({ part }) => part)
  return withDatabase(file, (database) => {
    checkOwner(database)
    const made = emptyWorkspace(database.version)
    const known = partsOf(made)
    made.close()
    return ok(isDeepStrictEqual(partsOf(database), known) ? null : 'are instructions that AtTrack did not write')
  })
}

function look(database: Database): WorkspaceContents {
  const countOf = (from: string): number =>
    Number(database.first<{ n: number }>(`select count(*) as n from ${from}`)?.n ?? 0)
  return {
    workspaceId: String(database.first<{ id: string }>('select id from workspace')?.id ?? ''),
    schemaVersion: database.version,
    counts: {
      projects: countOf('projects'),
      tasks: countOf('tasks'),
      connections: countOf('connections'),
      members: countOf('members where removed_at is null')
    }
  }
}

export function withDatabase<T>(file: string, work: (database: Database) => Result<T>): Result<T> {
  let database: Database | undefined
  try {
    database = openReadOnly(file, 5000)
    return work(database)
  } catch (error) {
    return err(toFailure(error, file))
  } finally {
    closeQuietly(database)
  }
}

function closeQuietly(database: Database | undefined): void {
  try {
    database?.close()
  } catch {
    // Nothing was written through it.
  }
}
