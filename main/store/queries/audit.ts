/** The audit log. There is no query that changes or removes an entry, and triggers refuse any other. */
import { sql } from 'kysely'
import type { StoreApi } from '../api.ts'
import type { Database } from '../database.ts'
import { change, row, rows, sqlFor } from '../kysely.ts'
import { likeContains } from './like.ts'

export type AuditQueries = Pick<StoreApi, 'addAudit' | 'listAudit'>

export function auditQueries(database: Database): AuditQueries {
  return {
    addAudit({ at, memberId, member, action, subject, detail }) {
      const values = { at, member_id: memberId, member, action, subject, detail }
      change(database, sqlFor.insertInto('audit_entries').values(values))
      return null
    },
    listAudit({ search, offset, limit }) {
      const words = search.trim().split(/\s+/).filter(Boolean)
      const matches = words.map(
        (word) =>
          sql<boolean>`member || ' ' || action || ' ' || subject || ' ' || detail like ${likeContains(word)} escape '\\'`
      )
      const found = matches.reduce((query, match) => query.where(match), sqlFor.selectFrom('audit_entries'))
      return {
        entries: rows(
          database,
          found
            .select(['number', 'at', 'member', 'action', 'subject', 'detail'])
            .orderBy('number', 'desc')
            .limit(limit)
            .offset(offset)
        ),
        total:
          row(
            database,
            found.select((eb) => eb.fn.countAll<number>().as('n'))
          )?.n ?? 0
      }
    }
  }
}
