/** What cannot be backed up or restored: it is told, and leaves nothing behind. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { createBackupService } from '../../main/backup/backup.ts'
import { putInPlace } from '../../main/backup/put-in-place.ts'
import { makeClient } from '../../main/store/client.ts'
import { fail, type Result } from '../../preload/contract/failures/failure.ts'
import { backupJobs } from '../support/backup-jobs.ts'
import { recognised } from '../support/recognised.ts'
import {
  ask,
  backUp,
  choosing,
  passphrase,
  startAgain,
  tempFolder as folder,
  wantRestore,
  workOf
} from './support/backups.ts'
import { codeOf, memorySecrets, must, startTestApp, type TestApp } from './support/test-app.ts'

// Each backup is a process of its own, which derives a key with much memory.
vi.setConfig({ testTimeout: 60_000 })

const create = (app: TestApp) => app.invoke('backup.create', { passphrase, withSecrets: false })

test('a backup that does not open leaves nothing of itself, and the right passphrase may follow', async () => {
  const file = path.join(folder(), 'AtTrack.attrack-backup')
  const app = await startTestApp({ desktop: choosing(file) })
  await backUp(app)
  const chosen = must(await app.invoke('backup.choose', {}))
  expect(chosen).toMatchObject({ fileName: 'AtTrack.attrack-backup', withSecrets: false })
  const { backupId } = chosen
  expect(codeOf(await app.invoke('backup.open', { backupId, passphrase: 'another' }))).toBe('backup-passphrase-wrong')
  expect(workOf(app.folder)).toBeNull()
  // Nothing that was not read can be restored.
  expect(codeOf(await app.invoke('backup.restore', { backupId }))).toBe('not-found')
  must(await app.invoke('backup.open', { backupId, passphrase }))
  const bytes = readFileSync(file)
  bytes.fill(0, bytes.length - 200, bytes.length - 100)
  writeFileSync(file, bytes)
  expect(codeOf(await app.invoke('backup.open', { backupId, passphrase }))).toMatch(/^backup-/)
  expect(codeOf(await app.invoke('backup.restore', { backupId }))).toBe('not-found')
  expect(workOf(app.folder)).toBeNull()
  await app.close()
})

test('what is not there, or was never chosen', async () => {
  const app = await startTestApp({ desktop: choosing(path.join(folder(), 'none')) })
  expect(codeOf(await app.invoke('backup.choose', {}))).toBe('file-not-read')
  expect(codeOf(await app.invoke('backup.open', { backupId: 'x', passphrase }))).toBe('not-found')
  expect(codeOf(await app.invoke('backup.discard', { backupId: 'x' }))).toBe('ok')
  await app.close()
  const closing = await startTestApp()
  expect(codeOf(await closing.invoke('backup.choose', {}))).toBe('cancelled')
  expect(await create(closing)).toEqual({ ok: true, value: { file: null, bytes: 0 } })
  await closing.close()
})

test('a place that cannot be written to, or that is AtTrack’s own', async () => {
  const place = folder()
  const app = await startTestApp({ desktop: { choosePlace: async () => place } })
  mkdirSync(path.join(place, 'sub.part'))
  for (const target of [
    path.join(place, 'none', 'b.attrack-backup'),
    path.join(place, 'sub'),
    path.join(app.folder, 'workspace.db'),
    path.join(app.folder, 'workspace.db-wal'),
    path.join(app.folder, '.', 'backup-work', 'b')
  ]) {
    const one = await startTestApp({ folder: app.folder, desktop: { choosePlace: async () => target } })
    expect(await create(one), target).toMatchObject({ ok: false, failure: { code: 'file-not-written' } })
    await one.close({ keep: true })
  }
  recognised({ code: 'file-not-written', by: 'a backup is to be written where nothing can be', how: 'app' })
  expect(ask(path.join(app.folder, 'workspace.db'), 'pragma quick_check')).toEqual([['ok']])
  expect(workOf(app.folder)).toBeNull()
  await app.close()
})

test('an unfinished backup of before is replaced; another file of that name is not', async () => {
  const file = path.join(folder(), 'AtTrack.attrack-backup')
  const app = await startTestApp({ desktop: choosing(file) })
  writeFileSync(`${file}.part`, 'AtTrackB and then the power went off')
  expect(codeOf(await create(app))).toBe('ok')
  expect(existsSync(`${file}.part`)).toBe(false)
  writeFileSync(`${file}.part`, 'somebody’s download')
  expect(codeOf(await create(app))).toBe('file-not-written')
  expect(readFileSync(`${file}.part`, 'utf8')).toBe('somebody’s download')
  await app.close()
})

test('one at a time', async () => {
  const file = path.join(folder(), 'AtTrack.attrack-backup')
  const app = await startTestApp({ desktop: choosing(file) })
  const [first, second] = await Promise.all([create(app), create(app)])
  expect([codeOf(first), codeOf(second)]).toEqual(['ok', 'already-exists'])
  await app.close()
})

test('reading can be cancelled, and leaves nothing', async () => {
  const file = path.join(folder(), 'AtTrack.attrack-backup')
  const app = await startTestApp({ desktop: choosing(file) })
  await backUp(app)
  const { backupId } = must(await app.invoke('backup.choose', {}))
  app.events.length = 0
  const opening = app.invoke('backup.open', { backupId, passphrase })
  const begun = (): boolean => app.events.some(({ name }) => name === 'backup.progress')
  await expect.poll(begun, { timeout: 30_000, interval: 10 }).toBe(true)
  must(await app.invoke('backup.cancel', {}))
  expect(codeOf(await opening)).toBe('cancelled')
  expect(workOf(app.folder)).toBeNull()
  await app.close()
})

test('a backup under way ends with the app, and is cleared away', async () => {
  const file = path.join(folder(), 'AtTrack.attrack-backup')
  const app = await startTestApp({ desktop: choosing(file) })
  const creating = create(app)
  await expect.poll(() => existsSync(`${file}.part`), { timeout: 30_000, interval: 10 }).toBe(true)
  await app.services.settle()
  expect(codeOf(await creating)).toBe('cancelled')
  expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false])
  expect(workOf(app.folder)).toBeNull()
  await app.close()
})

test('a workspace that is damaged cannot be backed up, but a backup can be restored over it; the damaged file is kept', async () => {
  const file = path.join(folder(), 'AtTrack.attrack-backup')
  const app = await startTestApp({ desktop: choosing(file) })
  must(await app.invoke('projects.create', { name: 'Safe' }))
  await backUp(app)
  await app.close({ keep: true })
  const workspaceFile = path.join(app.folder, 'workspace.db')
  const damaged = Buffer.alloc(8192, 'no workspace any more')
  writeFileSync(workspaceFile, damaged)

  const why = async (): Promise<Result<never>> => fail('database-corrupt', { file: workspaceFile, detail: 'damage' })
  const service = createBackupService({
    store: makeClient(why, async () => {}),
    secrets: memorySecrets(),
    desktop: { ...choosing(file), choosePlace: async () => `${file}.2` } as never,
    audit: { record: async () => {}, recordFirst: why },
    appVersion: 'test',
    workspaceFile,
    runJob: backupJobs,
    tell() {},
    restart() {}
  })
  expect(codeOf(await service.create({ passphrase, withSecrets: false }))).toBe('database-corrupt')
  expect(existsSync(`${file}.2`)).toBe(false)
  const { backupId } = must(await service.choose())
  must(await service.open({ backupId, passphrase }))
  const { keptAs } = must(await service.restore({ backupId }))
  must(putInPlace(workspaceFile))
  expect(readFileSync(path.join(app.folder, keptAs)).equals(damaged)).toBe(true)
  const restored = await startTestApp({ folder: app.folder })
  expect(must(await restored.invoke('projects.list', {})).projects).toMatchObject([{ name: 'Safe' }])
  // Nobody could be known; it was not AtTrack by itself, though.
  must(await restored.services.backup.afterRestore())
  const [entry] = must(await restored.store.listAudit({ search: '', offset: 0, limit: 1 })).entries
  expect(entry).toMatchObject({ action: 'Restored a backup', member: 'Not signed in' })
  await restored.close()
})

test('what an AtTrack that was ended left behind goes at the next start, and a second restore replaces the first', async () => {
  const file = path.join(folder(), 'AtTrack.attrack-backup')
  const app = await startTestApp({ desktop: choosing(file) })
  await backUp(app)
  await wantRestore(app)
  const second = await wantRestore(app)
  writeFileSync(path.join(app.folder, 'backup-work', 'snapshot-x.db'), 'half a copy')
  const again = await startAgain(app)
  must(await again.services.backup.afterRestore())
  expect(workOf(app.folder)).toBeNull()
  expect(existsSync(path.join(app.folder, second.keptAs))).toBe(true)
  await again.close()
})
