/** Reads a few facts out of a web page nobody vouches for: bounded, linear, never throws, runs nothing. */
import { decodeEntities } from '../markup/html-entities.ts'

/** Only the beginning is looked at: heads and login forms stand there. */
export const maxScan = 65_536
const maxTag = 2_000

/** One line without control, formatting and text-direction characters, at most `length` long. */
export function oneLine(text: string, length: number): string {
  const plain = text
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\p{Co}]/gu, '')
    .trim()
  const points = Array.from(plain.slice(0, length * 2 + 2))
  return points.length > length
    ? `${points
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
    : points.join('')
}

/** ASCII only, so that positions stay the same. */
const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 32))

function withoutComments(html: string): string {
  let out = ''
  let at = 0
  for (let open = html.indexOf('<!--'); open >= 0; open = html.indexOf('<!--', at)) {
    out += html.slice(at, open)
    const close = html.indexOf('-->', open + 4)
    if (close < 0) return out
    at = close + 3
  }
  return out + html.slice(at)
}

export interface Page {
  readonly html: string
  readonly lower: string
}

export function readPage(text: string): Page {
  const html = withoutComments(text.slice(0, maxScan))
  return { html, lower: lowerAscii(html) }
}

/** The tags of one name as written, `<meta …>`; an unclosed one ends at 2,000 characters. */
export function tags({ html, lower }: Page, name: string): string[] {
  const found: string[] = []
  const opening = `<${name}`
  for (
    let at = lower.indexOf(opening);
    at >= 0 && found.length < 200;
    at = lower.indexOf(opening, at + opening.length)
  ) {
    if (!/[\s/>]/.test(lower[at + opening.length] ?? '')) continue
    const end = lower.slice(at, at + maxTag).indexOf('>')
    found.push(html.slice(at, end < 0 ? at + maxTag : at + end + 1))
  }
  return found
}

/** The value of a tag's attribute, decoded; null when it has none. */
export function attribute(tag: string, name: string): string | null {
  for (const [, found = '', double, single, bare] of tag.matchAll(
    /([a-z][\w:-]*)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi
  )) {
    if (found.toLowerCase() === name) return decodeEntities(double ?? single ?? bare ?? '')
  }
  return null
}

/** The text of `<title>`, one line of at most 120 characters; null when there is none. */
export function pageTitle(page: Page): string | null {
  const { html, lower } = page
  const open = /<title(?:\s[^>]{0,500})?>/.exec(lower)
  if (!open) return null
  const start = open.index + open[0].length
  const close = lower.indexOf('</title', start)
  const title = oneLine(
    decodeEntities(html.slice(start, close < 0 ? start + 500 : Math.min(close, start + 2_000))),
    120
  )
  return title === '' ? null : title
}
