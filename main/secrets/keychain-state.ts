/**
 * How the keychain fares, for the window's status. A keychain may wait for a prompt that nobody answers; the window does not
 * wait with it: after a moment it is told what was known last, and once more when the keychain has answered.
 */
import type { SecretStore } from './secret-store.ts'

export type KeychainState = Awaited<ReturnType<SecretStore['state']>>

/** ms; a keychain that is there answers in a few. */
const patienceMs = 500

/** @param changed called when an answer that came late is another than what was told. */
export function createKeychainState(
  secrets: Pick<SecretStore, 'state'>,
  changed: () => void
): () => Promise<KeychainState> {
  let last: KeychainState = { state: 'available' }
  return async () => {
    let late = false
    const asked = secrets.state().then((answer) => {
      const isNews = answer.state !== last.state
      last = answer
      if (late && isNews) changed()
    })
    let timer: NodeJS.Timeout | undefined
    await Promise.race([asked, new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)))])
    clearTimeout(timer)
    late = true
    return last
  }
}
