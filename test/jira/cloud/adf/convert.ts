/** Wiki markup, as the recorded issues have it, to a document; and a document to plain text for version 2. */
import { inline } from './inline.ts'
import { doc, paragraph, words, type AdfDocument, type AdfNode } from './nodes.ts'

export function toDocument(wiki: string): AdfDocument {
  return doc(blocks(wiki.replace(/\r\n?/g, '\n').split('\n')))
}

const bullet = /^([*#-]+)\s+(.*)$/

/** Goes through the lines; every branch takes at least one. */
function blocks(lines: readonly string[]): AdfNode[] {
  const found: AdfNode[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] as string
    const fence = /^\s*\{(code|noformat|panel|quote)(?::([^}]*))?\}(.*)$/.exec(line)
    const heading = /^h([1-6])\.\s*(.*)$/.exec(line)
    if (line.trim() === '') at++
    else if (fence !== null) {
      const [, name = '', options = '', first = ''] = fence
      const inside = until(lines, at, first, `{${name}}`)
      found.push(fenced(name, options, inside.lines))
      at = inside.next
    } else if (heading !== null) {
      found.push({ type: 'heading', attrs: { level: Number(heading[1]) }, content: inline(heading[2] ?? '') })
      at++
    } else if (/^-{4,}\s*$/.test(line)) {
      found.push({ type: 'rule' })
      at++
    } else if (line.startsWith('bq. ')) {
      found.push({ type: 'blockquote', content: [paragraph(inline(line.slice(4)))] })
      at++
    } else if (bullet.test(line)) {
      const end = span(lines, at, (one) => bullet.test(one))
      found.push(list(lines.slice(at, end), 1))
      at = end
    } else if (line.startsWith('|')) {
      const end = span(lines, at, (one) => one.startsWith('|'))
      found.push(table(lines.slice(at, end)))
      at = end
    } else {
      const end = span(lines, at, isProse)
      found.push(paragraph(joined(lines.slice(at, Math.max(end, at + 1)))))
      at = Math.max(end, at + 1)
    }
  }
  return found
}

function isProse(line: string): boolean {
  return !/^(\s*$|h[1-6]\.|-{4,}|bq\. |\||\s*\{(code|noformat|panel|quote)\b)/.test(line) && !bullet.test(line)
}

function span(lines: readonly string[], from: number, fits: (line: string) => boolean): number {
  let end = from
  while (end < lines.length && fits(lines[end] as string)) end++
  return end
}

/** What is between the opening and the closing macro; one that is never closed goes on to the end. */
function until(lines: readonly string[], at: number, first: string, close: string): { lines: string[]; next: number } {
  const inside: string[] = []
  for (let next = at, rest = first; next < lines.length; rest = lines[++next] ?? '') {
    const end = rest.indexOf(close)
    if (end >= 0) {
      if (end > 0) inside.push(rest.slice(0, end))
      return { lines: inside, next: next + 1 }
    }
    if (next > at || rest !== '') inside.push(rest)
  }
  return { lines: inside, next: lines.length }
}

function fenced(name: string, options: string, lines: readonly string[]): AdfNode {
  if (name === 'code' || name === 'noformat') {
    const language = /(?:^|\|)([a-z]+)(?:\||$)/.exec(options)?.[1]
    const text = lines.join('\n')
    return {
      type: 'codeBlock',
      attrs: language === undefined ? {} : { language },
      ...(text === '' ? {} : { content: [words(text)] })
    }
  }
  const inside = blocks(lines)
  // Both need something inside, and neither may hold every kind of block: what they may not hold becomes text.
  const allowed = new Set(['paragraph', 'heading', 'bulletList', 'orderedList', 'codeBlock'])
  const content = inside.map((node) => (allowed.has(node.type) ? node : paragraph([words(plain(node))])))
  const filled = content.length === 0 ? [paragraph([])] : content
  return name === 'panel'
    ? { type: 'panel', attrs: { panelType: 'info' }, content: filled }
    : { type: 'blockquote', content: filled.filter((node) => node.type !== 'heading') }
}

/** Lines of a list whose markers are at least `depth` long. */
function list(lines: readonly string[], depth: number): AdfNode {
  const ordered = (bullet.exec(lines[0] as string)?.[1] ?? '').at(depth - 1) === '#'
  const items: AdfNode[] = []
  let at = 0
  while (at < lines.length) {
    const [, marker = '', text = ''] = bullet.exec(lines[at] as string) ?? []
    const end = span(lines, at + 1, (one) => (bullet.exec(one)?.[1] ?? '').length > depth)
    const own = marker.length > depth ? [] : [paragraph(inline(text))]
    const nested = lines.slice(own.length === 0 ? at : at + 1, Math.max(end, at + 1))
    // An item without a line of its own still needs a paragraph.
    const first = own.length === 0 ? [paragraph([])] : own
    items.push({ type: 'listItem', content: nested.length === 0 ? first : [...first, list(nested, depth + 1)] })
    at = Math.max(end, at + 1)
  }
  return ordered ? { type: 'orderedList', attrs: { order: 1 }, content: items } : { type: 'bulletList', content: items }
}

function table(lines: readonly string[]): AdfNode {
  const rows = lines.map((line): AdfNode => {
    const header = line.startsWith('||')
    const cells = line
      .replace(/^\|+|\|+\s*$/g, '')
      .split(header ? '||' : '|')
      .map((cell): AdfNode => ({
        type: header ? 'tableHeader' : 'tableCell',
        attrs: {},
        content: [paragraph(inline(cell.trim()))]
      }))
    return { type: 'tableRow', content: cells }
  })
  return { type: 'table', attrs: { isNumberColumnEnabled: false, layout: 'default' }, content: rows }
}

function joined(lines: readonly string[]): AdfNode[] {
  return lines.flatMap((line, at) => (at === 0 ? inline(line) : [{ type: 'hardBreak' }, ...inline(line)]))
}

export function plainText(document: AdfDocument): string {
  return document.content.map(plain).join('\n\n')
}

function plain(node: AdfNode): string {
  if (node.type === 'hardBreak') return '\n'
  const shown = node.attrs?.['text'] ?? node.attrs?.['url'] ?? node.attrs?.['shortName']
  if (node.content === undefined) return node.text ?? (typeof shown === 'string' ? shown : '')
  return node.content.map(plain).join(/List$|^table|^panel|^blockquote/.test(node.type) ? '\n' : '')
}
