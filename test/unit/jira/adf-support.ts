/** Documents to render, and how they are rendered. */
import { expect } from 'vitest'
import { renderAdf } from '../../../main/jira/markup/adf.ts'
import { richTextSchema, type Block, type Inline } from '../../../preload/contract/rich-text.ts'

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
