/** One line of wiki markup to the inline nodes of a document. */
import { accountIdOf } from '../accounts.ts'
import { words, type AdfNode } from './nodes.ts'

type Mark = NonNullable<AdfNode['marks']>[number]

/** Code, links, mentions, images, and the simple phrase marks; whatever is none of these is text. */
const pattern =
  /\{\{(?<code>[^}]+)\}\}|\[~(?<person>[^\]]+)\]|\[(?<link>[^\]\n]+)\]|!(?<image>[^!\s|]+)(?:\|[^!]*)?!|(?<url>https?:\/\/[^\s|\])}]+)|(?<![\w*])\*(?<strong>[^*\n]+)\*(?![\w*])|(?<![\w_])_(?<em>[^_\n]+)_(?![\w_])|(?<![\w-])-(?<strike>[^\s-][^-\n]*)-(?![\w-])/g

export function inline(line: string, marks: readonly Mark[] = []): AdfNode[] {
  const nodes: AdfNode[] = []
  let at = 0
  for (const match of line.matchAll(pattern)) {
    const groups = match.groups ?? {}
    if (match.index > at) nodes.push(words(line.slice(at, match.index), ...marks))
    at = match.index + match[0].length
    nodes.push(...phrase(match[0], groups, marks))
  }
  if (at < line.length) nodes.push(words(line.slice(at), ...marks))
  return nodes
}

function phrase(
  whole: string,
  groups: Readonly<Record<string, string | undefined>>,
  marks: readonly Mark[]
): AdfNode[] {
  const { code, person, link, image, url, strong, em, strike } = groups
  if (code !== undefined) return [words(code, { type: 'code' })]
  if (person !== undefined) {
    return [{ type: 'mention', attrs: { id: accountIdOf(person), text: `@${person}`, accessLevel: '' } }]
  }
  if (link !== undefined) return linked(whole, link, marks)
  if (image !== undefined) {
    if (/^https?:/.test(image)) return [words(image, ...marks, { type: 'link', attrs: { href: image } })]
    return [{ type: 'mediaInline', attrs: { id: image, type: 'file', collection: '', alt: image } }]
  }
  if (url !== undefined) return [{ type: 'inlineCard', attrs: { url } }]
  if (strong !== undefined) return inline(strong, [...marks, { type: 'strong' }])
  if (em !== undefined) return inline(em, [...marks, { type: 'em' }])
  return inline(strike ?? '', [...marks, { type: 'strike' }])
}

function linked(whole: string, inside: string, marks: readonly Mark[]): AdfNode[] {
  const bar = inside.indexOf('|')
  const label = bar < 0 ? inside : inside.slice(0, bar)
  const href = (bar < 0 ? inside : inside.slice(bar + 1)).split('|')[0] ?? ''
  // Square brackets around anything else are just text.
  if (!/^(https?:|mailto:)/.test(href)) return [words(whole, ...marks)]
  return [words(label, ...marks, { type: 'link', attrs: { href } })]
}
