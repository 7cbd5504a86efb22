/** What the backup's own process can be asked for, and what it says. Everything passes structured clone. */
import type { BackupProgress } from '../../preload/contract/backup.ts'
import type { Result } from '../../preload/contract/failures/failure.ts'
import type { BackupHeader } from './format.ts'
import type { SignInOwner, WayToSite } from '../store/snapshot.ts'
import type { KeptSecret, Manifest } from './manifest.ts'

export interface WriteJob {
  readonly job: 'write'
  readonly workspaceFile: string
  /** Where the copy of the workspace lies meanwhile; the caller removes it. */
  readonly snapshot: string
  /** Where the backup is to lie; written beside it until it is whole (`partOf`). */
  readonly target: string
  readonly createdAt: number
  readonly appVersion: string
  readonly passphrase: string
  /** Null: without sign-ins. */
  readonly secrets: readonly KeptSecret[] | null
}
export interface Written {
  readonly bytes: number
}

export interface ReadJob {
  readonly job: 'read'
  readonly backup: string
  readonly passphrase: string
  /** Where the workspace in it is put; the caller removes it when it is not wanted. */
  readonly staged: string
}
/** Everything of it was proved to be as it was written. */
export interface ReadBackup {
  readonly header: BackupHeader
  readonly manifest: Manifest
  /** To whom the sign-ins of the workspace in it belong. */
  readonly owners: readonly SignInOwner[]
  /** How their Jiras are reached. */
  readonly ways: readonly WayToSite[]
}

/** Parts connections of a read workspace from what the keychain holds under their names. */
export interface PartJob {
  readonly job: 'part'
  readonly staged: string
  readonly connectionIds: readonly string[]
}

export type Job = WriteJob | ReadJob | PartJob
export type JobOutput<J extends Job> = J extends WriteJob ? Written : J extends ReadJob ? ReadBackup : null

export type JobProgress = Pick<BackupProgress, 'phase' | 'fraction'>

/** From the process. The last message is the result. */
export type JobMessage = { progress: JobProgress } | { result: Result<Written | ReadBackup | null> }

/**
 * Runs one job somewhere else than on the app's main thread.
 * @param signal ends it at once; the result is then `cancelled`, and what it had written lies there.
 */
export type RunJob = <J extends Job>(
  job: J,
  tell: (progress: JobProgress) => void,
  signal: AbortSignal
) => Promise<Result<JobOutput<J>>>

/** The unfinished backup, beside the place where it is to lie. */
export const partOf = (target: string): string => `${target}.part`
