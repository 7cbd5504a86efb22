/** The app's end of the backup's process: one process for each job. */
import { fail, type Result } from '../../preload/contract/failures/failure.ts'
import type { Job, JobMessage, JobOutput, RunJob } from './jobs.ts'

/** A process, as far as it matters here: Electron's UtilityProcess and Node's fork fit with a line each. */
export interface JobPort {
  postMessage(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (detail: string) => void): void
  kill(): void
}

/**
 * @param start starts a process that waits for a job. It is killed when it has answered, or when the job is cancelled:
 * a process that copies a workspace hears nothing until it is through. Only when it has ended is the result given, so
 * that nothing writes any more into what is then removed.
 */
export const createJobRunner = (start: () => JobPort): RunJob =>
  function runJob<J extends Job>(
    job: J,
    tell: Parameters<RunJob>[1],
    signal: AbortSignal
  ): Promise<Result<JobOutput<J>>> {
    if (signal.aborted) return Promise.resolve(fail('cancelled'))
    return new Promise((resolve) => {
      const port = start()
      let result: Result<JobOutput<J>> | null = null
      const cancel = (): void => {
        result = fail('cancelled')
        port.kill()
      }
      signal.addEventListener('abort', cancel, { once: true })
      port.onMessage((message) => {
        if (typeof message !== 'object' || message === null || result) return
        const said = message as JobMessage
        if ('progress' in said) return tell(said.progress)
        result = said.result as Result<JobOutput<J>>
        port.kill()
      })
      port.onExit((detail) => {
        signal.removeEventListener('abort', cancel)
        resolve(result ?? fail('internal', { where: 'backups' }, { evidence: `the process ended: ${detail}` }))
      })
      try {
        port.postMessage(job)
      } catch {
        result = fail('internal', { where: 'backups' })
        port.kill()
      }
    })
  }
