/** A large workspace: its backup and the way back take no more memory than those of a small one. */
import { statSync } from 'node:fs'
import { fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Job, JobOutput } from '../../main/backup/jobs.ts'
import { createJobRunner } from '../../main/backup/process-client.ts'
import { openDatabase } from '../../main/store/database.ts'
import { contentsOf } from '../../main/store/snapshot.ts'
import { ask, passphrase, tempFolder } from './support/backups.ts'
import { must } from './support/test-app.ts'

const tasks = 60_000

/** With about 6 KB a task, most of it of the kind that does not shrink. */
function fill(file: string): void {
  const database = must(openDatabase(file))
  database.exec(`
    insert into projects values ('p1', 'Large', 'large', 1, null, 1);
    insert into tasks
      with recursive n (i) as (select 1 union all select i + 1 from n where i < ${tasks})
      select i, 'task-' || i, 'p1', 'manual', 'LARGE-' || i, 'LARGE', i, 'Summary ' || i, 'summary ' || i, 'Task', 'Open', 'new',
        'High', '', '', '', '', '[]', i, i, null, null, null, null, null, null, null, null, 'plain', hex(randomblob(3000))
      from n;
    insert into task_search (rowid, key, summary, description) select row_id, key, summary, '' from tasks;
  `)
  database.close()
}

/** Runs a job in a process of its own. @returns what it gave, and the most memory it ever had, bytes. */
async function measured<J extends Job>(job: J): Promise<{ output: JobOutput<J>; peak: number }> {
  let peak = 0
  let watching: NodeJS.Timeout | undefined
  const runJob = createJobRunner(() => {
    const script = path.join(import.meta.dirname, '../support/backup-child.ts')
    const child = fork(script, [], { serialization: 'advanced', execArgv: ['--no-warnings'] })
    watching = setInterval(() => {
      readFile(`/proc/${child.pid}/status`, 'utf8').then(
        (status) => (peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024)),
        () => {}
      )
    }, 20)
    return {
      postMessage: (message) => void child.send(message as object),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', () => listener('it ended')),
      kill: () => void child.kill('SIGKILL')
    }
  })
  const output = must(await runJob(job, () => {}, new AbortController().signal))
  clearInterval(watching)
  return { output, peak }
}

test.skipIf(process.platform !== 'linux')(
  'memory stays bounded, whatever the size of the workspace',
  async () => {
    const folder = tempFolder()
    const [workspaceFile, target, staged] = ['workspace.db', 'b.attrack-backup', 'staged.db'].map((name) =>
      path.join(folder, name)
    ) as [string, string, string]
    fill(workspaceFile)
    const size = statSync(workspaceFile).size
    const snapshot = path.join(folder, 'snapshot.db')
    const about = { createdAt: 1, appVersion: 'test', passphrase, secrets: null }
    const written = await measured({ job: 'write', workspaceFile, snapshot, target, ...about })
    const read = await measured({ job: 'read', backup: target, passphrase, staged })
    expect(read.output.manifest.counts).toMatchObject({ projects: 1, tasks })
    expect(must(contentsOf(staged))).toEqual(must(contentsOf(workspaceFile)))
    const digest = 'select count(*), sum(length(description)), min(description), max(description) from tasks'
    expect(ask(staged, digest)).toEqual(ask(workspaceFile, digest))
    expect(ask(staged, `select rowid from task_search where task_search match '"large-59999"'`)).toEqual([[59_999]])
    // Node itself and 128 MB for the key; the workspace alone is larger than that.
    const bound = 330 * 1024 * 1024
    expect(size).toBeGreaterThan(bound)
    expect(written.peak).toBeGreaterThan(0)
    expect(written.peak).toBeLessThan(bound)
    expect(read.peak).toBeLessThan(bound)
  },
  180_000
)
