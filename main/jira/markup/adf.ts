/**
 * The Atlassian Document Format of Jira Cloud as a tree of harmless nodes. Node names:
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 * A node that is not known is shown by what it contains; files and extensions are named, never loaded.
 */
import type { Block, Inline, RichText } from '../../../preload/contract/rich-text.ts'
import { arrayOf, objectOf, own, textOf, type JsonObject } from '../json.ts'
import { Allowance } from './adf-allowance.ts'
import { append, plain, readInline, readInlines, textNodes, withoutEndBreaks } from './adf-inline.ts'
import { attribute, extensionName, firstText, isInLine, typeOf, wordsOf } from './adf-node.ts'
import { readTable } from './adf-table.ts'
import { parsedAdf } from './adf-text.ts'
import { defaultLimits, type Limits } from './wiki-budget.ts'

/** Types: https://developer.atlassian.com/cloud/jira/platform/apis/document/nodes/panel/ */
const tones: Readonly<Record<string, (Block & { type: 'panel' })['tone']>> = {
  info: 'info',
  note: 'note',
  tip: 'tip',
  success: 'tip',
  warning: 'warning',
  error: 'warning'
}

/** What stands before an item that is more than a bullet. */
function signOf(item: JsonObject): string {
  const type = typeOf(item)
  if (type === 'decisionItem') return '◆ '
  if (type !== 'taskItem' && type !== 'blockTaskItem') return ''
  return attribute(item, 'state') === 'DONE' ? '☑ ' : '☐ '
}

const contentOf = (node: JsonObject): readonly unknown[] => arrayOf(own(node, 'content'))

class BlockReader {
  readonly #allowance: Allowance

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  /** Blocks of a list of nodes; lines that stand among blocks become paragraphs. */
  read(list: readonly unknown[], depth: number): Block[] {
    const blocks: Block[] = []
    let line: Inline[] = []
    const endLine = (): void => {
      const children = withoutEndBreaks(line)
      line = []
      if (children.length > 0) blocks.push({ type: 'paragraph', children })
    }
    for (const entry of list) {
      if (!this.#allowance.visit()) break
      const node = objectOf(entry)
      if (!node) continue
      if (isInLine(typeOf(node))) {
        if (line.length > 0 || this.#allowance.take()) append(line, readInline(node, this.#allowance))
        continue
      }
      endLine()
      for (const block of this.#block(node, depth)) blocks.push(block)
    }
    endLine()
    return blocks
  }

  #block(node: JsonObject, depth: number): Block[] {
    const type = typeOf(node)
    switch (type) {
      case 'paragraph':
      case 'caption':
        return this.#paragraph(() => readInlines(contentOf(node), this.#allowance))
      case 'heading':
        return this.#heading(node)
      case 'codeBlock':
        return this.#code(node)
      case 'rule':
        return this.#allowance.take() ? [{ type: 'rule' }] : []
      case 'media':
      case 'mediaGroup':
      case 'blockCard':
      case 'embedCard':
      case 'extension':
        return this.#paragraph(() => readInline(node, this.#allowance))
    }
    if (depth >= this.#allowance.depth) return this.#flat(node)
    switch (type) {
      case 'bulletList':
      case 'taskList':
      case 'decisionList':
      case 'orderedList':
        return this.#list(node, depth + 1)
      case 'blockquote':
        return this.#container((children) => ({ type: 'quote', children }), node, depth + 1)
      case 'panel': {
        const panelType = textOf(attribute(node, 'panelType'))
        const tone = (Object.hasOwn(tones, panelType) ? tones[panelType] : undefined) ?? 'plain'
        return this.#container((children) => ({ type: 'panel', tone, children }), node, depth + 1)
      }
      case 'expand':
      case 'nestedExpand':
        return this.#titled(firstText(node, 'title'), node, depth + 1)
      case 'bodiedExtension':
        return this.#titled(extensionName(node), node, depth + 1)
      case 'table':
        return readTable(node, this.#allowance, (list) => this.read(list, depth + 1))
      default:
        // mediaSingle, layouts, and what is not known: nothing but what is in them.
        return [...this.#words(wordsOf(node)), ...this.read(contentOf(node), depth + 1)]
    }
  }

  #paragraph(read: () => Inline[]): Block[] {
    if (!this.#allowance.take()) return []
    const children = read()
    return children.length === 0 ? [] : [{ type: 'paragraph', children }]
  }

  #heading(node: JsonObject): Block[] {
    if (!this.#allowance.take()) return []
    const written = attribute(node, 'level')
    const level = typeof written === 'number' ? Math.min(6, Math.max(1, Math.trunc(written) || 1)) : 1
    const children = readInlines(contentOf(node), this.#allowance)
    return children.length === 0 ? [] : [{ type: 'heading', level: level as 1 | 2 | 3 | 4 | 5 | 6, children }]
  }

  #code(node: JsonObject): Block[] {
    if (!this.#allowance.take()) return []
    const language = this.#allowance.name(firstText(node, 'language'))
    const text = this.#allowance.text(this.#allowance.words({ content: contentOf(node) }).trimEnd())
    return [{ type: 'code', ...(language === '' ? {} : { language }), text }]
  }

  #container(make: (children: Block[]) => Block, node: JsonObject, depth: number): Block[] {
    if (!this.#allowance.take()) return []
    const children = this.read(contentOf(node), depth)
    return children.length === 0 ? [] : [make(children)]
  }

  /** Something that Jira folds, or draws by itself, under its title. */
  #titled(rawTitle: string, node: JsonObject, depth: number): Block[] {
    if (!this.#allowance.take()) return []
    const title = this.#allowance.name(rawTitle)
    const children = this.read(contentOf(node), depth)
    if (title === '' && children.length === 0) return []
    return [{ type: 'panel', ...(title === '' ? {} : { title }), tone: 'plain', children }]
  }

  #list(node: JsonObject, depth: number): Block[] {
    if (!this.#allowance.take()) return []
    const items: Block[][] = []
    for (const entry of contentOf(node)) {
      if (!this.#allowance.visit() || !this.#allowance.take()) break
      const item = objectOf(entry)
      if (!item) continue
      const last = items.at(-1)
      // A task list in a task list stands beside the items, not in one of them.
      if (typeOf(item) === 'taskList' && last) for (const block of this.read([item], depth)) last.push(block)
      else items.push(this.#item(item, depth))
    }
    if (items.length === 0) return []
    const order = attribute(node, 'order')
    const start = typeof order === 'number' && Number.isInteger(order) && order > 1 && order < 1_000_000 ? order : null
    const ordered = typeOf(node) === 'orderedList'
    return [{ type: 'list', ordered, ...(ordered && start !== null ? { start } : {}), items }]
  }

  #item(item: JsonObject, depth: number): Block[] {
    const sign = signOf(item)
    if (sign === '') return typeOf(item) === 'listItem' ? this.read(contentOf(item), depth) : this.read([item], depth)
    const blocks = this.read(contentOf(item), depth)
    const [first] = blocks
    const shown = textNodes(sign, plain, this.#allowance)
    if (first?.type === 'paragraph') first.children.unshift(...shown)
    else if (this.#allowance.take()) blocks.unshift({ type: 'paragraph', children: shown })
    return blocks
  }

  /** Nested too deeply to be shown as it is: its words, line by line. */
  #flat(node: JsonObject): Block[] {
    this.#allowance.tooDeep()
    return this.#words(this.#allowance.words(node))
  }

  #words(words: string): Block[] {
    return words === '' ? [] : this.#paragraph(() => withoutEndBreaks(textNodes(words, plain, this.#allowance)))
  }
}

/**
 * Renders a document. Anything may be handed in: what is no ADF yields no blocks, or the text found in it. Never throws;
 * time is linear in the document, and what lies past the limits is left out (`truncated`).
 * @param document ADF, parsed or as JSON.
 * @param limits `length` counts what is shown, not the JSON: text, addresses, and a little for each node.
 */
export function renderAdf(document: unknown, limits: Limits = defaultLimits): RichText {
  const root = objectOf(parsedAdf(document))
  if (!root) return { blocks: [], truncated: false }
  const allowance = new Allowance(limits)
  const isWhole = typeOf(root) === 'doc'
  const blocks = new BlockReader(allowance).read(isWhole ? contentOf(root) : [root], 0)
  return { blocks, truncated: allowance.truncated }
}
