/** Pages of Jira Cloud in the store: documents as descriptions, and scans along tokens. */
import { expect, test } from 'vitest'
import { createTaskService } from '../../../main/projects/tasks.ts'
import { bytesOf, maxReplyBytes } from '../../../main/projects/reply-size.ts'
import { openInProcess } from '../../../main/store/in-process.ts'
import { createdOf, failureOf, issue, issues, keys, linked, list, page, start, tempFile, write } from './support.ts'

const text = (words: string) => ({ type: 'text', text: words })
const doc = (...content: unknown[]) => ({ type: 'doc', version: 1, content })
const paragraph = (words: string) => ({ type: 'paragraph', content: [text(words)] })

const cloudPage = (list: readonly unknown[], nextPageToken?: string): Uint8Array =>
  Buffer.from(JSON.stringify({ issues: list, ...(nextPageToken ? { nextPageToken } : {}), isLast: !nextPageToken }))

const described = (id: number, description: unknown) => issue({ id, fields: { description } })

test('a document is stored as it came, found by its words, and compared by its form, too', () => {
  const all = linked()
  const document = doc(paragraph('Zwiebelkuchen mit Speck'), { type: 'rule' })
  expect(write(all, cloudPage([described(1, document)]))).toMatchObject({ total: null, isLast: true, new: 1 })
  const { api, projectId } = all
  const task = api.getTask({ id: api.listTasks(list(projectId)).tasks[0]?.id ?? '' })
  expect(task).toMatchObject({ descriptionFormat: 'adf', description: JSON.stringify(document) })
  expect(keys(api, projectId, { search: 'zwiebel speck' })).toEqual(['MOD-1'])
  expect(keys(api, projectId, { search: 'paragraph' })).toEqual([])
  expect(write(all, cloudPage([described(1, document)]))).toMatchObject({ unchanged: 1 })
  // The same characters as wiki markup are another description.
  expect(write(all, page([described(1, JSON.stringify(document))]))).toMatchObject({ changed: 1 })
  expect(api.getTask({ id: task?.id ?? '' })?.descriptionFormat).toBe('wiki')
})

test('a document too long to keep is kept as its words', () => {
  const all = linked()
  const long = doc(...Array.from({ length: 3_000 }, (_, index) => paragraph(`line ${index} ${'x'.repeat(60)}`)))
  write(all, cloudPage([described(1, long)]))
  const task = all.api.getTask({ id: all.api.listTasks(list(all.projectId)).tasks[0]?.id ?? '' })
  expect(task?.descriptionFormat).toBe('plain')
  expect(task?.description?.includes('line 2500 ')).toBe(true)
})

test('an archived and moved issue is still found by the words of its document', () => {
  const all = linked()
  write(all, cloudPage([described(1, doc(paragraph('Zwiebelkuchen')))]))
  const { api, projectId, run } = all
  const taskId = api.listTasks(list(projectId)).tasks[0]?.id ?? ''
  api.archiveTask({ runId: run.id, taskId, reason: 'Moved.', newKey: 'DAEMON-5', newProjectKey: 'DAEMON' })
  expect(keys(api, projectId, { search: 'daemon-5 zwiebel', archived: true })).toEqual(['DAEMON-5'])
  expect(keys(api, projectId, { search: 'paragraph', archived: true })).toEqual([])
})

test('each page leaves a checkpoint at its last issue; issues that come again are counted once', () => {
  const all = linked()
  const checkpoint = () => all.api.linkState({ linkId: all.link.id })?.checkpoint
  const scan = { by: 'created' as const, opensSlice: true }
  const first = write(all, cloudPage(issues(1, 5), 'a'), { ...scan, from: { ...start, total: 9 } })
  expect(first).toMatchObject({ nextPageToken: 'a', isLast: false })
  const at5 = { anchor: createdOf(5), lastTime: createdOf(5), lastIssueId: '5', startAt: 0, done: 5, total: 9 }
  expect(first.next).toEqual(at5)
  expect(checkpoint()).toEqual(at5)
  // A crash later, a new slice begins with the last issue.
  const second = write(all, cloudPage(issues(5, 7), 'b'), { ...scan, from: at5 })
  expect(second.next).toMatchObject({ anchor: createdOf(7), lastIssueId: '7', done: 7 })
  // A slice that does not reach back is stored, but not gone on from.
  const late = write(all, cloudPage(issues(9, 9)), { ...scan, from: second.next as NonNullable<typeof second.next> })
  expect(late.next).toMatchObject({ anchor: createdOf(7) - 26 * 3_600_000, lastIssueId: '7', done: 8 })
  expect(checkpoint()).toEqual(late.next)
  expect(all.api.lastRun({ linkId: all.link.id })).toMatchObject({ fetched: 8, new: 8, unchanged: 0 })
})

test('a scan by rows needs a total', () => {
  const all = linked()
  const scan = { by: 'created' as const, window: 100, from: start }
  expect(failureOf(() => write(all, cloudPage(issues(1, 2)), scan)).code).toBe('reply-not-understood')
  expect(all.api.countLinkTasks({ linkId: all.link.id })).toEqual({ active: 0 })
})

test.each([
  ['wide characters', doc(paragraph('日'.repeat(60_000)))],
  ['thousands of paragraphs', doc(...Array.from({ length: 2_000 }, (_, index) => paragraph(`${index}`)))],
  [
    'a list of marks',
    doc({
      type: 'paragraph',
      content: Array.from({ length: 3_000 }, (_, index) => ({
        ...text(`${index} `),
        marks: [{ type: index % 2 ? 'strong' : 'em' }]
      }))
    })
  ]
])('a description of %s fits a reply, and says that it was cut', async (_what, document) => {
  const file = tempFile()
  const all = linked(file)
  write(all, cloudPage([described(1, document)]))
  const id = all.api.listTasks(list(all.projectId)).tasks[0]?.id ?? ''
  all.store.close()
  const opened = await openInProcess(file)
  if (!opened.ok) throw new Error(opened.failure.cause)
  const shown = await createTaskService(opened.value, () => {}).get({ id })
  await opened.value.close()
  if (!shown.ok) throw new Error(shown.failure.cause)
  expect(bytesOf(shown.value)).toBeLessThanOrEqual(maxReplyBytes)
  expect(shown.value.description?.truncated).toBe(true)
  expect(bytesOf(shown.value.description)).toBeGreaterThan(8_000)
})
