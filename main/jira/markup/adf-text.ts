/** The plain text of an Atlassian Document Format tree, for the search index and for descriptions too long to keep. */
import { arrayOf, objectOf, own, type JsonObject } from '../json.ts'
import { isInLine, typeOf, wordsOf } from './adf-node.ts'

/** Characters returned at most. */
const maxText = 200_000
/** Entries of `content` looked at at most, whatever they are. */
export const maxVisits = 500_000

/** A list of nodes and how far it was read: a list of a million nodes costs one of these. */
interface Reading {
  readonly list: readonly unknown[]
  readonly block: boolean
  at: number
}

/**
 * All words of the tree in reading order, one block a line. Without recursion: nesting does not matter.
 * @param visits entries of `content` that may still be looked at; counted down.
 * @param maxLength characters returned at most.
 */
export function wordsBelow(tree: unknown, visits: { left: number }, maxLength: number): string {
  const parts: string[] = []
  let length = 0
  let lineIsEmpty = true
  const add = (text: string): void => {
    if (text === '') return
    parts.push(text)
    length += text.length
    lineIsEmpty = text.endsWith('\n')
  }
  const endLine = (): void => {
    if (!lineIsEmpty) add('\n')
  }
  const open = (node: JsonObject): Reading => {
    const block = !isInLine(typeOf(node))
    if (block) endLine()
    add(wordsOf(node))
    if (block) endLine()
    return { list: arrayOf(own(node, 'content')), block, at: 0 }
  }
  const root = objectOf(tree)
  const stack: Reading[] = root ? [open(root)] : []
  for (let top = stack.at(-1); top !== undefined && visits.left > 0 && length < maxLength; top = stack.at(-1)) {
    if (top.at >= top.list.length) {
      if (top.block) endLine()
      stack.pop()
      continue
    }
    visits.left--
    const child = objectOf(top.list[top.at++])
    if (child) stack.push(open(child))
  }
  return parts.join('').slice(0, maxLength)
}

/**
 * All words of a document, one block a line; at most 200,000 characters. Anything may be handed in: what is no ADF is
 * empty, or the text found in it. Never throws; time is linear in the nodes, and what lies past the limits is left out.
 * @param document ADF, parsed or as JSON.
 */
export function adfText(document: unknown): string {
  return wordsBelow(parsedAdf(document), { left: maxVisits }, maxText).trim()
}

/** ADF as it is stored is a text of JSON; null when that cannot be read. */
export function parsedAdf(document: unknown): unknown {
  if (typeof document !== 'string') return document
  try {
    return JSON.parse(document) as unknown
  } catch {
    return null
  }
}
