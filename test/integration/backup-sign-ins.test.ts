/** Sign-ins in backups: taken along only when wanted, and brought back without taking anything away. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { keyId } from '../../main/net/certificate-keys.ts'
import { createSecretStore } from '../../main/secrets/secret-store.ts'
import type { ConnectionRecord } from '../../main/store/api.ts'
import { recognised } from '../support/recognised.ts'
import { connection } from '../unit/store/support.ts'
import { backUp, choosing, passphrase, startAgain, tempFolder, wantRestore, workOf } from './support/backups.ts'
import { testKeychain, type TestKeychain } from './support/keychain.ts'
import { must, startTestApp, type TestApp } from './support/test-app.ts'

// Each backup is a process of its own, which derives a key with much memory.
vi.setConfig({ testTimeout: 60_000 })

const base = connection({ id: 'by-password' })
const byToken: ConnectionRecord = { ...base, id: 'by-token', method: 'pat' }
const byOAuth1: ConnectionRecord = { ...base, id: 'by-oauth1', method: 'oauth1', consumerKey: 'attrack' }
const byGrant: ConnectionRecord = {
  ...base,
  id: 'by-grant',
  product: 'cloud',
  method: 'oauth2-3lo',
  grantId: 'grant-1',
  apiToken: 'held'
}

interface World {
  readonly app: TestApp
  readonly keychain: TestKeychain
  readonly file: string
  readonly workspaceId: string
}

/** A workspace with every kind of sign-in, each secret a word of its own. */
async function withSignIns(): Promise<World> {
  const keychain = testKeychain()
  const file = path.join(tempFolder(), 'AtTrack.attrack-backup')
  const app = await startTestApp({ desktop: choosing(file), secrets: keychain.secrets })
  for (const one of [base, byToken, byOAuth1, byGrant]) must(await app.store.saveConnection(one))
  must(
    await app.store.saveNetwork({
      origin: base.siteUrl,
      authorities: [],
      pin: null,
      clientCertificate: { description: {} as never, sealed: 'box-1' },
      proxy: { mode: 'manual', url: 'http://Proxy.example.com', bypass: '' }
    })
  )
  const { id } = must(await app.store.workspace({}))
  const set = async (kind: Parameters<typeof app.secrets.set>[0], name: string): Promise<void> =>
    void must(await app.secrets.set(kind, name, `secret of ${kind}:${name}`))
  await set('password', 'by-password')
  await set('pat', 'by-token')
  await set('oauth1-token', 'by-oauth1')
  await set('oauth1-key', id)
  await set('oauth1-key', `${id}.next`)
  await set('oauth2-grant', 'grant-1')
  await set('api-token', 'by-grant')
  await set('oauth2-client', id)
  await set('proxy', 'http://proxy.example.com:80')
  await set('client-certificate-key', keyId(base.siteUrl))
  // Another workspace's, and a proxy's of the system: not this workspace's to give away.
  await set('password', 'of-another-workspace')
  await set('proxy', 'system.example.com:3128')
  return { app, keychain, file, workspaceId: id }
}

const statuses = async (app: TestApp): Promise<Record<string, string>> => {
  const listed = must(await app.store.listConnections({}))
  return Object.fromEntries(
    listed.map(({ id, status, failure }) => [id, failure ? `${status}: ${failure.code}` : status])
  )
}
const allConnected = {
  'by-password': 'connected',
  'by-token': 'connected',
  'by-oauth1': 'connected',
  'by-grant': 'connected'
}

test('with sign-ins, another computer goes on where this one was', async () => {
  const { app, keychain, file } = await withSignIns()
  const own = new Map([...keychain.entries].filter(([name]) => !/another|system/.test(name)))
  await backUp(app, true)
  for (const secret of own.values()) expect(readFileSync(file).includes(secret)).toBe(false)

  const there = testKeychain()
  const other = await startTestApp({ desktop: choosing(file), secrets: there.secrets })
  const { summary } = await wantRestore(other)
  expect(summary).toMatchObject({ secrets: own.size, connections: 4 })
  // They wait, and nothing but names is noted of them.
  expect([...there.entries.keys()].every((name) => name.endsWith('.restored'))).toBe(true)
  const note = readFileSync(path.join(other.folder, 'backup-work', 'wanted.json'), 'utf8')
  expect(note).not.toContain('secret of')

  const restored = await startAgain(other)
  must(await restored.services.backup.afterRestore())
  expect(there.entries).toEqual(own)
  expect(await statuses(restored)).toEqual(allConnected)
  // The backup itself tells that it was made with them: noted before it was.
  const actions = must(await restored.store.listAudit({ search: '', offset: 0, limit: 9 })).entries
  expect(actions.map(({ action }) => action)).toEqual(['Restored a backup', 'Backed up the workspace'])
  expect(actions[1]).toMatchObject({ member: 'test', subject: path.basename(file), detail: 'with sign-ins' })
  await restored.close()
  await app.close()
})

test('without sign-ins, another computer asks for them – and says what becomes of the application link', async () => {
  const { app, file } = await withSignIns()
  await backUp(app)
  const there = testKeychain()
  const other = await startTestApp({ desktop: choosing(file), secrets: there.secrets })
  expect((await wantRestore(other)).summary.secrets).toBe(0)
  const restored = await startAgain(other)
  must(await restored.services.backup.afterRestore())
  expect(await statuses(restored)).toEqual({
    'by-password': 'needs-sign-in: secret-missing',
    'by-token': 'needs-sign-in: secret-missing',
    'by-oauth1': 'needs-sign-in: oauth-key-elsewhere',
    'by-grant': 'needs-sign-in: secret-missing'
  })
  recognised({ code: 'oauth-key-elsewhere', by: 'a workspace is restored without the key of its links', how: 'app' })
  expect(there.entries.size).toBe(0)
  await restored.close()
  await app.close()
})

test('on the same computer, what is in the keychain is newer and stays', async () => {
  const { app, keychain } = await withSignIns()
  await backUp(app, true)
  const later = new Map([...keychain.entries].map(([name, secret]) => [name, `${secret}, changed since`]))
  for (const [name, secret] of later) {
    const at = name.indexOf(':')
    must(await keychain.secrets.set(name.slice(0, at) as 'pat', name.slice(at + 1), secret))
  }
  must(await app.secrets.remove('pat', 'by-token'))
  later.set('pat:by-token', 'secret of pat:by-token')
  await wantRestore(app)
  const restored = await startAgain(app)
  must(await restored.services.backup.afterRestore())
  expect(keychain.entries).toEqual(later)
  expect(await statuses(restored)).toEqual(allConnected)
  await restored.close()
})

test('a connection that is somebody else’s by now goes back to whose it was, or asks', async () => {
  for (const withSecrets of [true, false]) {
    const { app, keychain } = await withSignIns()
    await backUp(app, withSecrets)
    must(await app.store.saveConnection({ ...base, userName: 'bo', userDisplayName: 'Bo Li' }))
    must(await app.secrets.set('password', 'by-password', 'of bo'))
    must(
      await app.store.saveNetwork({
        origin: base.siteUrl,
        authorities: [],
        pin: null,
        clientCertificate: { description: {} as never, sealed: 'box-2' },
        proxy: { mode: 'system' }
      })
    )
    must(await app.secrets.set('client-certificate-key', keyId(base.siteUrl), 'of box-2'))
    await wantRestore(app)
    const restored = await startAgain(app)
    must(await restored.services.backup.afterRestore())
    const { 'by-password': found, ...others } = await statuses(restored)
    expect(found).toBe(withSecrets ? 'connected' : undefined)
    // It has another name now, under which there is nothing of Bo's.
    const { 'by-password': _, ...same } = allConnected
    if (withSecrets) expect(others).toEqual(same)
    else expect(Object.values(others).sort()).toEqual([...Object.values(same), 'needs-sign-in: secret-missing'])
    expect(keychain.entries.get('password:by-password')).toBe(withSecrets ? 'secret of password:by-password' : 'of bo')
    // What opens the certificate that is in the workspace.
    const box = keychain.entries.get(`client-certificate-key:${keyId(base.siteUrl)}`)
    expect(box).toBe(withSecrets ? `secret of client-certificate-key:${keyId(base.siteUrl)}` : 'of box-2')
    await restored.close()
  }
})

test('a restore that is not wanted any more takes back what waits in the keychain', async () => {
  const { app, keychain } = await withSignIns()
  const before = new Map(keychain.entries)
  await backUp(app, true)
  const { backupId, keptAs } = await wantRestore(app)
  expect(keychain.entries.size).toBeGreaterThan(before.size)
  // Twice is once.
  expect(must(await app.invoke('backup.restore', { backupId }))).toEqual({ keptAs })
  must(await app.invoke('backup.discard', { backupId }))
  expect(keychain.entries).toEqual(before)
  expect(workOf(app.folder)).toBeNull()
  const again = await startAgain(app)
  expect(readdirSync(app.folder).filter((name) => name.startsWith('workspace before'))).toEqual([])
  await again.close()
})

/** A keychain that refuses from the `after`th entry on. */
function refusing(keychain: TestKeychain, after: number) {
  let writes = 0
  return createSecretStore(async () => ({
    getPassword: async (_, account) => keychain.entries.get(account) ?? null,
    async setPassword(_, account, secret) {
      writes += 1
      if (writes > after) throw new Error('The name org.freedesktop.secrets was not provided')
      const at = account.indexOf(':')
      must(await keychain.secrets.set(account.slice(0, at) as 'pat', account.slice(at + 1), secret))
    },
    async deletePassword(_, account) {
      const at = account.indexOf(':')
      return (await keychain.secrets.remove(account.slice(0, at) as 'pat', account.slice(at + 1))).ok
    }
  }))
}

test('a keychain that refuses: nothing is replaced, and no half of it stays there', async () => {
  const { app, file } = await withSignIns()
  await backUp(app, true)
  const there = testKeychain()
  const other = await startTestApp({ desktop: choosing(file), secrets: refusing(there, 3) })
  const { backupId } = must(await other.invoke('backup.choose', {}))
  must(await other.invoke('backup.open', { backupId, passphrase }))
  expect(await other.invoke('backup.restore', { backupId })).toMatchObject({ failure: { code: 'keychain-missing' } })
  expect(there.entries.size).toBe(0)
  expect(existsSync(path.join(other.folder, 'backup-work', 'wanted.json'))).toBe(false)
  await other.close()
  await app.close()
})

test('a keychain that does not answer, or shows nothing of what is in use: no backup that claims to have it', async () => {
  const empty = testKeychain()
  const gone = createSecretStore(() => Promise.reject(new Error('no keychain')))
  for (const secrets of [gone, empty.secrets]) {
    const file = path.join(tempFolder(), 'AtTrack.attrack-backup')
    const app = await startTestApp({ desktop: choosing(file), secrets })
    must(await app.store.saveConnection(base))
    expect(await app.invoke('backup.create', { passphrase, withSecrets: true })).toMatchObject({
      ok: false,
      failure: { code: 'keychain-missing' }
    })
    expect(existsSync(file)).toBe(false)
    expect(must(await app.store.listAudit({ search: '', offset: 0, limit: 9 })).total).toBe(0)
    // Without them it can be made.
    expect((await app.invoke('backup.create', { passphrase, withSecrets: false })).ok).toBe(true)
    await app.close()
  }
})

test('a keychain that is away at the start is asked again at the next one', async () => {
  const { app, file } = await withSignIns()
  await backUp(app, true)
  const there = testKeychain()
  const other = await startTestApp({ desktop: choosing(file), secrets: there.secrets })
  await wantRestore(other)
  const gone = createSecretStore(() => Promise.reject(new Error('no keychain')))
  const first = await startAgain(other, { secrets: gone })
  expect(await first.services.backup.afterRestore()).toMatchObject({ failure: { code: 'keychain-missing' } })
  expect(await statuses(first)).toEqual(allConnected)
  const second = await startAgain(first, { secrets: there.secrets })
  must(await second.services.backup.afterRestore())
  expect(there.entries.get('pat:by-token')).toBe('secret of pat:by-token')
  expect(must(await second.store.listAudit({ search: 'Restored', offset: 0, limit: 9 })).total).toBe(1)
  expect(workOf(second.folder)).toBeNull()
  await second.close()
  await app.close()
})

test('given up while it is being prepared: nothing is put in place, and nothing of it stays in the keychain', async () => {
  for (const giveUp of ['discard', 'choose'] as const) {
    const { app, keychain } = await withSignIns()
    const before = new Map(keychain.entries)
    await backUp(app, true)
    const { backupId } = must(await app.invoke('backup.choose', {}))
    must(await app.invoke('backup.open', { backupId, passphrase }))
    // In the middle of writing to the keychain.
    const set = app.secrets.set.bind(app.secrets)
    let begun = (): void => {}
    let goOn = (): void => {}
    const [writing, gate] = [new Promise<void>((done) => (begun = done)), new Promise<void>((done) => (goOn = done))]
    const slow = vi.spyOn(app.secrets, 'set').mockImplementation(async (...entry) => {
      begun()
      await gate
      return set(...entry)
    })
    const restoring = app.invoke('backup.restore', { backupId })
    await writing
    if (giveUp === 'discard') must(await app.invoke('backup.discard', { backupId }))
    else must(await app.invoke('backup.choose', {}))
    goOn()
    expect(await restoring).toMatchObject({ failure: { code: 'not-found' } })
    slow.mockRestore()
    const again = await startAgain(app)
    expect(readdirSync(app.folder).filter((name) => name.startsWith('workspace before'))).toEqual([])
    expect(keychain.entries).toEqual(before)
    expect(workOf(app.folder)).toBeNull()
    await again.close()
  }
})
