/** The audit log. There is no query that changes or removes an entry, and triggers refuse any other. */
import { sql } from 'kysely'
import type { StoreApi } from '../api.ts'
import type { Database } from '../database.ts'
import { fold } from '../fold.ts'
import { change, row, rows, sqlFor } from '../kysely.ts'
import { likeContains } from './like.ts'

export type AuditQueries = Pick<StoreApi, 'addAudit' | 'listAudit' | 'auditAfter'>

const columns = ['number', 'at', 'member', 'action', 'subject', 'detail'] as const

export function auditQueries(database: Database): AuditQueries {
  return {
    addAudit({ at, memberId, member, action, subject, detail }) {
      const words_folded = fold([member, action, subject, detail].join('\n'))
      const values = { at, member_id: memberId, member, action, subject, detail, words_folded }
      change(database, sqlFor.insertInto('audit_entries').values(values))
      return null
    },
    listAudit({ search, offset, limit }) {
      const words = [...new Set(fold(search).split(/\s+/).filter(Boolean))]
      const found = words.reduce(
        (query, word) => query.where(sql<boolean>`words_folded like ${likeContains(word)} escape '\\'`),
        sqlFor.selectFrom('audit_entries')
      )
      const page = found.select(columns).orderBy('number', 'desc').limit(limit).offset(offset)
      const counted = found.select((eb) => eb.fn.countAll<number>().as('total'))
      return { entries: rows(database, page), total: row(database, counted)?.total ?? 0 }
    },
    auditAfter: ({ after, limit }) =>
      rows(
        database,
        sqlFor.selectFrom('audit_entries').select(columns).where('number', '>', after).orderBy('number').limit(limit)
      )
  }
}
