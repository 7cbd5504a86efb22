import path from 'node:path'
import { expect, test } from 'vitest'
import type { JobMessage, ReadJob } from '../../../main/backup/jobs.ts'
import { createJobRunner, type JobPort } from '../../../main/backup/process-client.ts'
import { serveJob } from '../../../main/backup/process.ts'
import { backupJobs } from '../../support/backup-jobs.ts'
import { tempFolder } from './support.ts'

const job = (folder: string): ReadJob => ({
  job: 'read',
  backup: path.join(folder, 'none'),
  passphrase: 'a passphrase',
  staged: path.join(folder, 'staged.db')
})

/** A process that is there, and does what `then` says when it gets its job. */
function port(then: (end: (detail: string) => void, say: (message: unknown) => void) => void) {
  const listeners: { exit: (detail: string) => void; message: (message: unknown) => void } = {
    exit() {},
    message() {}
  }
  const made: JobPort & { killed: number } = {
    killed: 0,
    postMessage: () =>
      then(
        (detail) => listeners.exit(detail),
        (message) => listeners.message(message)
      ),
    onMessage: (listener) => (listeners.message = listener),
    onExit: (listener) => (listeners.exit = listener),
    kill() {
      made.killed += 1
      listeners.exit('it was killed')
    }
  }
  return made
}

const run = (one: JobPort, signal = new AbortController().signal) =>
  createJobRunner(() => one)(job('/nowhere'), () => {}, signal)

test('a real process answers with the failure it met', async () => {
  const result = await backupJobs(job(tempFolder()), () => {}, new AbortController().signal)
  expect(result).toMatchObject({ ok: false, failure: { code: 'file-not-read', params: { file: 'none' } } })
})

test('a process that ends by itself is told as a defect, with how it ended', async () => {
  expect(await run(port((end) => end('exit code 9')))).toMatchObject({
    failure: { code: 'internal', evidence: 'the process ended: exit code 9' }
  })
})

test('what cannot be sent, or is no message, does not hang', async () => {
  const closed = port(() => {
    throw new Error('the port is closed')
  })
  expect(await run(closed)).toMatchObject({ failure: { code: 'internal' } })
  const strange = port((end, say) => {
    for (const message of [null, 'x', 7]) say(message)
    end('exit code 0')
  })
  expect(await run(strange)).toMatchObject({ failure: { code: 'internal' } })
})

test('cancelled before it began, nothing is started; afterwards it is killed, once', async () => {
  const early = new AbortController()
  early.abort()
  expect(
    await run(
      port(() => expect.unreachable()),
      early.signal
    )
  ).toMatchObject({ failure: { code: 'cancelled' } })
  const late = new AbortController()
  const one = port(() => late.abort())
  expect(await run(one, late.signal)).toMatchObject({ failure: { code: 'cancelled' } })
  expect(one.killed).toBe(1)
})

test('the process does one job, and nothing that is none', async () => {
  const said: JobMessage[] = []
  let give: (event: { data: unknown }) => void = () => {}
  serveJob({ on: (_, listener) => (give = listener), postMessage: (message) => void said.push(message as JobMessage) })
  const folder = tempFolder()
  for (const data of [null, 'read', job(folder), job(folder)]) give({ data })
  await expect.poll(() => said.filter((one) => 'result' in one).length).toBe(1)
  expect(said.at(-1)).toMatchObject({ result: { failure: { code: 'file-not-read' } } })
})
