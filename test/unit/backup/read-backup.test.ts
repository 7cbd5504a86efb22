import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { keyOf } from '../../../main/backup/format.ts'
import { readBackupHeader } from '../../../main/backup/read-backup.ts'
import { schemaVersion } from '../../../main/store/migrations/index.ts'
import { recognised } from '../../support/recognised.ts'
import { contentOf, goodBackup, header, manifestOf, read, sealBackup, tempFolder, workspaceBytes } from './support.ts'

/** Takes a rule out of a table's declaration. */
const withoutRule = (rule: string, instead: string, table: string): string => {
  const quoted = (text: string): string => text.replaceAll("'", "''")
  return `pragma writable_schema = on;
    update sqlite_master set sql = replace(sql, '${quoted(rule)}', '${instead}') where name = '${table}'`
}

/** A connection as AtTrack writes it, but for `change`. */
const connecting = (change: Record<string, string>): string => {
  const jira = 'https://jira.example.com'
  const row = {
    id: 'c',
    site_url: jira,
    api_url: jira,
    base_url: jira,
    title: 'Jira',
    version: '10',
    method: 'pat',
    user_name: 'a',
    user_display_name: 'A',
    status: 'connected',
    created_at: '1',
    ...change
  }
  return `insert into connections (${Object.keys(row).join(', ')}) values ('${Object.values(row).join("', '")}')`
}

/** Code and what is told of it. */
async function refusal(bytes: Buffer, typed?: string): Promise<{ code: string; problem: string }> {
  const { result } = await read(bytes, typed)
  if (result.ok) throw new Error('it was read')
  const { code, params } = result.failure
  return { code, problem: params['problem'] ?? '' }
}

const unreadable = (problem: RegExp) => ({
  code: 'backup-unreadable',
  problem: expect.stringMatching(problem) as string
})

describe('a backup that is whole', () => {
  test('gives the very bytes of the workspace, and what is in it', async () => {
    const database = workspaceBytes()
    const { result, staged } = await read(await goodBackup(database))
    expect(result).toMatchObject({
      ok: true,
      value: { header, manifest: { counts: { projects: 1, tasks: 0, connections: 0, members: 0 } } }
    })
    expect(staged?.equals(database)).toBe(true)
  })

  test('opens with the passphrase however its letters are written', async () => {
    const [one, other] = ['Zo\u00eb', 'Zoe\u0308']
    expect(await keyOf(one ?? '', header.kdf)).toEqual(await keyOf(other ?? '', header.kdf))
  })
})

describe('refused', () => {
  let good: Buffer
  beforeEach(async () => {
    good = await goodBackup(workspaceBytes("insert into workspace select 'x' || hex(randomblob(40000)), 1"))
  })

  test('another passphrase', async () => {
    expect((await refusal(good, 'Correct horse battery staple')).code).toBe('backup-passphrase-wrong')
    recognised({ code: 'backup-passphrase-wrong', by: 'a backup is opened with another passphrase', how: 'app' })
  })

  test('an end that is missing, or something behind it', async () => {
    expect(await refusal(good.subarray(0, -1))).toEqual(unreadable(/damaged|end is missing/))
    expect(await refusal(good.subarray(0, 14 + good.readUInt32BE(10) + 65_552))).toEqual(
      unreadable(/something was added/)
    )
    expect(await refusal(Buffer.concat([good, Buffer.from('more')]))).toEqual(unreadable(/damaged|end is missing/))
    recognised({ code: 'backup-unreadable', by: 'the end of a backup is missing', how: 'app' })
  })

  test('any byte changed, wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(good)
        bytes[at] = (bytes[at] as number) ^ change
        expect((await refusal(bytes)).code).toMatch(/^backup-(unreadable|passphrase-wrong|newer)$/)
      }),
      { numRuns: 150 }
    )
    // The header, byte by byte: none of what stands there in clear can be changed.
    for (let at = 0; at < 200; at += 1) {
      const bytes = Buffer.from(good)
      bytes[at] = (bytes[at] as number) ^ 1
      expect((await refusal(bytes)).code).toMatch(/^backup-(unreadable|passphrase-wrong|newer)$/)
    }
  })

  test('any length that is not its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), async (length) => {
        expect((await refusal(good.subarray(0, length))).code).toMatch(/^backup-(unreadable|passphrase-wrong)$/)
      }),
      { numRuns: 100 }
    )
  })

  test('what is no backup at all', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('AtTrack'),
      Buffer.from('SQLite format 3'),
      Buffer.alloc(5000, 1)
    ])
      expect(await refusal(bytes)).toEqual(unreadable(/not made by AtTrack/))
    const folder = tempFolder()
    mkdirSync(path.join(folder, 'folder'))
    for (const name of ['none', 'folder'])
      expect(await readBackupHeader(path.join(folder, name))).toMatchObject({ failure: { code: 'file-not-read' } })
  })

  test.skipIf(process.platform === 'win32')('a pipe, which would be waited for for ever', async () => {
    const pipe = path.join(tempFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(await readBackupHeader(pipe)).toMatchObject({ failure: { code: 'file-not-read' } })
  })

  test('a format, or a workspace, that is newer', async () => {
    const newer = Buffer.from(good)
    newer.writeUInt16BE(2, 8)
    expect((await read(newer)).result).toMatchObject({
      failure: { code: 'backup-newer', params: { found: 'format version 2', known: 'version 1' } }
    })
    const database = workspaceBytes()
    const manifest = { ...manifestOf(database), schemaVersion: schemaVersion + 1 }
    const later = workspaceBytes(`pragma user_version = ${schemaVersion + 1}`)
    expect((await read(await sealBackup(contentOf(manifest, gzipSync(later))))).result).toMatchObject({
      failure: { code: 'backup-newer', params: { found: `workspace version ${schemaVersion + 1}` } }
    })
    recognised({ code: 'backup-newer', by: 'a backup holds a workspace of a newer AtTrack', how: 'app' })
  })
})

describe('refused, though sealed with the right passphrase', () => {
  test.each<[string, (database: Buffer) => Buffer]>([
    ['more of it than was said', (bytes) => gzipSync(Buffer.concat([bytes, Buffer.alloc(4096)]))],
    ['less of it than was said', (bytes) => gzipSync(bytes.subarray(0, -4096))],
    ['what is not compressed', (bytes) => bytes],
    ['a compressed part that ends too early', (bytes) => gzipSync(bytes).subarray(0, -9)],
    ['no workspace at all', (bytes) => gzipSync(Buffer.alloc(bytes.length, 65))]
  ])('%s', async (_, zip) => {
    const database = workspaceBytes()
    const { code } = await refusal(await sealBackup(contentOf(manifestOf(database), zip(database))))
    expect(code).toBe('backup-unreadable')
  })

  test('a little that unpacks to very much ends where it was to end', async () => {
    const database = workspaceBytes()
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024))
    const { result, stagedBytes } = await read(await sealBackup(contentOf(manifestOf(database), bomb)))
    expect(result).toMatchObject({ ok: false, failure: { code: 'backup-unreadable' } })
    expect(stagedBytes).toBeLessThanOrEqual(database.length)
  })

  test('a workspace for which there is no room, before any of it is written', async () => {
    const database = workspaceBytes()
    const manifest = { ...manifestOf(database), databaseBytes: 2 ** 52 }
    const { result, stagedBytes } = await read(await sealBackup(contentOf(manifest, gzipSync(database))))
    expect(result).toMatchObject({ ok: false, failure: { code: 'disk-full' } })
    recognised({ code: 'disk-full', by: 'a backup is larger than what is left of the disk', how: 'app' })
    expect(stagedBytes).toBe(0)
  })

  const changed = async (more: object, database = workspaceBytes()) =>
    refusal(await sealBackup(contentOf({ ...manifestOf(database), ...more }, gzipSync(database))))

  test.each<[string, object]>([
    ['another number of tasks', { counts: { projects: 1, tasks: 1, connections: 0, members: 0 } }],
    ['another workspace’s name', { workspaceId: 'another' }],
    ['another version', { schemaVersion: schemaVersion - 1 }],
    ['sign-ins that its header denies', { secrets: [] }],
    ['entries of the keychain that are not AtTrack’s', { secrets: [{ kind: 'root', id: 'a', secret: 'b' }] }],
    ['something that is not known', { more: 1 }],
    ['a workspace older than any backup', { schemaVersion: 7 }],
    ['no length', { databaseBytes: 0 }]
  ])('%s', async (_, more) => {
    expect(await changed(more)).toEqual(unreadable(/contradict/))
  })

  test('a list of contents that has no end, or is none', async () => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(0xffff_ffff)
    for (const content of [length, Buffer.alloc(4), Buffer.alloc(2), Buffer.from([0, 0, 0, 2, 91, 91])])
      expect(await refusal(await sealBackup(content))).toEqual(unreadable(/contradict/))
  })

  test('another program’s database', async () => {
    const foreign = workspaceBytes('pragma application_id = 1')
    const content = contentOf(manifestOf(workspaceBytes()), gzipSync(foreign))
    expect(await refusal(await sealBackup(content))).toEqual(unreadable(/no workspace of AtTrack/))
  })

  test('a workspace that is damaged', async () => {
    const database = workspaceBytes()
    const manifest = manifestOf(database)
    database.fill(0xff, 3 * 4096, 6 * 4096)
    expect(await refusal(await sealBackup(contentOf(manifest, gzipSync(database))))).toEqual(
      unreadable(/cannot read all|contradict/)
    )
  })

  test('one whose rows refer to what is not there', async () => {
    const sql =
      "pragma foreign_keys = off; insert into links (id, project_id, site_url, jira_project_id, jira_project_key, jira_project_name, created_at) values ('l', 'nowhere', 's', '1', 'K', 'N', 1)"
    expect(await changed({}, workspaceBytes(sql))).toEqual(unreadable(/parts of it are missing/))
  })

  test.each([
    ['create trigger t after insert on tasks begin delete from projects; end'],
    ['drop trigger audit_entries_stay'],
    ['create view v as select 1'],
    [
      'drop trigger audit_entries_stay; create trigger audit_entries_stay before delete on audit_entries begin select 1; end'
    ],
    ['create table more (x)'],
    ['alter table projects add column more text generated always as (hex(zeroblob(9))) virtual'],
    ['create index more on projects (hex(name))'],
    [
      "drop table task_search; create virtual table task_search using fts5 (key, summary, description, content='members')"
    ],
    [withoutRule(') strict', ')', 'connections')],
    [withoutRule("check (role in ('administrator', 'project-manager', 'employee', 'observer'))", '', 'members')]
  ])('one that would do something by itself, or no longer does what it must: %s', async (sql) => {
    expect(await changed({}, workspaceBytes(sql))).toEqual(unreadable(/instructions that AtTrack did not write/))
  })

  test.each<[string, string]>([
    ['an address that is none', connecting({ site_url: 'nowhere' })],
    ['an address that is no Jira’s', connecting({ api_url: 'file:///etc/passwd' })],
    ['a failure that is no JSON', connecting({ failure: '{nope' })],
    ['a status nobody knows', connecting({ status: 'fine' })],
    ['a name that would be a path', connecting({ id: '../../workspace' })],
    ['a way that is none', "insert into networks (origin, authorities, proxy) values ('https://a.example', '5', 'x')"],
    [
      'a role nobody knows',
      `pragma ignore_check_constraints = on; insert into members (id, name, name_folded, login, login_folded, role,
       created_at) values ('m', 'x', 'x', 'x', 'x', 'boss', 1)`
    ],
    ['a text that has no end', connecting({ title: 'x'.repeat(33 * 1024 * 1024) })]
  ])('one with records that AtTrack does not write: %s', async (_, sql) => {
    expect(await changed({}, workspaceBytes(sql))).toEqual(unreadable(/records that AtTrack did not write/))
  })

  test('a date that no calendar has: the header is told before anybody typed a passphrase', async () => {
    const content = contentOf(manifestOf(workspaceBytes()), gzipSync(workspaceBytes()))
    for (const createdAt of [9e15, -1])
      expect(await refusal(await sealBackup(content, { ...header, createdAt }))).toEqual(unreadable(/beginning/))
  })
})
