/** The audit log over a real workspace file: whose name an entry has, what is kept of hostile text, listing, exporting. */
import path from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { actionWords, type AuditAction } from '../../../main/audit/actions.ts'
import { createAuditLog, type AuditLog } from '../../../main/audit/audit.ts'
import { changedSettings } from '../../../main/audit/changed-settings.ts'
import type { Desktop } from '../../../main/desktop.ts'
import { actAs } from '../../../main/members/acting.ts'
import { maxReplyBytes } from '../../../main/projects/reply-size.ts'
import type { StoreClient } from '../../../main/store/api.ts'
import { openInProcess } from '../../../main/store/in-process.ts'
import { memberAs } from '../../support/gates.ts'
import { savedBytes } from '../../support/saved-bytes.ts'
import { tempFile } from '../store/support.ts'

type File = Parameters<Desktop['saveFile']>[0]

let file: string
let store: StoreClient
let audit: AuditLog
let changes = 0
let reported: string[] = []
/** What was saved, and what answers the dialog. */
let saved: (File & { text: string }) | null = null
let answer: Result<string | null> = ok('/home/kim/Documents/log.csv')
let asked: number[] = []

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.failure.code)
  return result.value
}

const begin = async (): Promise<void> => {
  store = value(await openInProcess(file))
  const counted: Pick<StoreClient, 'addAudit' | 'listAudit' | 'auditAfter'> = {
    ...store,
    async auditAfter(input) {
      const page = await store.auditAfter(input)
      if (page.ok) asked.push(page.value.length)
      return page
    }
  }
  audit = createAuditLog({
    store: counted,
    desktop: {
      async saveFile(options) {
        if (!answer.ok || answer.value === null) return answer
        const bytes = await savedBytes(options.bytes, path.basename(answer.value))
        if (!bytes.ok) return bytes
        saved = { ...options, text: Buffer.from(bytes.value).toString('utf8') }
        return answer
      }
    },
    changed: () => (changes += 1),
    report: (where, error) => reported.push(`${where}: ${String(error)}`)
  })
}

beforeEach(async () => {
  file = tempFile()
  ;[changes, reported, saved, asked] = [0, [], null, []]
  answer = ok('/home/kim/Documents/log.csv')
  await begin()
})
afterEach(() => store.close())

const entries = async (search = '') => value(await audit.list({ search, offset: 0, limit: 200 })).entries
const latest = async () => (await entries())[0]

test('an entry is in the name of whoever acts, however far the work leads; otherwise of AtTrack', async () => {
  await actAs(memberAs('employee'), async () => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    await audit.record('linked', 'MOD – Modules → Shelves', 'jira.example.com')
  })
  expect(await latest()).toMatchObject({
    number: 1,
    member: 'Kim',
    action: 'Linked a Jira project',
    subject: 'MOD – Modules → Shelves',
    detail: 'jira.example.com'
  })
  await audit.record('restored', 'a.attrack-backup')
  expect(await latest()).toMatchObject({ member: 'AtTrack', action: 'Restored a backup', detail: '' })
  await actAs(memberAs('employee'), () => audit.record('signed-in', 'eva', '', { id: 'm2', name: 'Eva' }))
  expect(await latest()).toMatchObject({ member: 'Eva' })
  const raw = new Libsql(file)
  const ids = raw.prepare('select member_id from audit_entries order by number').pluck().all()
  raw.close()
  expect(ids).toEqual(['member-1', null, 'm2'])
  expect(changes).toBe(3)
})

test('no action has the words of another', () => {
  expect(new Set(Object.values(actionWords)).size).toBe(Object.keys(actionWords).length)
})

test('whatever a Jira or a member is called, its entry is one short line that reads in one direction', async () => {
  const hostile = `\u202Ereversed\u0000\r\n2;Mallory;forged\u2028${'x'.repeat(1_000_000)}\ud800`
  await audit.record('connected', hostile, hostile, { id: 'm', name: hostile })
  const entry = await latest()
  for (const text of [entry?.member, entry?.subject, entry?.detail]) {
    expect(text).toMatch(/^reversed 2;Mallory;forged x+$/)
    expect(text?.length).toBeLessThanOrEqual(600)
  }
  expect(entry?.member.length).toBeLessThanOrEqual(120)
})

test('a full page of the longest texts stays under the size of a reply; the export has them whole', async () => {
  const long = '\u{1f5dd}"\\漢'.repeat(300)
  for (let n = 0; n < 200; n += 1) await audit.record('connected', long, long, { id: 'm', name: long })
  const listed = value(await audit.list({ search: '', offset: 0, limit: 200 }))
  expect(Buffer.byteLength(JSON.stringify(ok(listed)))).toBeLessThan(64 * 1024)
  expect(listed.entries).toHaveLength(200)
  expect(listed.entries[0]?.subject).toMatch(/…$/)
  expect(maxReplyBytes).toBeLessThan(64 * 1024)
  value(await audit.export())
  expect(saved?.text).toContain(long.slice(0, 500).replaceAll('"', '""'))
})

test('a hundred thousand entries are exported, a page at a time, each once and in order', async () => {
  const raw = new Libsql(file)
  raw.exec(`
    with recursive n (n) as (select 1 union all select n + 1 from n where n < 100000)
    insert into audit_entries (at, member_id, member, action, subject, detail, words_folded)
    select n, 'm', 'Kim', 'Connected', 'host ' || n, '', '' from n`)
  raw.close()
  value(await audit.export())
  expect(Math.max(...asked)).toBeLessThanOrEqual(2000)
  const lines = saved?.text.split('\r\n') ?? []
  expect(lines).toHaveLength(100_002)
  expect(lines[0]).toMatch(/^\ufeff"Number",/)
  expect(lines.slice(1, -1).every((line, at) => line.startsWith(`"${at + 1}",`))).toBe(true)
  expect(lines.at(-2)).toBe('"100000","1970-01-01T00:01:40.000Z","Kim","Connected","host 100000",""')
})

test('an export is offered under today’s date, for its owner only, and noted with the file’s name', async () => {
  await audit.record('connected', 'jira.example.com')
  expect(await actAs(memberAs('administrator'), () => audit.export())).toEqual(
    ok({ file: '/home/kim/Documents/log.csv' })
  )
  expect(saved).toMatchObject({ title: 'Export the audit log', secret: true })
  expect(saved?.suggestedName).toMatch(/^AtTrack audit log \d{4}-\d\d-\d\d\.csv$/)
  expect(saved?.text).not.toContain('Exported')
  expect(await latest()).toMatchObject({
    number: 2,
    member: 'Kim',
    action: 'Exported the audit log',
    subject: 'log.csv'
  })
})

test('an export that nobody gave a place to, or that could not be written, is not noted', async () => {
  answer = ok(null)
  expect(await audit.export()).toEqual(ok({ file: null }))
  answer = fail('file-not-written', { file: 'log.csv', problem: 'there is no room left on the disk' })
  expect(await audit.export()).toMatchObject({ ok: false, failure: { code: 'file-not-written' } })
  expect(await entries()).toEqual([])
  answer = ok('/home/kim/log.csv')
  await store.close()
  expect(await audit.export()).toMatchObject({ ok: false, failure: { code: 'store-stopped' } })
  expect(saved).toBe(null)
})

test('what cannot be noted is reported; what must be noted first is refused with the reason', async () => {
  await store.close()
  await audit.record('connected', 'jira.example.com')
  expect(reported).toEqual(['audit: Error: store-stopped'])
  expect(await audit.recordFirst('key-exported', 'key.pem')).toMatchObject({
    ok: false,
    failure: { code: 'store-stopped' }
  })
  expect(changes).toBe(0)
})

test('what is to happen is noted before, with whose name it is in', async () => {
  expect(await actAs(memberAs('administrator'), () => audit.recordFirst('key-exported', 'key.pem', 'ab:cd'))).toEqual(
    ok(null)
  )
  expect(await latest()).toMatchObject({ member: 'Kim', action: actionWords['key-exported'], detail: 'ab:cd' })
})

test('a change of the settings is told setting by setting', () => {
  const before = { syncIntervalMinutes: 15, callbackPort: 17_653, lockAfterMinutes: 15 }
  expect(changedSettings(before, { ...before, syncIntervalMinutes: 30, lockAfterMinutes: 0 })).toEqual([
    'minutes between syncs 15 → 30',
    'minutes until AtTrack locks 15 → 0'
  ])
  expect(changedSettings(before, { ...before })).toEqual([])
})

test('every action can be recorded', async () => {
  const actions = Object.keys(actionWords) as AuditAction[]
  for (const action of actions) await audit.record(action, 'something')
  expect((await entries()).map(({ action }) => action).reverse()).toEqual(Object.values(actionWords))
})
