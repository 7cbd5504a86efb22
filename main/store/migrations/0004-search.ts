/**
 * The full-text index over key, summary and description. It keeps no copy of the text (`content=''`), and rows can be
 * replaced by row id alone (`contentless_delete`). https://www.sqlite.org/fts5.html#contentless_delete_tables
 */
import type { Migration } from './migration.ts'

export const search: Migration = {
  version: 4,
  name: 'search',
  up(database) {
    database.exec(`
      create virtual table task_search using fts5 (
        key, summary, description,
        content = '', contentless_delete = 1,
        tokenize = 'unicode61 remove_diacritics 2'
      );
      insert into task_search (rowid, key, summary, description) select row_id, key, summary, description from tasks;
    `)
  }
}
