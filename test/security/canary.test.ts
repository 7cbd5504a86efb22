/**
 * Every secret AtTrack knows, after each was used: it is in the keychain, and in nothing that lies on the disk, is told to
 * the window, printed, exported, or sent on. What only the real app has – its processes, its page – is in `canary*.spec.ts`.
 */
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runJob } from '../../main/backup/run-job.ts'
import type { ReadBackup } from '../../main/backup/jobs.ts'
import { ask, tablesOf } from '../integration/support/backups.ts'
import { examine } from '../integration/support/doctor.ts'
import { codeOf, must } from '../integration/support/test-app.ts'
import { useEveryWay, type EveryWay } from './support/every-way.ts'
import { filesOf, formsOf, leaksIn } from './support/secret-forms.ts'
import { typed } from './support/typed-secrets.ts'

const printed: string[] = []
let all: EveryWay

beforeAll(async () => {
  const note = (...words: unknown[]): void => void printed.push(words.map(String).join(' '))
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation(note)
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      note(text)
      return true
    })
  all = await useEveryWay()
}, 60_000)
afterAll(async () => {
  vi.restoreAllMocks()
  await all?.world.close()
})

const passphrase = typed['passphrase of the backup']

/** Makes a backup, and opens it as a restore does. */
async function backup(withSecrets: boolean) {
  const { world, invoke } = all
  const name = withSecrets ? 'with.attrack-backup' : 'without.attrack-backup'
  world.dialogs.saveAs = name
  must(await invoke('backup.create', { passphrase, withSecrets }))
  const { backupId } = must(await invoke('backup.choose', {}))
  const wrong = await invoke('backup.open', { backupId, passphrase: typed['wrong passphrase of the backup'] })
  expect(codeOf(wrong)).toBe('backup-passphrase-wrong')
  must(await invoke('backup.open', { backupId, passphrase }))
  must(await invoke('backup.discard', { backupId }))
  const file = path.join(world.files, name)
  const staged = path.join(world.files, 'staged.db')
  const { manifest } = must(await runJob({ job: 'read', backup: file, passphrase, staged }, () => {})) as ReadBackup
  const inside = { workspace: filesOf(world.files)['staged.db'] ?? '', rows: JSON.stringify(tablesOf(staged)) }
  await rm(staged)
  return { file: filesOf(world.files)[name] ?? new Uint8Array(), manifest: JSON.stringify(manifest), inside }
}

test('the search finds a secret in whatever it is wrapped', () => {
  const secret = 'a "secret" \\ of 30 – characters'
  const wraps: Record<string, string | Uint8Array> = {
    plain: `before ${secret} after`,
    json: JSON.stringify({ a: [secret] }),
    address: `https://x/?a=${encodeURIComponent(secret)}&b`,
    form: new URLSearchParams({ a: secret }).toString().replaceAll('%E2%80%93', encodeURIComponent('–')),
    hex: Buffer.from(`x${secret}y`).toString('hex'),
    utf16: Buffer.from(`x${secret}y`, 'utf16le')
  }
  for (const before of ['', '1', '12', '123']) {
    wraps[`base64 ${before}`] = Buffer.from(`${before}${secret}after`).toString('base64')
    wraps[`base64url ${before}`] = Buffer.from(`${before}${secret}`).toString('base64url')
  }
  expect(leaksIn(wraps, { secret })).toEqual(Object.keys(wraps).map((where) => `secret in ${where}`))
  expect(leaksIn(wraps, { other: 'another secret of this length' })).toEqual([])
  const key = 'k'.repeat(100) + 'middle of a long key'.repeat(5) + 'e'.repeat(100)
  expect(leaksIn({ cut: key.slice(50, -50) }, { key })).toEqual(['key in cut'])
  expect(Math.min(...formsOf('12345678').map((one) => one.length))).toBeGreaterThanOrEqual(8)
})

test('every kind of secret was used, and every way to sign in works', async () => {
  const { keychain, connections, invoke } = all
  expect([...new Set(keychain.ever.map(([account]) => account.split(':')[0]))].sort()).toEqual([
    'api-token',
    'client-certificate-key',
    'oauth1-key',
    'oauth1-token',
    'oauth2-client',
    'oauth2-grant',
    'password',
    'pat',
    'proxy'
  ])
  const listed = must(await invoke('connections.list', {})).connections
  expect(listed.map(({ id }) => id).sort()).toEqual(Object.values(connections).sort())
  expect([...new Set(listed.map(({ method }) => method))].sort()).toEqual(
    ['api-token', 'oauth1', 'oauth2', 'oauth2-3lo', 'password', 'pat'].sort()
  )
  // The passwords, tokens and keys are searched for in all that follows.
  expect(Object.keys(all.secrets()).length).toBeGreaterThan(40)
})

test('the workspace’s file and its log hold none; of members’ passwords there are digests', async () => {
  const { world, known } = all
  const places = filesOf(world.app.folder)
  expect(Object.keys(places)).toEqual(expect.arrayContaining(['workspace.db', 'workspace.db-wal']))
  const rows = JSON.stringify(tablesOf(path.join(world.app.folder, 'workspace.db')))
  expect(leaksIn({ ...places, rows }, all.secrets())).toEqual([])
  expect(leaksIn({ rows }, { known })).toEqual(['known in rows'])
  const digests = ask(path.join(world.app.folder, 'workspace.db'), 'select password_hash from members').flat()
  expect(digests).toHaveLength(2)
  expect(digests.every((one) => String(one).startsWith('$scrypt$'))).toBe(true)
})

test('the audit log and its export hold none', async () => {
  const { world, invoke, known, keep } = all
  const { entries, total } = must(await invoke('audit.list', { limit: 200 }))
  expect(entries).toHaveLength(total)
  world.dialogs.saveAs = 'log.csv'
  must(await invoke('audit.export', {}))
  keep('audit log')
  const places = { list: JSON.stringify(entries), csv: all.saved['audit log'] ?? '' }
  expect(leaksIn(places, all.secrets())).toEqual([])
  expect(leaksIn(places, { known })).toEqual(['known in list', 'known in csv'])
})

test('the doctor’s reports of every connection hold none', async () => {
  const { world, invoke, connections } = all
  const places: Record<string, string> = {}
  for (const [way, connectionId] of Object.entries(connections)) {
    const { run } = await examine({ ...world.app, invoke }, { connectionId })
    for (const format of ['markdown', 'json'] as const)
      places[`${way}, ${format}`] = must(await invoke('doctor.report', { runId: run.id, format, userNames: true })).text
  }
  expect(leaksIn(places, all.secrets())).toEqual([])
  expect(leaksIn(places, { host: '127.0.0.1' }).length).toBeGreaterThan(10)
}, 60_000)

test('kit, link file and exported key hold none: the key is encrypted', () => {
  const { saved } = all
  expect(Object.keys(saved)).toEqual(expect.arrayContaining(['exported key', 'setup sheet', 'link file']))
  expect(leaksIn(saved, all.secrets())).toEqual([])
  expect(Buffer.from(saved['exported key'] ?? '').toString()).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
  expect(Buffer.from(saved['link file'] ?? '').toString()).toContain('PUBLIC KEY')
})

test('a backup without sign-ins holds none, not even opened', async () => {
  const { file, manifest, inside } = await backup(false)
  expect(leaksIn({ file, manifest, ...inside }, all.secrets())).toEqual([])
  expect(leaksIn({ file, manifest, ...inside }, { known: all.known })).toEqual(['known in workspace', 'known in rows'])
  expect(JSON.parse(manifest)).toMatchObject({ secrets: null })
}, 60_000)

test('a backup with sign-ins holds them encrypted only, and beside the workspace, not in it', async () => {
  const { file, manifest, inside } = await backup(true)
  expect(leaksIn({ file, ...inside }, all.secrets())).toEqual([])
  const { 'password for Jira': password = '', 'API token': token = '' } = all.secrets()
  expect(leaksIn({ manifest }, { password, token })).toEqual(['password in manifest', 'token in manifest'])
  expect(leaksIn({ manifest }, typed)).toEqual([])
}, 60_000)

test('the window is told none, and nothing is printed', () => {
  expect(leaksIn({ told: all.told(), printed: printed.join('\n') }, all.secrets())).toEqual([])
  expect(leaksIn({ told: all.told() }, { known: all.known })).toEqual(['known in told'])
})

test('what is left behind on the disk in the end holds none', async () => {
  await all.world.app.close({ keep: true })
  expect(leaksIn(filesOf(all.world.app.folder), all.secrets())).toEqual([])
  expect(leaksIn(filesOf(all.world.app.folder), { known: all.known })).toEqual(['known in workspace.db'])
})
