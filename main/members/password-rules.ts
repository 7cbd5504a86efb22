/**
 * What a new password must not be, besides too short: what somebody who knows the member tries first, and what is long
 * without being much (NIST SP 800-63B §5.1.1.2: context-specific words, repetitive or sequential characters). No rules
 * about kinds of characters; they make passwords worse.
 */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { fold } from '../store/fold.ts'
import { normalized } from './password.ts'

export interface NewPassword {
  readonly password: string
  /** Whose it will be. */
  readonly name: string
  readonly login: string
}

/** @param field the input's field that is at fault. Failure: `invalid-input`. */
export function checkNewPassword({ password, name, login }: NewPassword, field: string): Result<null> {
  const wrong = problem(password, [name, login])
  return wrong === null ? ok(null) : fail('invalid-input', { field, problem: wrong }, { field })
}

function problem(password: string, own: readonly string[]): string | null {
  const bare = letters(password)
  if (own.some((word) => isMadeOf(bare, letters(word))))
    return 'The name and the login are what others try first. Choose something else; a few words do well.'
  const characters = [...normalized(password).toLowerCase()]
  if (characters.every((one) => one === characters[0]))
    return 'One character over and over is quickly guessed. A few words do well.'
  if (isRun(characters, 1) || isRun(characters, -1))
    return 'Characters in a row are quickly guessed. A few words do well.'
  return null
}

/** Without case, accents, blanks and signs: `Anna-Berg` and `anna berg` are one. */
const letters = (text: string): string => fold(text.normalize('NFKC')).replace(/[^\p{L}\p{N}]/gu, '')

/** `annaannaanna` is made of `anna`. */
const isMadeOf = (text: string, word: string): boolean => word !== '' && text !== '' && text.split(word).join('') === ''

/** Whether each character follows the one before: `abcdefghijkl`, `123456789012`, and backwards. */
const isRun = (characters: readonly string[], step: 1 | -1): boolean =>
  characters.every((one, index) => {
    const before = characters[index - 1]
    if (before === undefined) return true
    // After 9 comes 0, as on a keyboard.
    if (/^[0-9]$/.test(before)) return one === String((Number(before) + step + 10) % 10)
    return one.codePointAt(0) === (before.codePointAt(0) ?? 0) + step
  })
