/** Tables of an Atlassian Document Format tree. Cells hold lines here; what is a block there is laid out in lines. */
import type { Block, Inline } from '../../../preload/contract/rich-text.ts'
import { arrayOf, objectOf, own, type JsonObject } from '../json.ts'
import type { Allowance } from './adf-allowance.ts'
import { append, textNodes, withoutEndBreaks } from './adf-inline.ts'
import { typeOf } from './adf-node.ts'

type Cell = (Block & { type: 'table' })['rows'][number][number]

/** Lays blocks out in lines: each begins a new one, items with a bullet or their number. */
class LineWriter {
  readonly nodes: Inline[] = []
  readonly #allowance: Allowance
  /** Where the first line of an item goes on. */
  #afterBullet = -1

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  write(blocks: readonly Block[], indent = ''): void {
    for (const block of blocks) this.#block(block, indent)
  }

  #text(text: string, ...marks: ('strong' | 'code')[]): void {
    append(this.nodes, textNodes(text, { marks, color: undefined }, this.#allowance))
  }

  #newLine(): void {
    const last = this.nodes.at(-1)
    if (last && last.type !== 'break' && this.#allowance.take()) this.nodes.push({ type: 'break' })
  }

  #block(block: Block, indent: string): void {
    if (block.type !== 'list' && this.nodes.length !== this.#afterBullet) this.#newLine()
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        append(this.nodes, block.children)
        return
      case 'code':
        this.#text(block.text, 'code')
        return
      case 'quote':
        this.write(block.children, indent)
        return
      case 'panel':
        if (block.title) this.#text(block.title, 'strong')
        this.write(block.children, indent)
        return
      case 'table':
        for (const row of block.rows) {
          this.#newLine()
          for (const [i, cell] of row.entries()) {
            if (i > 0) this.#text(' | ')
            append(this.nodes, cell.children)
          }
        }
        return
      case 'list':
        for (const [i, item] of block.items.entries()) {
          this.#newLine()
          this.#text(`${indent}${block.ordered ? `${(block.start ?? 1) + i}.` : '•'} `)
          this.#afterBullet = this.nodes.length
          this.write(item, `${indent}\u2003`)
        }
        return
      case 'rule':
    }
  }
}

function readCell(node: JsonObject, allowance: Allowance, read: (list: readonly unknown[]) => Block[]): Cell {
  const type = typeOf(node)
  const isCell = type === 'tableCell' || type === 'tableHeader'
  const lines = new LineWriter(allowance)
  lines.write(read(isCell ? arrayOf(own(node, 'content')) : [node]))
  return { header: type === 'tableHeader', children: withoutEndBreaks(lines.nodes) }
}

/**
 * A table with its rows; cells that span several are shown once.
 * @param read reads what is in a cell, one level deeper.
 */
export function readTable(
  node: JsonObject,
  allowance: Allowance,
  read: (list: readonly unknown[]) => Block[]
): Block[] {
  if (!allowance.take()) return []
  const rows: Cell[][] = []
  for (const entry of arrayOf(own(node, 'content'))) {
    if (!allowance.visit() || !allowance.take()) break
    const row = objectOf(entry)
    if (!row) continue
    const cells: Cell[] = []
    for (const inRow of typeOf(row) === 'tableRow' ? arrayOf(own(row, 'content')) : [row]) {
      if (!allowance.visit() || !allowance.take()) break
      const cell = objectOf(inRow)
      if (cell) cells.push(readCell(cell, allowance, read))
    }
    if (cells.length > 0) rows.push(cells)
  }
  return rows.length === 0 ? [] : [{ type: 'table', rows }]
}
