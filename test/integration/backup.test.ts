/** A workspace is backed up, and restored here and elsewhere: everything in it is there again, and what was there is kept. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import {
  ask,
  backUp,
  choosing,
  passphrase,
  startAgain,
  tablesOf,
  tempFolder,
  wantRestore,
  workOf
} from './support/backups.ts'
import { linkedProject, must, startTestApp, type TestApp } from './support/test-app.ts'

// Each backup is a process of its own, which derives a key with much memory.
vi.setConfig({ testTimeout: 60_000 })

let jira: PracticeJira
beforeAll(async () => {
  jira = await startPracticeJira({ version: '10.3' })
})
afterAll(() => jira.close())

const fileOf = (app: TestApp): string => path.join(app.folder, 'workspace.db')

/** A workspace with something in every table. */
async function filledApp(backup: string) {
  const app = await startTestApp({ desktop: choosing(backup) })
  const linked = await linkedProject(app, jira.url, 'DAEMON')
  const { projectId } = linked
  must(await app.invoke('tasks.create', { projectId, summary: 'Überprüfen, was zurückkommt' }))
  must(
    await app.store.addMember({
      member: {
        name: 'Kim',
        login: 'kim',
        role: 'project-manager',
        projectIds: [projectId],
        passwordHash: 'scrypt$kim',
        mustChangePassword: true
      }
    })
  )
  const run = must(await app.store.lastRun({ linkId: linked.linkId }))
  const entry = { issueKey: 'DAEMON-1', action: 'skipped' as const, reason: 'for this test' }
  must(await app.store.addEntry({ runId: run?.id ?? '', entry }))
  must(await app.store.saveSignInAttempts({ login: 'nobody', failed: 3, lastAt: 5 }))
  must(
    await app.store.saveNetwork({
      origin: 'https://other.example.com',
      authorities: [],
      pin: null,
      clientCertificate: null,
      proxy: { mode: 'manual', url: 'http://proxy.example.com:3128', bypass: '' }
    })
  )
  return { app, ...linked }
}

const list = async (app: TestApp, projectId: string, search: string) =>
  must(
    await app.store.listTasks({
      projectId,
      search,
      statuses: [],
      types: [],
      assignees: [],
      sources: [],
      archived: false,
      sort: 'key',
      descending: false,
      offset: 0,
      limit: 100
    })
  )

describe('a restored workspace', () => {
  test('is the one that was backed up, row by row, on another computer', async () => {
    const file = path.join(tempFolder(), 'AtTrack.attrack-backup')
    const { app, projectId } = await filledApp(file)
    await backUp(app)
    const found = await list(app, projectId, 'daemon err')
    expect(found.total).toBeGreaterThan(3)
    const id = found.tasks[0]?.id ?? ''
    const detail = must(await app.services.tasks.get({ id }))
    await app.close({ keep: true })
    const before = tablesOf(fileOf(app))
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['tasks', 'task_search_data', 'audit_entries']))
    // An unfinished scan's memory; the test of a backup in the middle of a sync has it.
    expect(Object.keys(before).filter((name) => before[name]?.length === 0)).toEqual(['scan_seen'])
    // The entry that tells of the backup was written after it.
    before['audit_entries'] = (before['audit_entries'] ?? []).filter((row) => !row.includes('Backed up'))

    const other = await startTestApp({ desktop: choosing(file) })
    must(await other.invoke('projects.create', { name: 'Was here before' }))
    const { summary, keptAs } = await wantRestore(other)
    expect(summary).toMatchObject({ projects: 1, connections: 1, members: 2, secrets: 0, appVersion: 'test' })
    expect(summary.tasks).toBe(before['tasks']?.length)
    // Until the next start nothing has changed.
    expect(must(await other.invoke('projects.list', {})).projects).toMatchObject([{ name: 'Was here before' }])
    await (await startAgain(other)).close({ keep: true })

    expect(tablesOf(fileOf(other))).toEqual(before)
    for (const check of ['integrity_check', 'quick_check'])
      expect(ask(fileOf(other), `pragma ${check}`)).toEqual([['ok']])
    expect(ask(fileOf(other), 'pragma foreign_key_check')).toEqual([])
    expect(statSync(fileOf(other)).mode & 0o777).toBe(0o600)
    expect(ask(path.join(other.folder, keptAs), 'select name from projects')).toEqual([['Was here before']])

    const restored = await startTestApp({ folder: other.folder })
    expect(await list(restored, projectId, 'daemon err')).toEqual(found)
    expect(must(await restored.services.tasks.get({ id }))).toEqual(detail)
    await restored.close()
    await app.close()
  })

  test('takes the place of what was made since, on the same computer, and the audit log goes on from there', async () => {
    const file = path.join(tempFolder(), 'AtTrack.attrack-backup')
    const app = await startTestApp({ desktop: choosing(file) })
    must(await app.invoke('projects.create', { name: 'First' }))
    await backUp(app)
    must(await app.invoke('projects.create', { name: 'Second' }))
    const { keptAs } = await wantRestore(app)
    must(await app.invoke('projects.create', { name: 'Third, while it waits' }))
    const restored = await startAgain(app)
    must(await restored.services.backup.afterRestore())
    const names = async (): Promise<string[]> =>
      must(await restored.invoke('projects.list', {})).projects.map(({ name }) => name)
    expect(await names()).toEqual(['First'])
    const { entries } = must(await restored.invoke('audit.list', {}))
    expect(entries[0]).toMatchObject({ action: 'Restored a backup', member: 'test', subject: path.basename(file) })
    expect(entries[0]?.detail).toContain(keptAs)
    expect(ask(path.join(app.folder, keptAs), 'select count(*) from projects')).toEqual([[3]])
    // Once, however often it is started.
    must(await restored.services.backup.afterRestore())
    expect(must(await restored.invoke('audit.list', {})).total).toBe(entries.length)
    expect(workOf(app.folder)).toBeNull()
    await restored.close()
  })
})

describe('the file', () => {
  test('is its owner’s alone, holds nothing readable but its header, and leaves nothing beside it', async () => {
    const folder = tempFolder()
    const file = path.join(folder, 'AtTrack.attrack-backup')
    const app = await startTestApp({ desktop: choosing(file) })
    must(await app.invoke('projects.create', { name: 'Unmistakable name' }))
    const { bytes } = must(await app.invoke('backup.create', { passphrase, withSecrets: false }))
    expect(readdirSync(folder)).toEqual(['AtTrack.attrack-backup'])
    expect(statSync(file)).toMatchObject({ size: bytes })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const content = readFileSync(file)
    expect(content.includes('Unmistakable')).toBe(false)
    expect(content.includes(passphrase)).toBe(false)
    expect(content.subarray(14, 14 + content.readUInt32BE(10)).toString()).toMatch(
      /^\{"createdAt":\d+,"appVersion":"test","withSecrets":false,"kdf":\{"name":"scrypt",[^}]*\}\}$/
    )
    expect(workOf(app.folder)).toBeNull()
    await app.close()
  })

  test('replaces an older one as a whole, and one that cannot be finished leaves the older one', async () => {
    const file = path.join(tempFolder(), 'AtTrack.attrack-backup')
    const app = await startTestApp({ desktop: choosing(file) })
    await backUp(app)
    const first = readFileSync(file)
    await backUp(app)
    expect(readFileSync(file).equals(first)).toBe(false)
    const second = readFileSync(file)
    const creating = app.invoke('backup.create', { passphrase, withSecrets: false })
    await expect.poll(() => existsSync(`${file}.part`), { timeout: 30_000, interval: 10 }).toBe(true)
    must(await app.invoke('backup.cancel', {}))
    expect(await creating).toMatchObject({ ok: false, failure: { code: 'cancelled' } })
    expect(existsSync(`${file}.part`)).toBe(false)
    expect(readFileSync(file).equals(second)).toBe(true)
    expect(workOf(app.folder)).toBeNull()
    await app.close()
  })

  test('progress is told, from copying to encrypting and from decrypting to checking', async () => {
    const file = path.join(tempFolder(), 'AtTrack.attrack-backup')
    const app = await startTestApp({ desktop: choosing(file) })
    await backUp(app)
    await wantRestore(app)
    const told = app.events.filter(({ name }) => name === 'backup.progress').map(({ payload }) => payload)
    const phases = told.map((one) =>
      Object.values(one as object)
        .slice(0, 2)
        .join(' ')
    )
    expect([...new Set(phases)]).toEqual([
      'backup copying',
      'backup encrypting',
      'restore decrypting',
      'restore checking'
    ])
    await app.close()
  })
})
