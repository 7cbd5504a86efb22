/** Documents to render, and how they are rendered. */
import { expect } from 'vitest'
import { renderAdf } from '../../../main/jira/markup/adf.ts'
import { richTextSchema, type Block, type Inline, type RichText } from '../../../preload/contract/rich-text.ts'

export const doc = (...content: unknown[]) => ({ version: 1, type: 'doc', content })
export const text = (value: string, ...marks: unknown[]) => ({
  type: 'text',
  text: value,
  ...(marks.length ? { marks } : {})
})
export const p = (...content: unknown[]) => ({ type: 'paragraph', content })
export const said = (value: string): Block => ({ type: 'paragraph', children: [{ type: 'text', text: value }] })

/** Rendered as JSON, as it is stored, and checked against the contract. */
export function blocks(...content: unknown[]): Block[] {
  const shown = renderAdf(JSON.stringify(doc(...content)))
  expect(richTextSchema.parse(shown)).toEqual(shown)
  expect(shown.truncated).toBe(false)
  return shown.blocks
}
export const inlines = (...content: unknown[]): Inline[] => {
  const [block] = blocks(p(...content))
  return block?.type === 'paragraph' ? block.children : []
}

const nests = ['list', 'quote', 'panel', 'link']

/** Nodes, nesting and characters of a result. */
export function measure(tree: RichText): { nodes: number; depth: number; characters: number } {
  let nodes = 0
  let deepest = 0
  let characters = 0
  const queue: [unknown, number][] = [[tree.blocks, 0]]
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const [value, depth] = entry
    if (Array.isArray(value)) for (const one of value) queue.push([one, depth])
    else if (typeof value === 'string') characters += value.length
    else if (value && typeof value === 'object') {
      if ('type' in value) nodes++
      const next = depth + ('type' in value && nests.includes(String(value.type)) ? 1 : 0)
      deepest = Math.max(deepest, next)
      for (const [name, one] of Object.entries(value)) if (name !== 'type') queue.push([one, next])
    }
  }
  return { nodes, depth: deepest, characters }
}

/** Types that may have content, and some that are none. */
export const containers = [
  'panel',
  'blockquote',
  'bulletList',
  'orderedList',
  'listItem',
  'taskList',
  'taskItem',
  'decisionList',
  'expand',
  'nestedExpand',
  'table',
  'tableRow',
  'tableCell',
  'layoutSection',
  'mediaSingle',
  'mediaGroup',
  'bodiedExtension',
  'paragraph',
  'heading',
  'codeBlock',
  'text',
  'unknown',
  '__proto__',
  ''
]
