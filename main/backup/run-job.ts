/** Runs a job right here: in the backup's own process. */
import { renameConnections } from '../store/snapshot.ts'
import type { Result } from '../../preload/contract/failures/failure.ts'
import type { Job, JobProgress, ReadBackup, Written } from './jobs.ts'
import { readBackup } from './read-backup.ts'
import { writeBackup } from './write-backup.ts'

/** @param tell told every hundredth of the way, not of every block. */
export function runJob(job: Job, tell: (progress: JobProgress) => void): Promise<Result<Written | ReadBackup | null>> {
  if (job.job === 'part') return Promise.resolve(renameConnections(job.staged, job.connectionIds))
  let last: JobProgress | null = null
  const seldom = (progress: JobProgress): void => {
    const { phase, fraction } = progress
    const isNews =
      last?.phase !== phase || fraction === null || last.fraction === null || fraction - last.fraction >= 0.01
    if (!isNews) return
    last = progress
    tell(progress)
  }
  return job.job === 'write' ? writeBackup(job, seldom) : readBackup(job, seldom)
}
