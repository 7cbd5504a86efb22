/** Links and images of Jira's wiki markup. Nothing but http, https and mailto ever becomes a link. */
import type { Inline } from '../../../preload/contract/rich-text.ts'

const maxHref = 2_000

/**
 * @returns the address as the URL parser writes it, or null when it must stay text: another scheme, however disguised,
 * characters that hide something, or a user name in front of the host (`https://jira.example.com@evil.example`).
 */
export function safeHref(raw: string): string | null {
  const text = raw.trim()
  if (text.length > maxHref || /[\s\\<>"`\p{Cc}\p{Cf}\p{Surrogate}]/u.test(text)) return null
  const written = /^www\.[\w-]+\./i.test(text) ? `http://${text}` : text
  if (!/^(?:https?:\/\/[^/]|mailto:)/i.test(written)) return null
  let url: URL
  try {
    url = new URL(written)
  } catch {
    return null
  }
  if (url.protocol === 'mailto:') {
    // Without `?…`: a link must not write the letter's text or add recipients.
    return /^[^\s@,;?&]+@[^\s@,;?&]+$/.test(url.pathname) ? `mailto:${url.pathname}` : null
  }
  const web = url.protocol === 'http:' || url.protocol === 'https:'
  return web && url.hostname !== '' && url.username === '' && url.password === '' && url.href.length <= maxHref * 3
    ? url.href
    : null
}

export interface Found {
  readonly end: number
  /** Null: the markup leaves nothing to see. */
  readonly node: Inline | null
  /** For links with words of their own: those words, still to be read as markup. */
  readonly alias?: string
}

const bracket = /\[([^[\]\n]{1,2000})\]/y
const text = (value: string): Inline => ({ type: 'text', text: value })

/** `[url]`, `[text|url]`, `[text|url|tip]`, `[~user]`, `[^file]`, `[#anchor]`; null when it is no such thing. */
export function readBracket(line: string, at: number): Found | null {
  bracket.lastIndex = at
  const match = bracket.exec(line)
  if (match === null) return null
  const end = bracket.lastIndex
  const content = (match[1] ?? '').trim()
  if (/^~[^\s|]/.test(content))
    return { end, node: { type: 'mention', name: content.slice(1).replace(/^accountid:/, '') } }
  if (/^\^[^|]/.test(content)) return { end, node: { type: 'attachment', name: content.slice(1).trim() } }
  if (/^#[^|]/.test(content)) return { end, node: text(content.slice(1)) }
  const parts = content.split('|')
  const alias = parts.length > 1 ? (parts[0] ?? '').trim() : ''
  const target = (parts.length > 1 ? (parts[1] ?? '') : content).trim()
  if (alias !== '' && /^\^./.test(target))
    return { end, node: { type: 'attachment', name: target.slice(1).trim() }, alias }
  if (alias !== '' && target.startsWith('#')) return { end, node: null, alias }
  const href = safeHref(target)
  // An address that is refused is shown as it was written, and nothing in it becomes a link after all.
  if (href === null) return alias !== '' && /[:\\]|\/\//.test(target) ? { end, node: text(match[0]) } : null
  const shown = alias === '' ? target.replace(/^mailto:/i, '') : alias
  return {
    end,
    node: { type: 'link', href, children: alias === '' ? [text(shown)] : [] },
    ...(alias === '' ? {} : { alias })
  }
}

const image = /!([^\s!|\n](?:[^!|\n]{0,300}[^\s!|\n])?)(?:\|[^!\n]{0,300})?!/y

/** `!image.png|thumbnail!`: named, not loaded; an image elsewhere on the web becomes a link to it. */
export function readImage(line: string, at: number): Found | null {
  image.lastIndex = at
  const match = image.exec(line)
  const name = match?.[1] ?? ''
  if (match === null || !/\.[a-z0-9]{2,5}(?:\?.*)?$/i.test(name)) return null
  const end = image.lastIndex
  const href = safeHref(name)
  return { end, node: href === null ? { type: 'attachment', name } : { type: 'link', href, children: [text(name)] } }
}

const bare = /(?:https?:\/\/|mailto:|www\.)[^\s<>"`|[\]{}\\^\p{Cc}\p{Cf}]{1,2000}/iuy

/** An address written as such. Marks at its end belong to the sentence. */
export function readBareLink(line: string, at: number): Found | null {
  bare.lastIndex = at
  const match = bare.exec(line)
  if (match === null) return null
  let address = match[0].replace(/[.,;:!?'*_+~-]+$/, '')
  while (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1).replace(/[.,;:!?]+$/, '')
  const href = safeHref(address)
  // Text as a whole: reading on inside it would begin again at every `http://` of it.
  if (href === null) return { end: bare.lastIndex, node: text(match[0]) }
  return { end: at + address.length, node: { type: 'link', href, children: [text(address.replace(/^mailto:/i, ''))] } }
}
