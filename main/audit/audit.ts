/** Who did what, and when: written where it happens, in the name of whoever asked for it. */
import type { ChannelOutput, CheckedInput } from '../../preload/contract/index.ts'
import type { Result } from '../../preload/contract/failures/failure.ts'
import { fail } from '../../preload/contract/failures/failure.ts'
import type { Desktop } from '../desktop.ts'
import { acting } from '../members/acting.ts'
import type { StoreClient } from '../store/api.ts'
import { actionWords, type AuditAction } from './actions.ts'

export interface AuditDeps {
  readonly store: StoreClient
  readonly desktop: Desktop
  readonly changed: () => void
  /** Told when an entry could not be written: the disk is full, the file read-only. */
  readonly report: (where: string, error: unknown) => void
}

export interface AuditLog {
  /**
   * Notes what has just been done.
   * @param subject what it was done to: a host, a project, a member, a file's name; never a secret.
   * @param by another than the acting member, where that one is only just becoming known (signing in).
   */
  record(
    action: AuditAction,
    subject: string,
    detail?: string,
    by?: { readonly id: string | null; readonly name: string }
  ): Promise<void>
  list(input: CheckedInput<'audit.list'>): Promise<Result<ChannelOutput<'audit.list'>>>
  export(): Promise<Result<ChannelOutput<'audit.export'>>>
}

export function createAuditLog({ store, changed, report }: AuditDeps): AuditLog {
  return {
    async record(action, subject, detail = '', by) {
      const { id, name } = by ?? acting() ?? { id: null, name: 'AtTrack' }
      const kept = await store.addAudit({
        at: Date.now(),
        memberId: id,
        member: name,
        action: actionWords[action],
        subject,
        detail
      })
      if (!kept.ok) report('audit', new Error(kept.failure.code))
      changed()
    },
    list: (input) => store.listAudit(input),
    export: async () => fail('internal', { where: 'the audit log' })
  }
}
