/** Text from elsewhere before it is stored or shown: nothing invisible that could make a name look like another. */

// Controls, and the characters that change the direction of what follows (Unicode TR 9 §2). Lone surrogates too:
// SQLite stores UTF-8, which has no form for them. In a line also what takes no room (soft hyphen, zero-width space,
// word joiner, byte order mark, invisible operators, annotations), except the joiners that scripts and emoji need.
const suspectInLine =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]/
const invisible = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
const suspectInText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** At most `limit` UTF-16 units, never ending inside a surrogate pair. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit)
}

/** One line: controls become spaces, direction marks and what is invisible vanish; trimmed, and cut to `limit` characters. */
export function line(text: string, limit: number): string {
  const short = cut(text, limit * 2)
  if (!suspectInLine.test(short)) return cut(short.trim(), limit)
  const clean = short
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(invisible, '')
    .replace(loneSurrogate, '\ufffd')
  return cut(clean.trim(), limit)
}

/** Several lines: line breaks and tabs stay, other controls and direction overrides vanish. */
export function multiline(text: string, limit: number): string {
  const short = cut(text, limit)
  if (!suspectInText.test(short)) return short
  return short
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(loneSurrogate, '\ufffd')
}
