/** Text as it is compared and sorted: without case, compatibility forms and Latin, Greek or Cyrillic accents. */

const ascii = /^[\x00-\x7f]*$/

/** `Éclair` and `eclair` fold to the same; scripts whose vowel signs are marks (Devanagari, Thai) keep them. */
export const fold = (text: string): string =>
  ascii.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase()
        .normalize('NFC')

/** What a column that only serves sorting holds: the folded beginning of the text. */
export const sortKey = (text: string): string => fold(text.slice(0, 80))
