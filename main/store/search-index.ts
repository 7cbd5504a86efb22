/** The full-text index of tasks: what is SQLite's alone (FTS5) stays in this file. */
import { sql, type RawBuilder } from 'kysely'
import type { Database } from './database.ts'

/** Words beyond these are ignored: a pasted paragraph is not a search. */
const maxWords = 16

/** What the tokenizer takes as part of a word; anything else separates. https://www.sqlite.org/fts5.html#unicode61_tokenizer */
const hasWord = /[\p{L}\p{N}\p{Co}]/u

/**
 * What was typed, as an FTS5 expression: every word must occur, each may go on (search as you type). Each word is
 * quoted, so that operators, quotes and `*` are text (https://www.sqlite.org/fts5.html#fts5_strings); `MOD-12` is a
 * phrase of two tokens. Null when there is no word to look for.
 */
export function matchExpression(typed: string): string | null {
  const words = typed
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => hasWord.test(word))
    .slice(0, maxWords)
  return words.length === 0 ? null : words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
}

/** A condition on `t.row_id`. */
export const matches = (expression: string): RawBuilder<boolean> =>
  sql<boolean>`t.row_id in (select rowid from task_search where task_search match ${expression})`

const replaceSql = 'insert or replace into task_search (rowid, key, summary, description) values (?, ?, ?, ?)'

/** Adds a task to the index, or replaces what is there. */
export function indexTask(database: Database, rowId: number, key: string, summary: string, description: string): void {
  database.run(replaceSql, [rowId, key, summary, description])
}
