/**
 * Dialogs of the system belong to whoever opened them. They stay open when AtTrack's window locks or somebody signs out,
 * and whoever comes by can press their button: what is chosen then counts for nothing.
 */
import { fail, ok } from '../../preload/contract/failures/failure.ts'
import type { Desktop } from '../desktop.ts'
import { acting } from './acting.ts'
import { mayHear } from './present-session.ts'
import type { SessionService } from './session.ts'

/** The same desktop; after a dialog in which somebody else may have chosen, as if it had been closed. */
export function ownDialogs(desktop: Desktop, session: Pick<SessionService, 'presentNow'>): Desktop {
  /**
   * Asked when a dialog opens; answers whether whoever opened it is still there. Where nobody is known – the workspace
   * cannot be opened – nobody can have left.
   */
  const opener = (): (() => boolean) => {
    const member = acting()
    return () => {
      const present = session.presentNow()
      if (!member) return present.state === 'unknown'
      return 'member' in present && mayHear(present) && present.member.id === member.id
    }
  }
  const unless = async <T>(open: () => Promise<T>): Promise<T | null> => {
    const isThere = opener()
    const value = await open()
    return isThere() ? value : null
  }
  return {
    ...desktop,
    openFiles: async (options) => (await unless(() => desktop.openFiles(options))) ?? fail('cancelled'),
    saveFile({ bytes, ...options }) {
      const isThere = opener()
      return desktop.saveFile({
        ...options,
        async bytes(fileName) {
          const made = bytes instanceof Uint8Array ? ok(bytes) : await bytes(fileName)
          return isThere() ? made : fail('cancelled')
        }
      })
    },
    chooseFile: (options) => unless(() => desktop.chooseFile(options)),
    choosePlace: (options) => unless(() => desktop.choosePlace(options))
  }
}
