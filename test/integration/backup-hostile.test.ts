/** Backups made by somebody who knows the passphrase: nothing of this computer's keychain goes where they say. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import Libsql from 'libsql'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readBackup } from '../../main/backup/read-backup.ts'
import type { KeptSecret } from '../../main/backup/manifest.ts'
import type { ConnectionRecord } from '../../main/store/api.ts'
import { contentOf, header, manifestOf, sealBackup } from '../unit/backup/support.ts'
import { connection } from '../unit/store/support.ts'
import { backUp, choosing, passphrase, startAgain, tempFolder, wantRestore } from './support/backups.ts'
import { testKeychain, type TestKeychain } from './support/keychain.ts'
import { must, startTestApp, type TestApp } from './support/test-app.ts'

// Each backup is a process of its own, which derives a key with much memory.
vi.setConfig({ testTimeout: 60_000 })

/** Something that listens, and notes what it is told of a sign-in. */
async function listener(told: string[]): Promise<string> {
  const server = createServer((request, response) => {
    if (request.headers.authorization) told.push(request.headers.authorization)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const victim = (siteUrl: string): ConnectionRecord =>
  connection({ id: 'victim', method: 'pat', siteUrl, apiUrl: siteUrl, baseUrl: siteUrl })

interface World {
  readonly app: TestApp
  readonly keychain: TestKeychain
  readonly file: string
  /** The attacker's address, and what it was told. */
  readonly evil: string
  readonly told: string[]
}

/** A connection with a link, and its token in the keychain. */
async function withToken(): Promise<World> {
  const told: string[] = []
  const evil = await listener(told)
  const siteUrl = await listener([])
  const keychain = testKeychain()
  const file = path.join(tempFolder(), 'AtTrack.attrack-backup')
  const app = await startTestApp({ desktop: choosing(file), secrets: keychain.secrets })
  must(await app.store.saveConnection(victim(siteUrl)))
  must(await app.secrets.set('pat', 'victim', 'the token of anna'))
  const { id: projectId } = must(await app.invoke('projects.create', { name: 'Shelves' }))
  const jira = { jiraProjectId: '1', jiraProjectKey: 'MOD', jiraProjectName: 'Modules' }
  must(await app.store.createLink({ projectId, connectionId: 'victim', siteUrl, ...jira }))
  return { app, keychain, file, evil, told }
}

/** Changes the backup in `file`, as whoever knows its passphrase can. */
async function forge(file: string, sql: string, secrets: KeptSecret[] | null = null): Promise<void> {
  const staged = path.join(tempFolder(), 'forged.db')
  must(await readBackup({ job: 'read', backup: file, passphrase, staged }, () => {}))
  const database = new Libsql(staged)
  database.exec(sql)
  database.close()
  const bytes = readFileSync(staged)
  const content = contentOf({ ...manifestOf(bytes), secrets }, gzipSync(bytes))
  writeFileSync(file, await sealBackup(content, { ...header, withSecrets: secrets !== null }))
}

test.each<[string, (world: World) => Promise<void>]>([
  ['another Jira', ({ file, evil }) => forge(file, `update connections set site_url = '${evil}', api_url = '${evil}'`)],
  ['another place for its requests', ({ file, evil }) => forge(file, `update connections set api_url = '${evil}'`)],
  [
    'another Jira, and a sign-in for it of a kind that it does not use',
    ({ file, evil }) =>
      forge(file, `update connections set site_url = '${evil}', api_url = '${evil}'`, [
        { kind: 'password', id: 'victim', secret: 'anything' }
      ])
  ]
])('%s: the sign-in in the keychain is not sent there, whatever is pressed', async (_, change) => {
  const world = await withToken()
  const { app, keychain } = world
  await backUp(app)
  await change(world)
  await wantRestore(app)
  const restored = await startAgain(app, { secrets: keychain.secrets })
  // Also before anything else was done at the start.
  await restored.invoke('connections.check', { id: 'victim' })
  must(await restored.services.backup.afterRestore())
  const [one] = must(await restored.store.listConnections({}))
  expect(one).toMatchObject({ status: 'needs-sign-in', failure: { code: 'secret-missing' } })
  await restored.invoke('connections.check', { id: one?.id ?? '' })
  expect(world.told).toEqual([])
  // The former workspace is kept, and needs it.
  expect(keychain.entries.get('pat:victim')).toBe('the token of anna')
  // What the connection brought stays its own.
  expect(must(await restored.store.listLinks({})).map(({ connectionId }) => connectionId)).toEqual([one?.id])
  await restored.close()
})
