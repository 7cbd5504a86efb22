/**
 * Entry of the backup's process (Electron's utilityProcess): compressing, deriving a key and encrypting take seconds of
 * work and much memory, which neither the window nor the store's process has to wait for. It does one job and is ended
 * by its parent. The passphrase comes in a message, never on the command line, which others on the computer can read.
 * https://www.electronjs.org/docs/latest/api/parent-port
 */
import { failure, err } from '../../preload/contract/failures/failure.ts'
import type { Job, JobMessage } from './jobs.ts'
import { runJob } from './run-job.ts'

/** The part of Electron's ParentPort used here; Electron itself is not imported. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/** Does the first job it is given. */
export function serveJob(port: ParentPort): void {
  const send = (message: JobMessage): void => port.postMessage(message)
  let begun = false
  port.on('message', ({ data }) => {
    if (begun || typeof data !== 'object' || data === null) return
    begun = true
    runJob(data as Job, (progress) => send({ progress })).then(
      (result) => send({ result }),
      // A defect of ours; its words may hold anything.
      () => send({ result: err(failure('internal', { where: 'backups' })) })
    )
  })
}

const { parentPort } = process as unknown as { parentPort?: ParentPort }
if (parentPort) serveJob(parentPort)
