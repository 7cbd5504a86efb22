/** The real services behind every channel that works without a network: they do not throw, and the workspace stays whole. */
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { line } from '../../../main/clean-text.ts'
import { openDatabase } from '../../../main/store/database.ts'
import { channels, type ChannelName } from '../../../preload/contract/index.ts'
import type { Result } from '../../../preload/contract/failures/failure.ts'
import { accepted, altered } from '../../support/arbitraries/from-schema.ts'
import { hostileText } from '../../support/arbitraries/hostile-text.ts'
import { connection, issue, page } from '../store/support.ts'
import { startOffline } from './offline-app.ts'
import { Sent } from './sent.ts'

/** These reach for the network beside the transport, which is the only thing that is taken away here. */
const leaving: readonly ChannelName[] = ['network.inspectCertificate', 'network.pin', 'doctor.start']
/** Making, importing and exporting a key takes long: a few times are enough. */
const slow: readonly ChannelName[] = ['applink.rotateKey', 'applink.importKey', 'applink.exportKey']
const names = (Object.keys(channels) as ChannelName[]).filter((name) => !leaving.includes(name))

const app = await startOffline()
afterAll(app.removeFolder)

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.cause}`)
  return result.value
}

/** Something to be asked about, changed and removed. */
async function fill(): Promise<string[]> {
  const projects = [
    await app.invoke('projects.create', { name: 'One' }),
    await app.invoke('projects.create', { name: 'Two' })
  ]
  const [one, two] = projects.map((project) => must(project).id) as [string, string]
  const task = must(await app.invoke('tasks.create', { projectId: one, summary: 'First' }))
  for (const id of ['connection-1', 'connection-2']) must(await app.store.saveConnection(connection({ id })))
  const target = { connectionId: 'connection-1', siteUrl: connection().siteUrl, jiraProjectId: '10034' }
  const link = must(
    await app.store.createLink({ ...target, projectId: two, jiraProjectKey: 'MOD', jiraProjectName: 'Modules' })
  )
  const run = must(await app.store.startRun({ linkId: link?.id ?? '', kind: 'full' }))
  const body = page([issue({ id: 1 }), issue({ id: 2 }), { id: 'x' }])
  must(await app.store.writePage({ runId: run.id, linkId: run.linkId, body }))
  const end = { outcome: 'done', failure: null, requests: 1, finishedAt: 9, markSynced: true } as const
  must(await app.store.finishRun({ runId: run.id, ...end }))
  return [one, two, task.id, run.linkId, run.id, 'connection-1', 'connection-2']
}

test('whatever is asked, and in whatever order', async () => {
  const ids = await fill()
  const calls = names.map((name) => {
    const { input } = channels[name]
    const any = fc.oneof({ weight: 3, arbitrary: accepted(input, ids) }, { weight: 1, arbitrary: altered(input, ids) })
    const one = any.map((raw) => ({ name, sent: new Sent(raw) }))
    return { weight: slow.includes(name) ? 4 : 20, arbitrary: one }
  })
  const asked = new Map<string, number>()
  const answered = new Map<string, number>()
  const count = (map: Map<string, number>, name: string) => void map.set(name, (map.get(name) ?? 0) + 1)
  await fc.assert(
    fc.asyncProperty(fc.oneof(...calls), fc.option(fc.uint8Array({ maxLength: 200 })), async ({ name, sent }, file) => {
      app.chosen = file
      // Whoever locks, signs out, or steps down is back for the next call.
      await app.comeBack()
      const result = await app.send(name, sent.raw)
      count(asked, name)
      if (result.ok) count(answered, name)
      expect(app.defects).toEqual([])
      expect(result).not.toMatchObject({ failure: { code: 'internal' } })
      expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThanOrEqual(64 * 1024)
      // A flow that has begun waits for the person; nobody is there.
      if (result.ok && name.startsWith('connections.start'))
        await app.send('connections.cancelSignIn', { flowId: (result.value as { flowId: string }).flowId })
    }),
    // What is there has changed by then: a smaller case would be another one.
    { numRuns: 4_000, endOnFailure: true }
  )
  expect(names.filter((name) => (asked.get(name) ?? 0) < (slow.includes(name) ? 1 : 20))).toEqual([])
  // Not only refusals: most of what works offline did work.
  expect(answered.size).toBeGreaterThan(names.length / 2)
}, 60_000)

test.each(['..', 'https://...:8443', '../../etc/passwd'])('%j has no network settings that break', async (siteUrl) => {
  expect(await app.send('network.get', { siteUrl })).not.toMatchObject({ failure: { code: 'internal' } })
  expect(app.defects).toEqual([])
})

test('a name, and a summary, come back as they were answered when they were given', async () => {
  await app.comeBack()
  const kept = hostileText.filter((text) => line(text, 120) !== '' && text.trim().length <= 120)
  await fc.assert(
    fc.asyncProperty(kept, async (text) => {
      const project = must(await app.invoke('projects.create', { name: text }))
      expect(must(await app.invoke('projects.get', { id: project.id }))).toEqual(project)
      const task = must(await app.invoke('tasks.create', { projectId: project.id, summary: text }))
      expect(must(await app.invoke('tasks.get', { id: task.id }))).toMatchObject(task)
    }),
    { numRuns: 300 }
  )
}, 60_000)

test('the workspace is whole afterwards', async () => {
  for (const archived of [false, true])
    for (let offset = 0; ; offset += 200) {
      const { projects, total } = must(await app.invoke('projects.list', { archived, offset, limit: 200 }))
      for (const project of projects) {
        const listed = must(await app.invoke('tasks.list', { projectId: project.id }))
        expect(listed.total).toBe(project.taskCount)
      }
      if (offset + 200 >= total) break
    }
  expect(app.defects).toEqual([])
  await app.stop()
  const opened = openDatabase(app.file)
  if (!opened.ok) throw new Error(opened.failure.cause)
  const database = opened.value
  expect(database.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(database.all('pragma foreign_key_check')).toEqual([])
  database.exec("insert into task_search (task_search) values ('integrity-check')")
  const keys = 'select project_id, key from tasks where source = ? group by project_id, key having count(*) > 1'
  expect(database.all(keys, ['manual'])).toEqual([])
  database.close()
}, 60_000)
