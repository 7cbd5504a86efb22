/** Who did what, and when: written where it happens, in the name of whoever asked for it. */
import path from 'node:path'
import type { ChannelOutput, CheckedInput } from '../../preload/contract/index.ts'
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import { line } from '../clean-text.ts'
import type { Desktop } from '../desktop.ts'
import { acting } from '../members/acting.ts'
import { fittingEntries } from '../projects/reply-size.ts'
import type { StoreClient } from '../store/api.ts'
import { actionWords, type AuditAction } from './actions.ts'
import { byteOrderMark, csvHeader, csvLines } from './csv.ts'

export interface AuditDeps {
  readonly store: Pick<StoreClient, 'addAudit' | 'listAudit' | 'auditAfter'>
  readonly desktop: Pick<Desktop, 'saveFile'>
  readonly changed: () => void
  /** Told when an entry could not be written: the disk is full, the file read-only. */
  readonly report: (where: string, error: unknown) => void
}

export interface Actor {
  /** Null for what AtTrack does by itself, and for somebody it does not know. */
  readonly id: string | null
  readonly name: string
}

export interface AuditLog {
  /**
   * Notes what has just been done. An entry that cannot be written is reported; what was done stays done.
   * @param subject what it was done to: a host, a project, a member, a file's name without folders; never a secret.
   * Whatever a Jira or a person wrote may be given as it is: it is cleaned and shortened here.
   * @param by another than the acting member, where that one is only just becoming known (signing in).
   */
  record(action: AuditAction, subject: string, detail?: string, by?: Actor): Promise<void>
  /**
   * Notes what is about to be done, where that must not happen unnoticed: secrets leaving the keychain. When it fails –
   * with the store's failure – it is not to be done.
   */
  recordFirst(action: AuditAction, subject: string, detail?: string): Promise<Result<null>>
  list(input: CheckedInput<'audit.list'>): Promise<Result<ChannelOutput<'audit.list'>>>
  /** Failures: `file-not-written`, those of the store. */
  export(): Promise<Result<ChannelOutput<'audit.export'>>>
}

/** UTF-16 units kept of each text; a name as long as this has been looked at for long enough. */
const kept = { member: 120, subject: 500, detail: 600 }

/** Entries asked of the store at once: its process writes syncs, too, and is not to be kept from it. */
const pageSize = 2000

export function createAuditLog({ store, desktop, changed, report }: AuditDeps): AuditLog {
  const write = async (action: AuditAction, subject: string, detail: string, by?: Actor): Promise<Result<null>> => {
    const { id, name } = by ?? acting() ?? { id: null, name: 'AtTrack' }
    const written = await store.addAudit({
      at: Date.now(),
      memberId: id,
      member: line(name, kept.member),
      action: actionWords[action],
      subject: line(subject, kept.subject),
      detail: line(detail, kept.detail)
    })
    if (written.ok) changed()
    return written
  }

  const everything = async (): Promise<Result<Uint8Array>> => {
    const parts = [Buffer.from(byteOrderMark + csvHeader())]
    for (let after = 0; ;) {
      const page = await store.auditAfter({ after, limit: pageSize })
      if (!page.ok) return page
      if (page.value.length === 0) return ok(Buffer.concat(parts))
      parts.push(Buffer.from(csvLines(page.value)))
      after = page.value.at(-1)?.number ?? after
    }
  }

  const record: AuditLog['record'] = async (action, subject, detail = '', by) => {
    const written = await write(action, subject, detail, by)
    if (!written.ok) report('audit', new Error(written.failure.code))
  }

  return {
    record,
    recordFirst: (action, subject, detail = '') => write(action, subject, detail),
    async list(input) {
      const found = await store.listAudit(input)
      return found.ok ? ok({ ...found.value, entries: fittingEntries(found.value.entries) }) : found
    },
    async export() {
      const saved = await desktop.saveFile({
        title: 'Export the audit log',
        suggestedName: `AtTrack audit log ${today()}.csv`,
        kinds: [{ name: 'CSV', extensions: ['csv'] }],
        bytes: everything,
        // Only Administrators see the log in AtTrack; others with an account on this computer are not to see more.
        secret: true
      })
      if (!saved.ok) return saved
      if (saved.value !== null) await record('audit-exported', path.basename(saved.value))
      return ok({ file: saved.value })
    }
  }
}

/** `2026-11-25`, where the person is. */
function today(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, '0')).join('-')
}
