/**
 * What single nodes of the Atlassian Document Format say.
 * Node and attribute names: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ and the JSON
 * schema it names; `data` of cards: https://developer.atlassian.com/cloud/jira/platform/apis/document/nodes/inlineCard/
 */
import { objectOf, own, textOf, type JsonObject } from '../json.ts'

/** Empty when the node has no type. */
export const typeOf = (node: JsonObject): string => textOf(own(node, 'type'))

/** A value of the node's `attrs`, or undefined. */
export function attribute(node: JsonObject, name: string): unknown {
  const attrs = objectOf(own(node, 'attrs'))
  return attrs ? own(attrs, name) : undefined
}

/** The first of these attributes that is a text with something in it; empty when none is. */
export function firstText(node: JsonObject, ...names: readonly string[]): string {
  for (const name of names) {
    const text = textOf(attribute(node, name))
    if (text.trim() !== '') return text
  }
  return ''
}

/** A `date` node's day as `2026-11-25`: `timestamp` is a text of milliseconds since 1970 UTC. Empty when it is none. */
export function dayOf(node: JsonObject): string {
  const written = attribute(node, 'timestamp')
  const ms = typeof written === 'number' ? written : /^-?\d{1,16}$/.test(textOf(written)) ? Number(written) : NaN
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, -14)
}

/** Where a card leads: its `url`, or the one in its `data` (JSON-LD). */
export function cardUrl(node: JsonObject): string {
  const data = objectOf(attribute(node, 'data'))
  return firstText(node, 'url') || (data ? textOf(own(data, 'url')) : '')
}

/** What a card calls its page; empty when only the address is known. */
export function cardName(node: JsonObject): string {
  const data = objectOf(attribute(node, 'data'))
  return data ? textOf(own(data, 'name')) : ''
}

/** What an extension calls itself: its text, its title, or the key it is registered under. */
export function extensionName(node: JsonObject): string {
  const parameters = objectOf(attribute(node, 'parameters'))
  const metadata = parameters && objectOf(own(parameters, 'macroMetadata'))
  return (
    firstText(node, 'text') ||
    (parameters && textOf(own(parameters, 'extensionTitle'))) ||
    (metadata && textOf(own(metadata, 'title'))) ||
    firstText(node, 'extensionKey')
  )
}

/** Nodes that stand in a line of text. */
const inLine = new Set([
  'text',
  'hardBreak',
  'mention',
  'status',
  'emoji',
  'date',
  'inlineCard',
  'mediaInline',
  'inlineExtension',
  'placeholder'
])
export const isInLine = (type: string): boolean => inLine.has(type)

/** What a node says by itself, besides the text below it. */
export function wordsOf(node: JsonObject): string {
  switch (typeOf(node)) {
    case 'hardBreak':
      return '\n'
    case 'date':
      return dayOf(node)
    case 'emoji':
      return firstText(node, 'text', 'shortName')
    case 'inlineCard':
    case 'blockCard':
    case 'embedCard':
      return [cardName(node), cardUrl(node)].filter(Boolean).join(' ')
    case 'media':
    case 'mediaInline':
      return firstText(node, 'alt', '__fileName')
    case 'expand':
    case 'nestedExpand':
      return firstText(node, 'title')
    case 'extension':
    case 'bodiedExtension':
    case 'inlineExtension':
      return extensionName(node)
    default:
      return textOf(own(node, 'text')) || firstText(node, 'text')
  }
}
