import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import path from 'node:path'
import Libsql from 'libsql'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../main/store/database.ts'
import { schemaVersion } from '../../../main/store/migrations/index.ts'
import { openStore } from '../../../main/store/store.ts'
import { callStore } from '../../../main/store/call.ts'
import { openThroughProcess } from '../../../main/store/process-client.ts'
import { startChild } from './child.ts'
import { issues, keys, linked, list, open, page, tempFile, tempFolder, write } from './support.ts'
import { recognised } from '../../support/recognised.ts'
import { toFailure } from '../../../main/store/errors.ts'

const codeOf = (result: { ok: boolean; failure?: { code: string } }): string | undefined =>
  result.ok ? 'ok' : result.failure?.code

/** A closed workspace with 300 tasks from Jira. */
function filled(): { file: string; projectId: string } {
  const all = linked()
  write(all, page(issues(1, 300)))
  all.store.close()
  return { file: all.store.file, projectId: all.projectId }
}

test('a workspace is made with its folder, readable by its owner only, and safe against power loss', () => {
  const file = path.join(tempFolder(), 'deep', 'under', 'work #1 100%?.db')
  open(file).close()
  expect(statSync(file).mode & 0o077).toBe(0)
  const database = openDatabase(file)
  if (!database.ok) throw new Error(database.failure.cause)
  expect(database.value.first('pragma journal_mode')).toEqual({ journal_mode: 'wal' })
  expect(database.value.first('pragma foreign_keys')).toEqual({ foreign_keys: 1 })
  expect(database.value.first('pragma synchronous')).toEqual({ synchronous: 1 })
  expect(database.value.version).toBe(schemaVersion)
  database.value.close()
})

test.each(Array.from({ length: schemaVersion }, (_, version) => version))(
  'a workspace of version %i is brought forward with what is in it',
  (version) => {
    const file = tempFile()
    const old = openDatabase(file, { upToVersion: version })
    if (!old.ok) throw new Error(old.failure.cause)
    expect(old.value.version).toBe(version)
    if (version > 0) {
      old.value.run("insert into projects values ('p', 'Old', 'old', 1, null, 2)")
      old.value.run(`
      insert into tasks (id, project_id, source, key, key_prefix, key_number, summary, summary_sort, type, status,
        status_category, priority, assignee, assignee_sort, reporter, resolution, labels, created_at, updated_at,
        description_format, description)
      values ('t', 'p', 'manual', 'T-1', 'T', 1, 'Kept through it all', 'kept', 'Task', 'New', 'new', '', '', '', '', '', '[]',
        1, 1, 'plain', '')`)
    }
    // From here on whoever writes a task also writes it into the search index.
    if (version >= 4)
      old.value.run(
        "insert into task_search (rowid, key, summary, description) values (1, 'T-1', 'Kept through it all', '')"
      )
    if (version >= 2)
      old.value.run(`
        insert into connections (id, site_url, base_url, title, version, method, user_name, user_display_name, status, created_at)
        values ('c', 'https://jira.example.com', '', 'Jira', '9.12.0', 'password', 'anna', 'Anna', 'connected', 1)`)
    const owner = version > 0 ? old.value.first('select id from workspace') : undefined
    old.value.close()
    const { api } = open(file)
    expect(api.workspace({})).toMatchObject({ schemaVersion, ...owner })
    if (version === 0) return
    expect(keys(api, 'p', { search: 'through' })).toEqual(['T-1'])
    expect(api.createTask({ projectId: 'p', summary: 'next' }).key).toBe('T-2')
    if (version < 2) return
    // Before there was a gateway to go through, every connection asked its site itself.
    const apiUrl = version < 5 ? 'https://jira.example.com' : ''
    expect(api.getConnection({ id: 'c' })).toMatchObject({ product: 'server', apiUrl, grantId: null })
  }
)

test('the table of tasks made anew is the one before it: rows, row ids, search index, indexes, foreign keys', () => {
  const all = linked()
  write(all, page(issues(1, 50)))
  all.store.close()
  const { file } = all.store
  const tables = "select name, sql from sqlite_master where tbl_name = 'tasks' and sql is not null order by name"
  const older = tempFile()
  const old = openDatabase(older, { upToVersion: 5 })
  if (!old.ok) throw new Error(old.failure.cause)
  const before = old.value.all<{ name: string; sql: string }>(tables)
  old.value.run(`attach database '${file}' as filled`)
  old.value.exec(`
    insert into projects select * from filled.projects;
    insert into tasks select * from filled.tasks where row_id % 7 <> 0 order by row_id desc;
    insert into task_search (rowid, key, summary, description) select row_id, key, summary, description from tasks;`)
  const rows = old.value.all('select * from tasks order by row_id')
  old.value.run('detach database filled')
  old.value.close()

  expect(keys(open(older).api, all.projectId, { search: 'Text of 50' })).toEqual(['MOD-50'])
  const after = new Libsql(older)
  expect(after.prepare('select * from tasks order by row_id').all()).toEqual(rows)
  expect(rows).toHaveLength(43)
  const indexes = (list: { name: string; sql: string }[]) => list.filter(({ sql }) => / index /i.test(sql))
  expect(indexes(after.prepare(tables).all() as typeof before)).toEqual(indexes(before))
  expect(indexes(before).length).toBeGreaterThan(5)
  expect(after.pragma('foreign_key_check')).toEqual([])
  expect(after.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
  after.close()
})

test('a migration that fails leaves the version before it', () => {
  const file = tempFile()
  const old = openDatabase(file, { upToVersion: 2 })
  if (!old.ok) throw new Error('did not open')
  old.value.exec('create table sync_entries (in_the_way integer)')
  old.value.close()
  expect(codeOf(openStore(file))).toBe('internal')
  const again = new Libsql(file)
  expect(again.pragma('user_version')).toEqual([{ user_version: 2 }])
  expect(again.prepare("select name from sqlite_master where name = 'sync_runs'").all()).toEqual([])
  again.close()
})

test('a workspace of a newer version is left alone', () => {
  const { file } = filled()
  const newer = new Libsql(file)
  newer.exec('pragma user_version = 99; pragma wal_checkpoint(truncate)')
  newer.close()
  const before = readFileSync(file)
  expect(openStore(file)).toMatchObject({
    ok: false,
    failure: { code: 'database-newer', params: { file, found: '99', known: String(schemaVersion) } }
  })
  recognised({ code: 'database-newer', by: 'a workspace of a newer AtTrack', how: 'app' })
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('a file that is no database, or another program’s, is reported with its name and kept', () => {
  const file = tempFile()
  writeFileSync(file, 'This is a shopping list.\n'.repeat(500))
  const text = readFileSync(file)
  expect(openStore(file)).toMatchObject({ ok: false, failure: { code: 'database-corrupt', params: { file } } })
  expect(readFileSync(file).equals(text)).toBe(true)

  const foreign = tempFile()
  const other = new Libsql(foreign)
  other.exec('create table recipes (id integer)')
  other.close()
  const bytes = readFileSync(foreign)
  expect(codeOf(openStore(foreign))).toBe('database-corrupt')
  recognised({ code: 'database-corrupt', by: 'a file that is no workspace', how: 'app' })
  expect(readFileSync(foreign).equals(bytes)).toBe(true)
})

test('a damaged page is reported when it is met; from then on nothing is written', () => {
  const { file, projectId } = filled()
  const bytes = readFileSync(file)
  // Everything after the first pages (which hold the schema) is overwritten.
  bytes.fill(0xa5, 4096 * 40)
  writeFileSync(file, bytes)
  const opened = openStore(file)
  if (!opened.ok) throw new Error(opened.failure.cause)
  const store = opened.value
  const found = callStore(store, 'listTasks', list(projectId, { limit: 200 }))
  expect(found).toMatchObject({ ok: false, failure: { code: 'database-corrupt', params: { file } } })
  expect(codeOf(callStore(store, 'createProject', { name: 'x' }))).toBe('database-corrupt')
  store.close()
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('a file cut short is reported and kept', () => {
  const { file } = filled()
  truncateSync(file, 4096 * 20 + 100)
  const bytes = readFileSync(file)
  const opened = openStore(file)
  expect(codeOf(opened)).toBe('database-corrupt')
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

const nobody = process.getuid?.() === 0 ? 65_534 : undefined

test.each([
  { name: 'file', fileMode: 0o444, folderMode: 0o777 },
  { name: 'file and folder', fileMode: 0o444, folderMode: 0o555 },
  { name: 'folder', fileMode: 0o666, folderMode: 0o555 }
])('a workspace whose $name cannot be written is served for reading', async ({ fileMode, folderMode }) => {
  const { file: source, projectId } = filled()
  const folder = tempFolder()
  const file = path.join(folder, 'workspace.db')
  copyFileSync(source, file)
  const bytes = readFileSync(file)
  chmodSync(file, fileMode)
  chmodSync(folder, folderMode)
  try {
    const opened = await openThroughProcess(startChild(nobody).port, file)
    if (!opened.ok) throw new Error(`${opened.failure.code} ${opened.failure.cause} ${opened.failure.evidence}`)
    const client = opened.value
    expect(await client.workspace({})).toMatchObject({ ok: true, value: { readOnly: true } })
    expect(await client.listTasks(list(projectId, { search: 'summary' }))).toMatchObject({
      ok: true,
      value: { total: 300 }
    })
    const [link] = await client.listLinks({}).then((links) => (links.ok ? links.value : []))
    const refused = [
      await client.createProject({ name: 'x' }),
      await client.createTask({ projectId, summary: 'x' }),
      await client.recoverRuns({}),
      await client.startRun({ linkId: link?.id ?? '', kind: 'full' })
    ]
    for (const result of refused)
      expect(result).toMatchObject({ ok: false, failure: { code: 'database-read-only', params: { file } } })
    expect(await client.listTasks(list(projectId))).toMatchObject({ ok: true, value: { total: 300 } })
    await client.close()
  } finally {
    chmodSync(folder, 0o755)
  }
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('a folder in which nothing can be made is reported', async () => {
  const folder = tempFolder()
  chmodSync(folder, 0o555)
  const opened = await openThroughProcess(startChild(nobody).port, path.join(folder, 'workspace.db'))
  chmodSync(folder, 0o755)
  expect(codeOf(opened)).toBe('database-read-only')
  recognised({ code: 'database-read-only', by: 'a folder in which nothing can be made', how: 'app' })
})

test('a file that another program has locked is reported, and usable afterwards', () => {
  const file = tempFile()
  open(file).close()
  const store = open(file, { busyTimeoutMs: 50 })
  const other = new Libsql(file)
  other.exec('begin immediate')
  expect(codeOf(callStore(store, 'createProject', { name: 'x' }))).toBe('database-busy')
  recognised({ code: 'database-busy', by: 'another program has locked the file', how: 'app' })
  expect(codeOf(callStore(store, 'workspace', {}))).toBe('ok')
  other.exec('rollback')
  other.close()
  expect(codeOf(callStore(store, 'createProject', { name: 'x' }))).toBe('ok')
})

test('a full disk is reported, and what was saved before is safe', () => {
  const all = linked()
  write(all, page(issues(1, 10)))
  all.store.close()
  const opened = openDatabase(all.store.file)
  if (!opened.ok) throw new Error('did not open')
  const database = opened.value
  // SQLite's own limit gives the same result code as a disk without room.
  database.exec('pragma max_page_count = 1')
  let thrown: unknown
  try {
    database.transaction(() => {
      for (let n = 0; n < 1000; n += 1)
        database.run('insert into projects values (?, ?, ?, 1, null, 1)', [`p${n}`, 'x'.repeat(500), 'x'])
    })
  } catch (error) {
    thrown = error
  }
  expect(thrown).toMatchObject({ code: 'SQLITE_FULL' })
  expect(toFailure(thrown, all.store.file).code).toBe('disk-full')
  recognised({ code: 'disk-full', by: 'the workspace file cannot grow', how: 'app' })
  database.close()
  expect(keys(open(all.store.file).api, all.projectId)).toHaveLength(10)
})

test('closing leaves nothing in the log, so that the one file is the whole workspace', () => {
  const { file, projectId } = filled()
  for (const log of [`${file}-wal`, `${file}-shm`]) if (existsSync(log)) rmSync(log)
  expect(open(file).api.listTasks(list(projectId)).total).toBe(300)
})
