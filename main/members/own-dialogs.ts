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
  /** Where nobody is known – the workspace cannot be opened – nobody can have left. */
  const stillThere = (): boolean => {
    const present = session.presentNow()
    const member = acting()
    if (!member) return present.state === 'unknown'
    return 'member' in present && mayHear(present) && present.member.id === member.id
  }
  const unless = async <T>(chosen: Promise<T>): Promise<T | null> => {
    const value = await chosen
    return stillThere() ? value : null
  }
  return {
    ...desktop,
    openFiles: async (options) => (await unless(desktop.openFiles(options))) ?? fail('cancelled'),
    saveFile: ({ bytes, ...options }) =>
      desktop.saveFile({
        ...options,
        async bytes(fileName) {
          const made = bytes instanceof Uint8Array ? ok(bytes) : await bytes(fileName)
          return stillThere() ? made : fail('cancelled')
        }
      }),
    chooseFile: (options) => unless(desktop.chooseFile(options)),
    choosePlace: (options) => unless(desktop.choosePlace(options))
  }
}
