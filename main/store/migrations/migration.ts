import type { Database } from '../database.ts'

/** One step forward. It runs inside a transaction that also raises `user_version` to `version`. */
export interface Migration {
  readonly version: number
  readonly name: string
  up(database: Database): void
}
