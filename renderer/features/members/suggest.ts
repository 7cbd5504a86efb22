/** What a form about a member fills in by itself. */

/** Letters and digits that are not taken for one another when read out or written by hand. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupLength = 4

/**
 * A password to be handed over: 16 characters in groups of four, `k7mp-x2hd-9wqa-tf3s`, about 79 bits. From the
 * system's random numbers, each character as likely as any other.
 */
export function suggestPassword(): string {
  const fair = 256 - (256 % alphabet.length)
  let characters = ''
  while (characters.length < groups * groupLength) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < fair) characters += alphabet[byte % alphabet.length]
    }
  }
  return Array.from({ length: groups }, (_, group) =>
    characters.slice(group * groupLength, (group + 1) * groupLength)
  ).join('-')
}

const longest = 64
const lettersWithoutMark: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd' }

/** `Anna Müller` → `anna.muller`. Letters of other scripts stay. Empty when the name has no letter and no digit. */
export const suggestLogin = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßøæœłđ]/g, (letter) => lettersWithoutMark[letter] ?? letter)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}-]+/gu, '.')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, longest)
