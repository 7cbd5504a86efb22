/** One or several lines of Jira's wiki markup: marks, links, mentions, colours. Linear in the length of the text. */
import type { Inline, Mark } from '../../../preload/contract/rich-text.ts'
import { decodeEntities } from './html-entities.ts'
import type { Budget } from './wiki-budget.ts'
import { readBareLink, readBracket, readImage, type Found } from './wiki-links.ts'
import { readColor, readEmoticon } from './wiki-symbols.ts'

/** What outlives a line: a colour may span paragraphs. */
export interface InlineState {
  readonly budget: Budget
  color: string | undefined
  /** `{color}` tags still to come; a colour that is never ended is not begun. */
  colorEnds: number
}

type Token =
  | { kind: 'text'; text: string; code?: true }
  | { kind: 'mark'; mark: Mark; text: string; opens: boolean; closes: boolean; matched?: 'open' | 'close' }
  | { kind: 'node'; node: Inline }
  | { kind: 'color'; color: string | undefined }

const marks: Readonly<Record<string, Mark>> = {
  '*': 'strong',
  _: 'emphasis',
  '-': 'strike',
  '+': 'underline',
  '^': 'superscript',
  '~': 'subscript',
  '??': 'citation'
}

const special = /[\\{[!*_+^~?(:;-]|https?:\/\/|mailto:|www\./giu
const wordCharacter = /[\p{L}\p{N}]/u
const isWord = (c: string | undefined): boolean => c !== undefined && wordCharacter.test(c)
const isBlank = (c: string | undefined): boolean => c === undefined || /\s/.test(c)

/** Text direction overrides and control characters can make a text read as another one. */
const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (c) => (c === '\t' ? ' ' : ''))
const unescape = (text: string): string => text.replace(/\\([^\p{L}\p{N}\s])/gu, '$1')

const mono = /\{\{([^\n]*?)\}\}/y
const forced = /\{([*_+^~-]|\?\?)\}/y
const macro = /\{(color|anchor)(?::([^{}\n]{0,200}))?\}/iy

class LineReader {
  readonly tokens: Token[] = []
  readonly #line: string
  readonly #state: InlineState
  readonly #links: boolean
  #from = 0
  #monoEnds = true
  #nodes = 0

  constructor(line: string, state: InlineState, links: boolean) {
    this.#line = line
    this.#state = state
    this.#links = links
  }

  read(): Token[] {
    const line = this.#line
    const { budget } = this.#state
    special.lastIndex = 0
    for (let match = special.exec(line); match !== null; match = special.exec(line)) {
      const at = match.index
      if (this.#nodes > budget.left || this.tokens.length > budget.left * 3 + 1_000) {
        budget.truncated = true
        this.#text(at)
        return this.tokens
      }
      const resume = this.#special(match[0], at)
      special.lastIndex = Math.max(resume, at + 1)
    }
    this.#text(line.length)
    return this.tokens
  }

  /** Ends the plain text at `at`, to go on at `next`. */
  #text(at: number, next = at): void {
    if (at > this.#from) this.tokens.push({ kind: 'text', text: this.#line.slice(this.#from, at) })
    this.#from = next
  }

  #push(at: number, next: number, ...tokens: Token[]): number {
    this.#text(at, next)
    this.tokens.push(...tokens)
    if (tokens[0]?.kind === 'node') this.#nodes++
    return next
  }

  /** Returns where to go on looking. */
  #special(found: string, at: number): number {
    const line = this.#line
    switch (found) {
      case '\\':
        return this.#backslash(at)
      case '{':
        return this.#brace(at)
      case '[':
        return this.#found(at, this.#links ? readBracket(line, at) : null)
      case '!':
        return this.#found(at, isWord(line[at - 1]) ? null : readImage(line, at))
      case '(':
      case ':':
      case ';':
        return this.#emoticon(at)
      case '*':
      case '_':
      case '+':
      case '^':
      case '~':
      case '-':
      case '?':
        return this.#mark(found, at)
      default:
        return this.#found(at, this.#links && !isWord(line[at - 1]) ? readBareLink(line, at) : null)
    }
  }

  #backslash(at: number): number {
    const next = this.#line[at + 1]
    if (next === '\\') return this.#push(at, at + 2, { kind: 'node', node: { type: 'break' } })
    if (next === undefined || isBlank(next) || isWord(next)) return at + 1
    return this.#push(at, at + 2, { kind: 'text', text: next })
  }

  #brace(at: number): number {
    const line = this.#line
    if (line[at + 1] === '{') {
      if (!this.#monoEnds) return at + 2
      mono.lastIndex = at
      const match = mono.exec(line)
      if (match === null) {
        this.#monoEnds = false
        return at + 2
      }
      // `{{x}}}`: the last two braces end it.
      const end = line[mono.lastIndex] === '}' ? mono.lastIndex + 1 : mono.lastIndex
      return this.#push(at, end, { kind: 'text', text: unescape(line.slice(at + 2, end - 2)), code: true })
    }
    forced.lastIndex = at
    const force = forced.exec(line)
    if (force) {
      const mark = marks[force[1] ?? ''] as Mark
      return this.#push(at, forced.lastIndex, { kind: 'mark', mark, text: '', opens: true, closes: true })
    }
    macro.lastIndex = at
    const match = macro.exec(line)
    if (match === null) return at + 1
    const end = macro.lastIndex
    if (match[1]?.toLowerCase() === 'anchor') return this.#push(at, end)
    if (match[2] === undefined) {
      this.#state.colorEnds--
      return this.#push(at, end, { kind: 'color', color: undefined })
    }
    return this.#push(at, end, { kind: 'color', color: this.#state.colorEnds > 0 ? readColor(match[2]) : undefined })
  }

  #found(at: number, found: Found | null): number {
    if (found === null) return at + 1
    const { node, alias, end } = found
    if (alias === undefined) return this.#push(at, end, ...(node ? [{ kind: 'node', node } as const] : []))
    const children = readInline(alias, this.#state, false)
    if (node?.type === 'link') return this.#push(at, end, { kind: 'node', node: { ...node, children } })
    const words: Token[] = children.map((child) => ({ kind: 'node', node: child }))
    return this.#push(
      at,
      end,
      ...words,
      ...(node ? [{ kind: 'text', text: ' ' } as const, { kind: 'node', node } as const] : [])
    )
  }

  #emoticon(at: number): number {
    const line = this.#line
    const found = isWord(line[at - 1]) ? null : readEmoticon(line, at)
    if (found === null || isWord(line[at + found.length])) return at + 1
    return this.#push(at, at + found.length, { kind: 'node', node: { type: 'emoji', text: found.shown } })
  }

  #mark(c: string, at: number): number {
    const line = this.#line
    let end = at + 1
    while (line[end] === c) end++
    const run = end - at
    const before = line[at - 1]
    const after = line[end]
    if (c === '-' && (run === 2 || run === 3) && isBlank(before) && isBlank(after)) {
      return this.#push(at, end, { kind: 'text', text: run === 2 ? '–' : '—' })
    }
    if (run !== (c === '?' ? 2 : 1)) return end
    const written = line.slice(at, end)
    const mark = marks[written]
    if (mark === undefined) return end
    const opens = !isWord(before) && !isBlank(after)
    const closes = !isBlank(before) && !isWord(after)
    return opens || closes ? this.#push(at, end, { kind: 'mark', mark, text: written, opens, closes }) : end
  }
}

/** Pairs each opening mark with the next closing one of its kind. What stays alone is text. */
function pairMarks(tokens: Token[]): void {
  const open = new Map<Mark, { token: Token & { kind: 'mark' }; at: number }>()
  tokens.forEach((token, at) => {
    if (token.kind !== 'mark') return
    const begun = open.get(token.mark)
    if (begun && token.closes && at > begun.at + 1) {
      begun.token.matched = 'open'
      token.matched = 'close'
      open.delete(token.mark)
    } else if (token.opens && !begun) open.set(token.mark, { token, at })
  })
}

class Writer {
  readonly out: Inline[] = []
  readonly #active = new Set<Mark>()
  readonly #state: InlineState

  constructor(state: InlineState) {
    this.#state = state
  }

  line(tokens: readonly Token[]): void {
    for (const token of tokens) {
      if (this.#state.budget.spent) {
        this.#state.budget.truncated = true
        break
      }
      if (token.kind === 'color') this.#state.color = token.color
      else if (token.kind === 'node') this.node(token.node)
      else if (token.kind === 'text')
        this.#text(token.code ? token.text : decodeEntities(token.text), token.code ? ['code'] : [])
      else if (token.matched === 'open') this.#active.add(token.mark)
      else if (token.matched === 'close') this.#active.delete(token.mark)
      else this.#text(token.text, [])
    }
    this.#active.clear()
  }

  node(node: Inline): void {
    if (node.type === 'text') return this.#text(node.text, node.marks ?? [])
    if (!this.#state.budget.take()) return
    if (node.type !== 'link') this.out.push('name' in node ? { ...node, name: harmless(node.name) } : node)
    else this.out.push({ ...node, children: this.#children(node.children) })
  }

  #children(children: readonly Inline[]): Inline[] {
    return children
      .filter(() => this.#state.budget.take())
      .map((child) => (child.type === 'text' ? this.#marked(child.text, child.marks ?? []) : child))
  }

  #marked(text: string, more: readonly Mark[]): Inline & { type: 'text' } {
    const all = [...new Set([...this.#active, ...more])]
    const { color } = this.#state
    return {
      type: 'text',
      text: harmless(text),
      ...(all.length > 0 ? { marks: all } : {}),
      ...(color === undefined ? {} : { color })
    }
  }

  #text(text: string, more: readonly Mark[]): void {
    const made = this.#marked(text, more)
    if (made.text === '') return
    const last = this.out.at(-1)
    if (last?.type === 'text' && last.color === made.color && (last.marks ?? []).join() === (made.marks ?? []).join())
      last.text += made.text
    else if (this.#state.budget.take()) this.out.push(made)
  }
}

/** Reads text of one or several lines, with a break between them. `links: false` inside a link's own words. */
export function readInline(source: string, state: InlineState, links = true): Inline[] {
  const writer = new Writer(state)
  const lines = source.split('\n')
  for (const [i, line] of lines.entries()) {
    if (state.budget.spent) {
      state.budget.truncated = true
      break
    }
    if (i > 0) writer.node({ type: 'break' })
    const tokens = new LineReader(line.trim(), state, links).read()
    pairMarks(tokens)
    writer.line(tokens)
  }
  return writer.out
}
