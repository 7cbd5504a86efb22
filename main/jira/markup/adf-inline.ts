/** Lines of an Atlassian Document Format tree: text with its marks, mentions, cards, files. No recursion here. */
import type { Inline, Mark } from '../../../preload/contract/rich-text.ts'
import { arrayOf, objectOf, own, textOf, type JsonObject } from '../json.ts'
import type { Allowance } from './adf-allowance.ts'
import { attribute, cardName, cardUrl, dayOf, extensionName, firstText, typeOf, wordsOf } from './adf-node.ts'
import { safeHref } from './wiki-links.ts'
import { readColor } from './wiki-symbols.ts'

const markOf: Readonly<Record<string, Mark>> = {
  strong: 'strong',
  em: 'emphasis',
  underline: 'underline',
  strike: 'strike',
  code: 'code'
}

/** Close to the colours of Jira's lozenges; the window mixes them with that of its text. */
const statusColors: Readonly<Record<string, string>> = {
  purple: '#6554c0',
  blue: '#0052cc',
  red: '#de350b',
  yellow: '#ff991f',
  green: '#00875a'
}

interface Look {
  readonly marks: Mark[]
  readonly color: string | undefined
  /** Null: no link, or one that is refused, whose text stays. */
  readonly href: string | null
}

/** Neither marks nor colour. */
export const plain = { marks: [], color: undefined }

/** Marks that only place or annotate (alignment, border, background, annotation) change nothing here. */
function lookOf(node: JsonObject): Look {
  const marks = new Set<Mark>()
  let color: string | undefined
  let href: string | null = null
  for (const entry of arrayOf(own(node, 'marks'))) {
    const mark = objectOf(entry)
    if (!mark) continue
    const type = typeOf(mark)
    if (Object.hasOwn(markOf, type)) marks.add(markOf[type] as Mark)
    else if (type === 'subsup') marks.add(attribute(mark, 'type') === 'sub' ? 'subscript' : 'superscript')
    else if (type === 'textColor') color = readColor(textOf(attribute(mark, 'color')).slice(0, 20)) ?? color
    else if (type === 'link') href = safeHref(textOf(attribute(mark, 'href'))) ?? href
  }
  return { marks: [...marks], color, href }
}

/** A file is named, never loaded; one that lies elsewhere on the web becomes a link to it. */
function media(node: JsonObject, allowance: Allowance): Inline[] {
  const url = attribute(node, 'type') === 'file' ? null : safeHref(firstText(node, 'url'))
  const name = allowance.name(firstText(node, 'alt', '__fileName')) || (url === null ? 'attachment' : '')
  if (url === null) return allowance.take() ? [{ type: 'attachment', name }] : []
  return link(url, name || url, allowance)
}

function link(href: string, text: string, allowance: Allowance): Inline[] {
  if (!allowance.take() || !allowance.take()) return []
  allowance.charge(href.length)
  const shown = allowance.text(text)
  return shown === '' ? [] : [{ type: 'link', href, children: [{ type: 'text', text: shown }] }]
}

/** Files side by side. */
function files(node: JsonObject, allowance: Allowance): Inline[] {
  const nodes: Inline[] = []
  for (const entry of arrayOf(own(node, 'content'))) {
    if (!allowance.visit()) break
    const file = objectOf(entry)
    if (!file) continue
    if (nodes.length > 0) append(nodes, textNodes(' ', plain, allowance))
    append(
      nodes,
      typeOf(file) === 'media' ? media(file, allowance) : textNodes(allowance.words(file), plain, allowance)
    )
  }
  return nodes
}

/** Text of one look; its line breaks become breaks, as Jira shows them. */
export function textNodes(raw: string, look: Omit<Look, 'href'>, allowance: Allowance): Inline[] {
  const nodes: Inline[] = []
  for (const [i, rawLine] of raw.split(/\r\n?|\n/).entries()) {
    if (i > 0 && !pushTaken(nodes, { type: 'break' }, allowance)) break
    if (rawLine === '') continue
    // The node first: the last line that is shown takes all the length there is.
    if (!allowance.take()) break
    const text = allowance.text(rawLine)
    if (text === '') continue
    const { marks, color } = look
    nodes.push({
      type: 'text',
      text,
      ...(marks.length === 0 ? {} : { marks }),
      ...(color === undefined ? {} : { color })
    })
  }
  return nodes
}

function pushTaken(nodes: Inline[], node: Inline, allowance: Allowance): boolean {
  const taken = allowance.take()
  if (taken) nodes.push(node)
  return taken
}

const one = (node: Inline, allowance: Allowance): Inline[] => (allowance.take() ? [node] : [])

/** A card's address, shown under the name of its page when Jira sent that. An address that is refused stays text. */
function readCard(node: JsonObject, allowance: Allowance): Inline[] {
  const url = cardUrl(node)
  const name = allowance.name(cardName(node)) || url.trim()
  const href = safeHref(url)
  return href === null ? textNodes(name, plain, allowance) : link(href, name, allowance)
}

function mention(node: JsonObject, allowance: Allowance): Inline[] {
  const name = allowance.name(firstText(node, 'text', 'id')).replace(/^@+/, '')
  return name === '' ? [] : one({ type: 'mention', name }, allowance)
}

function nodesOf(node: JsonObject, look: Look, allowance: Allowance): Inline[] {
  switch (typeOf(node)) {
    case 'text':
      return textNodes(textOf(own(node, 'text')), look, allowance)
    case 'hardBreak':
      return one({ type: 'break' }, allowance)
    case 'mention':
      return mention(node, allowance)
    case 'emoji': {
      const text = allowance.name(wordsOf(node))
      return text === '' ? [] : one({ type: 'emoji', text }, allowance)
    }
    case 'date':
      return textNodes(dayOf(node), look, allowance)
    case 'status': {
      const color = textOf(attribute(node, 'color'))
      const known = Object.hasOwn(statusColors, color) ? statusColors[color] : undefined
      return textNodes(allowance.name(firstText(node, 'text')), { marks: ['strong'], color: known }, allowance)
    }
    case 'inlineCard':
    case 'blockCard':
    case 'embedCard':
      return readCard(node, allowance)
    case 'media':
    case 'mediaInline':
      return media(node, allowance)
    case 'mediaSingle':
    case 'mediaGroup':
      return files(node, allowance)
    case 'extension':
    case 'inlineExtension':
      return textNodes(allowance.name(extensionName(node)), { marks: ['emphasis'], color: undefined }, allowance)
    default:
      return textNodes(allowance.words(node), look, allowance)
  }
}

/** One node that stands in a line. What is not known, or is a block where none may be, is shown by its words. */
export function readInline(node: JsonObject, allowance: Allowance): Inline[] {
  const look = lookOf(node)
  if (look.href === null) return nodesOf(node, look, allowance)
  if (!allowance.take()) return []
  allowance.charge(look.href.length)
  const children = nodesOf(node, look, allowance).flatMap((child) => (child.type === 'link' ? child.children : [child]))
  return children.length === 0 ? [] : [{ type: 'link', href: look.href, children }]
}

/** Adds `more`; parts of one link, which Jira splits where its marks change, become one again. */
export function append(nodes: Inline[], more: readonly Inline[]): void {
  for (const node of more) {
    const last = nodes.at(-1)
    if (node.type === 'link' && last?.type === 'link' && last.href === node.href) append(last.children, node.children)
    else nodes.push(node)
  }
}

/** A list of nodes as one paragraph's line; breaks at its end, which nobody sees, are left out. */
export function readInlines(list: readonly unknown[], allowance: Allowance): Inline[] {
  const nodes: Inline[] = []
  for (const entry of list) {
    if (!allowance.visit()) break
    const node = objectOf(entry)
    if (node) append(nodes, readInline(node, allowance))
  }
  return withoutEndBreaks(nodes)
}

export function withoutEndBreaks(nodes: Inline[]): Inline[] {
  while (nodes.at(-1)?.type === 'break') nodes.pop()
  return nodes
}
