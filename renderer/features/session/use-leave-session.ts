import { bridge } from '../../bridge.ts'
import { notifyFailure } from '../../ui/notify.ts'
import { useSetSession } from './use-present-session.ts'

/** Returns what ends the session, and what closes the window's workspace until the password is given again. */
export function useLeaveSession(): { readonly signOut: () => Promise<void>; readonly lock: () => Promise<void> } {
  const setSession = useSetSession()
  const leave = async (how: typeof bridge.session.signOut) => {
    const result = await how()
    if (result.ok) await setSession(result.value)
    else notifyFailure(result.failure)
  }
  return { signOut: () => leave(bridge.session.signOut), lock: () => leave(bridge.session.lock) }
}
