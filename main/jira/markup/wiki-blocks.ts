/** Lines of Jira's wiki markup: headings, lists, tables, quotes, rules, paragraphs. */
import type { Block, Inline } from '../../../preload/contract/rich-text.ts'
import { readInline, type InlineState } from './wiki-inline.ts'
import { splitCells } from './wiki-table.ts'

/** What a macro's body or the whole text consists of: lines, and blocks made from macros between them. */
export type Piece = string | Block

type ListBlock = Block & { type: 'list' }
interface Level {
  readonly ordered: boolean
  readonly list: ListBlock
}

/** The blank after the dot is often forgotten. */
const heading = /^\s*h([1-6])\.(?!\d)\s*(.*)$/su
const blockQuote = /^\s*bq\.\s+(.*)$/su
const rule = /^\s*-{4,}\s*$/
const listItem = /^\s*([*#-]+)\s+(\S.*)$/su
const tableRow = /^\s*\|/

/** Cells of one row. */
const maxCells = 1_000

/** A line that held nothing but a colour's beginning or end leaves no empty line. */
function withoutOuterBreaks(children: Inline[]): Inline[] {
  let from = 0
  let to = children.length
  while (from < to && children[from]?.type === 'break') from++
  while (to > from && children[to - 1]?.type === 'break') to--
  return children.slice(from, to)
}

export class BlockReader {
  readonly #state: InlineState
  readonly #blocks: Block[] = []
  #levels: Level[] = []
  /** Lines of the paragraph at hand: of the innermost list item, or outside lists. */
  #lines: string[] = []

  constructor(state: InlineState) {
    this.#state = state
  }

  read(pieces: readonly Piece[]): Block[] {
    for (let i = 0; i < pieces.length; i++) {
      if (this.#state.budget.spent) {
        this.#state.budget.truncated = true
        break
      }
      const piece = pieces[i] as Piece
      if (typeof piece !== 'string') {
        this.#endParagraph()
        this.#target().push(piece)
      } else if (tableRow.test(piece)) i = this.#table(pieces, i)
      else this.#line(piece)
    }
    this.#endList()
    return this.#blocks
  }

  #line(line: string): void {
    if (line.trim() === '') return this.#endList()
    const item = listItem.exec(line)
    if (item) return this.#item(item[1] ?? '', item[2] ?? '')
    const head = heading.exec(line)
    if (head) {
      this.#endList()
      const level = Number(head[1]) as 1 | 2 | 3 | 4 | 5 | 6
      return this.#add({ type: 'heading', level, children: readInline(head[2] ?? '', this.#state) })
    }
    const quote = blockQuote.exec(line)
    if (quote) {
      this.#endList()
      const children = readInline(quote[1] ?? '', this.#state)
      return this.#add({ type: 'quote', children: this.#state.budget.take() ? [{ type: 'paragraph', children }] : [] })
    }
    if (rule.test(line)) {
      this.#endList()
      return this.#add({ type: 'rule' })
    }
    this.#lines.push(line)
  }

  /** Where a block goes: into the innermost list item, as long as no blank line has ended the list. */
  #target(): Block[] {
    return this.#levels.at(-1)?.list.items.at(-1) ?? this.#blocks
  }

  #add(block: Block): void {
    if (this.#state.budget.take()) this.#target().push(block)
  }

  #endParagraph(): void {
    if (this.#lines.length === 0) return
    const text = this.#lines.join('\n')
    this.#lines = []
    const children = withoutOuterBreaks(readInline(text, this.#state))
    if (children.length > 0) this.#add({ type: 'paragraph', children })
  }

  #endList(): void {
    this.#endParagraph()
    this.#levels = []
  }

  #item(markers: string, text: string): void {
    this.#endParagraph()
    const { budget } = this.#state
    if (markers.length > budget.depth) budget.truncated = true
    const wanted = Array.from(markers.slice(0, budget.depth), (c) => c === '#')
    let common = 0
    while (common < wanted.length && this.#levels[common]?.ordered === wanted[common]) common++
    this.#levels = this.#levels.slice(0, common)
    for (const ordered of wanted.slice(common)) {
      if (!budget.take()) return
      const list: ListBlock = { type: 'list', ordered, items: [] }
      const parent = this.#levels.at(-1)
      if (parent && parent.list.items.length === 0) parent.list.items.push([])
      this.#target().push(list)
      this.#levels.push({ ordered, list })
    }
    if (!budget.take()) return
    this.#levels.at(-1)?.list.items.push([])
    this.#lines = [text]
  }

  /** Reads rows from `from` on; a row goes on over lines until one ends with a bar. Returns the last line used. */
  #table(pieces: readonly Piece[], from: number): number {
    this.#endParagraph()
    const { budget } = this.#state
    const rows: (Block & { type: 'table' })['rows'] = []
    let at = from
    for (; at < pieces.length && !budget.spent; at++) {
      const piece = pieces[at]
      if (typeof piece !== 'string' || !tableRow.test(piece)) break
      const lines = [piece.trim()]
      for (; !lines.at(-1)?.endsWith('|'); at++) {
        const next = pieces[at + 1]
        if (typeof next !== 'string' || next.trim() === '' || tableRow.test(next)) break
        lines.push(next.trim())
      }
      const cells = splitCells(lines.join('\n'), maxCells)
      if (cells.length === maxCells) budget.truncated = true
      const row: (typeof rows)[number] = []
      for (const { header, text } of cells)
        if (budget.take()) row.push({ header, children: readInline(text, this.#state) })
      if (row.length > 0) rows.push(row)
    }
    if (rows.length > 0) this.#add({ type: 'table', rows })
    return at - 1
  }
}
