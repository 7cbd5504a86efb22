/** Who sits at the window. One window, one session; it is in memory only, so that a restart asks again. */
import type { Session } from '../../preload/contract/session.ts'
import type { CheckedInput } from '../../preload/contract/index.ts'
import type { Result } from '../../preload/contract/failures/failure.ts'
import type { ActingMember } from './acting.ts'
import type { StoreClient } from '../store/api.ts'

/** What main goes by; `SessionService.describe` is what the window is told of it. */
export type PresentSession =
  | { readonly state: 'open' | 'signed-in' | 'password-change' | 'locked'; readonly member: ActingMember }
  | { readonly state: 'signed-out' }
  /** The workspace cannot be opened. */
  | { readonly state: 'unknown' }

export interface SessionDeps {
  readonly store: StoreClient
  /** The system's user: to whom a new workspace belongs. */
  readonly owner: { readonly name: string; readonly login: string }
  /** Minutes; 0 is never. */
  readonly lockAfterMinutes: () => number
  /** After every change of the session: the window asks again, and shows nothing of before. */
  readonly changed: () => void
  /** Ends what the member who leaves has under way at a Jira's sign-in page. */
  readonly leaving: () => void
  readonly now?: () => number
}

export interface SessionService {
  /** Cheap: asked for every call. Reads the members when that was not done yet or something about them changed. */
  present(): Promise<PresentSession>
  /** The same, for what cannot wait; before the first `present` nobody is known. */
  presentNow(): PresentSession
  describe(): Promise<Session>
  signIn(input: CheckedInput<'session.signIn'>): Promise<Result<Session>>
  unlock(input: CheckedInput<'session.unlock'>): Promise<Result<Session>>
  /** By the member, the computer or the time. Does nothing where nobody signs in. */
  lock(): Promise<Result<Session>>
  signOut(): Promise<Result<Session>>
  changePassword(input: CheckedInput<'session.changePassword'>): Promise<Result<Session>>
  active(): void
  /** Called every minute or so: locks when it is time. */
  lockWhenIdle(): Promise<void>
  /** Members were added, changed or removed. */
  refresh(): Promise<void>
}
