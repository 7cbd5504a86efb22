/**
 * Kysely builds the queries; the store runs them synchronously on its own connection. Nothing here executes by itself:
 * the dialect decides only how SQL is written.
 */
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type CompiledQuery } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

export const sqlFor = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler()
  }
})

interface Compilable<O> {
  compile(): CompiledQuery<O>
}

export function rows<O>(database: Database, query: Compilable<O>): O[] {
  const { sql, parameters } = query.compile()
  return database.all<O>(sql, parameters)
}

export function row<O>(database: Database, query: Compilable<O>): O | undefined {
  return rows(database, query)[0]
}

/** Returns the number of rows changed. */
export function change(database: Database, query: Compilable<unknown>): number {
  const { sql, parameters } = query.compile()
  return database.run(sql, parameters)
}
