/** One call that is to be found in the audit log. */
import type { AuditEntry, ChannelInput, ChannelName } from '../../../../preload/contract/index.ts'
import type { Result } from '../../../../preload/contract/failures/failure.ts'
import { actionWords, type AuditAction } from '../../../../main/audit/actions.ts'
import type { World } from './world.ts'

type ExpectedEntry = Pick<AuditEntry, 'action' | 'subject'> & Partial<Pick<AuditEntry, 'detail' | 'member'>>

export interface Case<N extends ChannelName> {
  readonly input: ChannelInput<N>
  /** What it leaves, oldest first. */
  readonly entries: readonly ExpectedEntry[]
  /** The call with what has to happen beside it; otherwise it is just made. */
  readonly perform?: () => Promise<Result<unknown>>
  /** What its dialog answers. Cancelled first, which must leave nothing. */
  readonly dialog?: Partial<World['dialogs']>
  /** Made once more it changes nothing, and leaves nothing – whether that is told as a failure or not. */
  readonly once?: true
  /** The same with this instead fails, and leaves nothing. */
  readonly fails?: readonly (() => Promise<Result<unknown>>)[]
}

export interface Scenario<N extends ChannelName> {
  readonly needsCloud?: true
  /** Brings about what has to be there before. */
  readonly prepare: (world: World) => Promise<Case<N>>
}

export type Scenarios<N extends ChannelName> = { readonly [K in N]: Scenario<K> }

export const entry = (action: AuditAction, subject: string, detail?: string): ExpectedEntry => ({
  action: actionWords[action],
  subject,
  ...(detail === undefined ? {} : { detail })
})
