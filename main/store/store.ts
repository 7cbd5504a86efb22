/** The store: every method over one open workspace file. */
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { StoreApi } from './api.ts'
import { openDatabase, type OpenOptions } from './database.ts'
import { schemaVersion } from './migrations/index.ts'
import { auditQueries } from './queries/audit.ts'
import { censusQueries } from './queries/census.ts'
import { connectionQueries } from './queries/connections.ts'
import { linkQueries } from './queries/links.ts'
import { memberQueries } from './queries/members.ts'
import { networkQueries } from './queries/networks.ts'
import { projectQueries } from './queries/projects.ts'
import { syncRunQueries } from './queries/sync-runs.ts'
import { taskQueries } from './queries/tasks.ts'
import { writePage } from './write-page.ts'

/** Methods throw; `callStore` turns that into failures. */
export interface Store {
  readonly file: string
  readonly api: StoreApi
  close(): void
}

/**
 * Opens (or creates and migrates) the workspace at `file`, an absolute path.
 * Failures: `database-corrupt`, `database-read-only` (only when not even reading is possible), `database-newer`,
 * `database-busy`, `disk-full`.
 */
export function openStore(file: string, options: OpenOptions = {}): Result<Store> {
  const opened = openDatabase(file, options)
  if (!opened.ok) return opened
  const database = opened.value
  const api: StoreApi = {
    ...projectQueries(database, schemaVersion),
    ...taskQueries(database),
    ...connectionQueries(database),
    ...memberQueries(database),
    ...auditQueries(database),
    ...networkQueries(database),
    ...linkQueries(database),
    ...syncRunQueries(database),
    ...censusQueries(database),
    writePage: (input) => writePage(database, input)
  }
  return ok({ file, api, close: () => database.close() })
}
