/** Starts the process in which a backup is made or read. */
import path from 'node:path'
import { utilityProcess } from 'electron'
import type { RunJob } from '../backup/jobs.ts'
import { createJobRunner } from '../backup/process-client.ts'

/** @param out the folder of the built app */
export const backupJobs = (out: string): RunJob =>
  createJobRunner(() => {
    const child = utilityProcess.fork(path.join(out, 'main', 'backup-process.cjs'), [], {
      serviceName: 'AtTrack backup'
    })
    return {
      postMessage: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', (code) => listener(`exit code ${code}`)),
      kill: () => void child.kill()
    }
  })
