/**
 * Slows down guessing, for each login by itself: five wrong passwords in a row are free, then each attempt waits, 30
 * seconds first and twice as long after each further wrong one, up to 15 minutes (NIST SP 800-63B §5.2.2). A login that
 * nobody has is treated the same way, so that the wait does not tell who there is. Only a right password or an
 * Administrator's new one forgets the count; time does not.
 *
 * The clock is the computer's, since the wait goes on over a restart. Set back, it would make the wait as long as it was
 * set back; so an attempt from the future counts as made now, which costs one wait at most. Set forward, it ends a wait
 * early but forgets nothing: one guess for each time the clock is set – and whoever may set it is the computer's
 * administrator, who can read the workspace's file without any password.
 */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { StoreClient } from '../store/api.ts'
import { fold } from '../store/fold.ts'

const freeAttempts = 5
const firstWaitMs = 30_000
const longestWaitMs = 15 * 60_000

/** How long after the last of so many wrong passwords in a row the next attempt may come, ms. */
export const waitAfter = (failed: number): number =>
  failed < freeAttempts ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failed - freeAttempts, 10))

/** `30 seconds`, `2 minutes`; never less than what is left. */
export function waitWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  const [count, unit] = seconds < 60 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}

export interface SignInThrottle {
  /**
   * Counts an attempt as a wrong one, *before* the password is looked at: whatever happens meanwhile, it was counted. To be
   * called in turn. @returns how many in a row that makes. Failures: `login-throttled`, the store's.
   */
  begin(login: string): Promise<Result<number>>
  /** The password was right, or there is a new one. */
  forget(login: string): Promise<void>
}

/** As many as the store keeps. */
const most = 10_000

export function createSignInThrottle(
  store: Pick<StoreClient, 'signInAttempts' | 'saveSignInAttempts'>,
  now: () => number
): SignInThrottle {
  /** What a workspace that cannot be written does not keep; it can be looked at all the same. Ends with the app. */
  const unsaved = new Map<string, { failed: number; lastAt: number }>()
  const save = async (login: string, failed: number, lastAt: number): Promise<Result<null>> => {
    const saved = await store.saveSignInAttempts({ login, failed, lastAt })
    unsaved.delete(fold(login))
    if (saved.ok || saved.failure.code !== 'database-read-only') return saved
    unsaved.set(fold(login), { failed, lastAt })
    const [oldest] = unsaved.keys()
    if (unsaved.size > most && oldest !== undefined) unsaved.delete(oldest)
    return ok(null)
  }
  return {
    async begin(login) {
      const kept = await store.signInAttempts({ login })
      if (!kept.ok) return kept
      const before = unsaved.get(fold(login)) ?? kept.value ?? { failed: 0, lastAt: 0 }
      const at = now()
      const wait = waitAfter(before.failed)
      if (wait > 0 && before.lastAt > at) {
        const moved = await save(login, before.failed, at)
        if (!moved.ok) return moved
      }
      const left = Math.min(before.lastAt, at) + wait - at
      if (wait > 0 && left > 0) return fail('login-throttled', { wait: waitWords(left) })
      const counted = await save(login, before.failed + 1, at)
      return counted.ok ? ok(before.failed + 1) : counted
    },
    async forget(login) {
      await save(login, 0, 0)
    }
  }
}
