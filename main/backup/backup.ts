/** The workspace as one encrypted file, and back. */
import type { ChannelOutput, CheckedInput } from '../../preload/contract/index.ts'
import type { BackupProgress } from '../../preload/contract/backup.ts'
import { fail, type Result } from '../../preload/contract/failures/failure.ts'
import type { AuditLog } from '../audit/audit.ts'
import type { Desktop } from '../desktop.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { StoreClient } from '../store/api.ts'

export interface BackupDeps {
  readonly store: StoreClient
  readonly secrets: SecretStore
  readonly desktop: Desktop
  readonly audit: AuditLog
  readonly appVersion: string
  /** Where the workspace file lies. */
  readonly workspaceFile: string
  readonly tell: (progress: BackupProgress) => void
  /** Closes the app and starts it again. */
  readonly restart: () => void
}

const notYet = async (): Promise<Result<never>> => fail('internal', { where: 'backups' })

export interface BackupService {
  create(input: CheckedInput<'backup.create'>): Promise<Result<ChannelOutput<'backup.create'>>>
  cancel(): Promise<Result<Record<string, never>>>
  choose(): Promise<Result<ChannelOutput<'backup.choose'>>>
  open(input: CheckedInput<'backup.open'>): Promise<Result<ChannelOutput<'backup.open'>>>
  restore(input: CheckedInput<'backup.restore'>): Promise<Result<ChannelOutput<'backup.restore'>>>
  discard(input: CheckedInput<'backup.discard'>): Promise<Result<Record<string, never>>>
  restart(): Promise<Result<Record<string, never>>>
}

export function createBackupService(_deps: BackupDeps): BackupService {
  return {
    create: notYet,
    cancel: notYet,
    choose: notYet,
    open: notYet,
    restore: notYet,
    discard: notYet,
    restart: notYet
  }
}
