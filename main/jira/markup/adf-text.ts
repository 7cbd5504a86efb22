/** The plain text of an Atlassian Document Format tree, for the search index and for descriptions too long to keep. */
import { arrayOf, objectOf, own, type JsonObject } from '../json.ts'
import { isInLine, typeOf, wordsOf } from './adf-node.ts'

/** Nodes looked at and characters returned at most. */
export interface TextLimits {
  readonly nodes: number
  readonly length: number
}
export const textLimits: TextLimits = { nodes: 500_000, length: 200_000 }

/** Its content, and how far it was read: a stack of lists costs one entry for a list of a million nodes. */
interface Reading {
  readonly list: readonly unknown[]
  readonly block: boolean
  at: number
}

/**
 * All words of the tree in reading order, one block a line. Anything may be handed in: what is no ADF is empty, or the
 * text found in it. Never throws; time is linear in the nodes, and what lies past the limits is left out.
 */
export function adfText(tree: unknown, limits: TextLimits = textLimits): string {
  const parts: string[] = []
  let length = 0
  let nodes = limits.nodes
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
  for (let top = stack.at(-1); top !== undefined && nodes > 0 && length < limits.length; top = stack.at(-1)) {
    if (top.at >= top.list.length) {
      if (top.block) endLine()
      stack.pop()
      continue
    }
    nodes--
    const child = objectOf(top.list[top.at++])
    if (child) stack.push(open(child))
  }
  return parts.join('').slice(0, limits.length).trim()
}
