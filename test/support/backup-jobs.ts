/** Backups in a real process of their own, as the app makes them; here Node starts it. */
import { fork } from 'node:child_process'
import path from 'node:path'
import type { RunJob } from '../../main/backup/jobs.ts'
import { createJobRunner } from '../../main/backup/process-client.ts'

export const backupJobs: RunJob = createJobRunner(() => {
  const child = fork(path.join(import.meta.dirname, 'backup-child.ts'), [], {
    // Structured clone, as between Electron's processes.
    serialization: 'advanced',
    execArgv: ['--no-warnings']
  })
  return {
    postMessage: (message) => void child.send(message as object),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code, signal) => listener(`exit code ${code ?? signal}`)),
    kill: () => void child.kill('SIGKILL')
  }
})
