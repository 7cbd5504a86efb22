/** The audit log in the workspace file: it grows, and nothing else. */
import Libsql from 'libsql'
import { expect, test } from 'vitest'
import type { AuditEntry } from '../../../preload/contract/index.ts'
import type { NewAuditEntry, StoreApi } from '../../../main/store/api.ts'
import { storeMethods } from '../../../main/store/methods.ts'
import { open } from './support.ts'

const entry = (more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  at: 1,
  memberId: 'm1',
  member: 'Kim',
  action: 'Connected',
  subject: 'jira.example.com',
  detail: '',
  ...more
})

const add = (api: StoreApi, ...entries: Partial<NewAuditEntry>[]): void =>
  entries.forEach((one) => void api.addAudit(entry(one)))

const list = (api: StoreApi, search = '', offset = 0, limit = 100) => api.listAudit({ search, offset, limit })
const numbers = (entries: readonly AuditEntry[]): number[] => entries.map(({ number }) => number)

test('entries are numbered without a gap, and listed newest first, page by page', () => {
  const { api } = open()
  add(api, ...Array.from({ length: 7 }, (_, at) => ({ at })))
  expect(list(api).total).toBe(7)
  expect(numbers(list(api).entries)).toEqual([7, 6, 5, 4, 3, 2, 1])
  expect(numbers(list(api, '', 2, 3).entries)).toEqual([5, 4, 3])
  expect(list(api, '', 6, 3)).toEqual({
    entries: [{ number: 1, at: 0, member: 'Kim', action: 'Connected', subject: 'jira.example.com', detail: '' }],
    total: 7
  })
  expect(list(api, '', 7, 3)).toEqual({ entries: [], total: 7 })
})

test('from the oldest on, each page continues behind the last one, whatever is added meanwhile', () => {
  const { api } = open()
  add(api, {}, {}, {})
  expect(numbers(api.auditAfter({ after: 0, limit: 2 }))).toEqual([1, 2])
  add(api, {})
  expect(numbers(api.auditAfter({ after: 2, limit: 2 }))).toEqual([3, 4])
  expect(api.auditAfter({ after: 4, limit: 2 })).toEqual([])
})

test('every word searched for is in the member, action, subject or detail; case and accents do not count', () => {
  const { api } = open()
  add(
    api,
    { member: 'Édith Ünal', subject: 'Shelves' },
    { action: 'Removed a member', subject: 'Ben', detail: '100% of it, a_b' },
    { subject: 'Тест' }
  )
  const found = (search: string): number[] => numbers(list(api, search).entries)
  expect(found('edith')).toEqual([1])
  expect(found('SHELVES unal')).toEqual([1])
  expect(found('edith ben')).toEqual([])
  expect(found('removed')).toEqual([2])
  expect(found('тест')).toEqual([3])
  expect(found('100%')).toEqual([2])
  expect(found('0%o')).toEqual([])
  expect(found('a_b')).toEqual([2])
  expect(found('axb')).toEqual([])
  expect(found("'; drop table audit_entries; --")).toEqual([])
  expect(list(api, ' kim ')).toMatchObject({ total: 2 })
  expect(list(api, ' ')).toMatchObject({ total: 3 })
})

test('not even SQL changes, removes, replaces or invents an entry', () => {
  const store = open()
  add(store.api, {}, {}, {})
  const raw = new Libsql(store.file)
  const before = raw.prepare('select * from audit_entries').all()
  const values = `2, 'm', 'Mallory', 'Connected', 'elsewhere', '', ''`
  const columns = '(number, at, member_id, member, action, subject, detail, words_folded)'
  for (const attempt of [
    "update audit_entries set member = 'Mallory'",
    "update or replace audit_entries set member = 'Mallory' where number = 1",
    'update audit_entries set number = number + 10',
    'delete from audit_entries',
    'delete from audit_entries where number = 3',
    `insert or replace into audit_entries ${columns} values (2, ${values})`,
    `replace into audit_entries ${columns} values (3, ${values})`,
    `insert into audit_entries ${columns} values (1, ${values}) on conflict (number) do update set member = 'Mallory'`,
    `insert into audit_entries ${columns} values (5, ${values})`,
    `insert into audit_entries ${columns} values (0, ${values})`,
    `insert into audit_entries ${columns} values (-1, ${values})`
  ])
    expect(() => raw.exec(attempt), attempt).toThrow(/the audit log (only grows|has no gaps)/)
  expect(raw.prepare('select * from audit_entries').all()).toEqual(before)
  raw.close()
  // What was refused took no number.
  add(store.api, {})
  expect(numbers(list(store.api).entries)).toEqual([4, 3, 2, 1])
})

test('no method of the store changes or removes entries', () => {
  expect(storeMethods.filter((name) => /audit/i.test(name)).sort()).toEqual(['addAudit', 'auditAfter', 'listAudit'])
})
