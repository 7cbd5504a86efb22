/** Rows of `||head||` and `|cell|`. */
import { readBracket, readImage } from './wiki-links.ts'

export interface Cell {
  readonly header: boolean
  readonly text: string
}

const stop = /[\\|[!]|\{\{/g

/** Where the cell that begins at `from` ends: at a bar that is not part of a link, an image or monospace text. */
function cellEnd(row: string, from: number): number {
  stop.lastIndex = from
  for (let match = stop.exec(row); match !== null; match = stop.exec(row)) {
    const at = match.index
    if (match[0] === '|') return at
    let next = at + match[0].length
    if (match[0] === '\\') next = at + 2
    else if (match[0] === '[') next = readBracket(row, at)?.end ?? next
    else if (match[0] === '!') next = readImage(row, at)?.end ?? next
    else {
      const close = row.slice(next, next + 2_000).indexOf('}}')
      if (close >= 0 && !row.slice(next, next + close).includes('\n')) next += close
    }
    stop.lastIndex = next
  }
  return row.length
}

/** Splits a row, which begins with a bar. Stops after `limit` cells. */
export function splitCells(row: string, limit: number): Cell[] {
  const cells: Cell[] = []
  let at = 0
  while (row[at] === '|' && cells.length < limit) {
    const header = row[at + 1] === '|'
    const from = at + (header ? 2 : 1)
    const end = cellEnd(row, from)
    const text = row.slice(from, end).trim()
    // Behind the last bar there is no cell, unless the bar was forgotten.
    if (end < row.length || text !== '') cells.push({ header, text })
    at = end
  }
  return cells
}
