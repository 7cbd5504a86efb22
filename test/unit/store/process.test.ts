import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { StoreClient } from '../../../main/store/api.ts'
import { openInProcess } from '../../../main/store/in-process.ts'
import { openThroughProcess } from '../../../main/store/process-client.ts'
import type { Result } from '../../../preload/contract/failures/failure.ts'
import { openDatabase } from '../../../main/store/database.ts'
import { startChild } from './child.ts'
import { connection, issue, keys, numbers, open, page, site, start, tempFile } from './support.ts'
import { recognised } from '../../support/recognised.ts'

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.cause}`)
  return result.value
}

async function linkedThrough(client: StoreClient) {
  const project = value(await client.createProject({ name: 'P' }))
  await client.saveConnection(connection())
  const target = { projectId: project.id, connectionId: 'connection-1', siteUrl: site, jiraProjectId: '10034' }
  const link = value(await client.createLink({ ...target, jiraProjectKey: 'MOD', jiraProjectName: 'M' }))
  if (!link) throw new Error('linked already')
  const run = value(await client.startRun({ linkId: link.id, kind: 'full' }))
  return { project, link, run }
}

test('the store answers from a process of its own, with bytes as bytes and failures as values', async () => {
  const file = tempFile()
  const child = startChild()
  const client = value(await openThroughProcess(child.port, file))
  const { project, link, run } = await linkedThrough(client)
  const written = value(await client.writePage({ runId: run.id, linkId: link.id, body: page([issue({ id: 1 })]) }))
  expect(written.new).toBe(1)
  const refused = await client.writePage({ runId: run.id, linkId: link.id, body: Buffer.from('no') })
  expect(refused).toMatchObject({ ok: false, failure: { code: 'reply-not-understood' } })
  await client.close()
  await child.ended
  expect(await client.workspace({})).toMatchObject({ ok: false, failure: { code: 'store-stopped' } })
  recognised({ code: 'store-stopped', by: 'the database’s process has ended', how: 'app' })
  expect(keys(open(file).api, project.id)).toEqual(['MOD-1'])
})

test('a method that does not exist, or comes from a prototype, is refused', async () => {
  const child = startChild()
  value(await openThroughProcess(child.port, tempFile()))
  const answers: unknown[] = []
  child.port.onMessage((message) => answers.push(message))
  for (const method of ['constructor', '__proto__', 'close', 7]) child.port.postMessage({ id: 900, method, input: {} })
  child.port.postMessage(null)
  child.port.postMessage({ id: 901, method: 'workspace', input: {} })
  await expect.poll(() => answers.length).toBe(5)
  expect(answers.slice(0, 4)).toEqual(
    Array(4).fill(expect.objectContaining({ result: expect.objectContaining({ ok: false }) as unknown }))
  )
  expect(answers[4]).toMatchObject({ id: 901, result: { ok: true } })
})

test('a file that cannot be opened is told as such', async () => {
  const child = startChild()
  expect(await openThroughProcess(child.port, path.join(import.meta.filename, 'workspace.db'))).toMatchObject({
    ok: false
  })
})

test('calls waiting when the process dies fail, and so do those after', async () => {
  const child = startChild()
  const client = value(await openThroughProcess(child.port, tempFile()))
  child.process.kill('SIGSTOP')
  const waiting = client.workspace({})
  child.process.kill('SIGKILL')
  expect(await waiting).toMatchObject({
    ok: false,
    failure: { code: 'store-stopped', params: { detail: 'exit code SIGKILL' } }
  })
  expect(await client.listConnections({})).toMatchObject({ ok: false, failure: { code: 'store-stopped' } })
  await client.close()
})

test('a process that ends before it has opened anything is told, too', async () => {
  const child = startChild()
  const opening = openThroughProcess(child.port, tempFile())
  child.process.kill('SIGKILL')
  expect(await opening).toMatchObject({ ok: false, failure: { code: 'store-stopped' } })
})

test('in-process: the same, and closed is closed', async () => {
  const client = value(await openInProcess(tempFile()))
  expect(await client.createTask({ projectId: 'no', summary: 'x' })).toMatchObject({
    ok: false,
    failure: { code: 'not-found' }
  })
  expect(await client.workspace({})).toMatchObject({ ok: true })
  await client.close()
  await client.close()
  expect(await client.workspace({})).toMatchObject({ ok: false, failure: { code: 'store-stopped' } })
})

test.each([2, 7, 15])(
  'killed while writing pages (after %i replies), the file is whole and the sync goes on',
  async (after) => {
    const file = tempFile()
    const child = startChild()
    const client = value(await openThroughProcess(child.port, file))
    const { project, link, run } = await linkedThrough(client)
    const size = 100
    const pages = 24
    const body = (index: number) =>
      page(
        numbers(index * size + 1, (index + 1) * size).map((id) =>
          issue({ id, fields: { description: 'text '.repeat(200) } })
        ),
        { startAt: index * size, total: pages * size }
      )
    const scan = (index: number) => ({
      by: 'created' as const,
      window: 100_000,
      from: { ...start, startAt: index * size, done: index * size, total: index ? pages * size : null }
    })
    let replies = 0
    const calls = numbers(0, pages - 1).map(async (index) => {
      const result = await client.writePage({ runId: run.id, linkId: link.id, body: body(index), scan: scan(index) })
      if (result.ok && (replies += 1) === after) child.process.kill('SIGKILL')
      return result.ok
    })
    const acknowledged = (await Promise.all(calls)).filter(Boolean).length
    expect(acknowledged).toBeGreaterThanOrEqual(after)
    expect(acknowledged).toBeLessThan(pages)

    const { api, close } = open(file)
    const rows = api.countLinkTasks({ linkId: link.id }).active
    expect(rows).toBeGreaterThanOrEqual(acknowledged * size)
    expect(rows % size).toBe(0)
    const checkpoint = api.linkState({ linkId: link.id })?.checkpoint
    // The next page overlaps by one issue, which proves that nothing was skipped.
    expect(checkpoint).toMatchObject({ startAt: rows - 1, done: rows, lastIssueId: String(rows) })
    expect(api.recoverRuns({})).toEqual({ interrupted: 1 })
    expect(api.lastRun({ linkId: link.id })).toMatchObject({ fetched: rows, new: rows })
    expect(
      api.listTasks({
        projectId: project.id,
        search: 'text',
        statuses: [],
        types: [],
        assignees: [],
        sources: [],
        archived: false,
        sort: 'key',
        descending: false,
        offset: 0,
        limit: 1
      }).total
    ).toBe(rows)

    const second = api.startRun({ linkId: link.id, kind: 'full' })
    for (let index = rows / size; index < pages; index += 1) {
      api.writePage({ runId: second.id, linkId: link.id, body: body(index), scan: scan(index) })
    }
    expect(api.lastRun({ linkId: link.id })).toMatchObject({ new: pages * size - rows, unchanged: 0 })
    close()
    const database = openDatabase(file)
    if (!database.ok) throw new Error('did not open')
    database.value.exec("insert into task_search (task_search) values ('integrity-check')")
    expect(database.value.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(database.value.first('select count(*) as n from task_search')).toEqual({ n: pages * size })
    database.value.close()
    expect(readFileSync(file).length).toBeGreaterThan(0)
  }
)
