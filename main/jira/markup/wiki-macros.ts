/** Splits wiki text at the macros that make blocks: `{code}`, `{noformat}`, `{quote}`, `{panel}`, `{info}` and their like. */

export interface Tag {
  readonly kind: 'open' | 'close'
  readonly name: string
  readonly parameters: string
}

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'verbatim'
      readonly name: 'code' | 'noformat'
      readonly parameters: string
      readonly text: string
    }
  | Tag

const verbatim = new Set(['code', 'noformat'])
/** Columns of a page: what is in them is shown one below the other. */
const transparent = new Set(['section', 'column'])

const tag = /([\\{]?)\{(code|noformat|quote|panel|info|note|warning|tip|section|column)(?::([^{}\n]{0,1000}))?\}/gi

interface Raw {
  readonly start: number
  readonly end: number
  readonly name: string
  readonly parameters: string | undefined
  role: 'text' | 'open' | 'close' | 'drop'
}

/** Ends of `{code}` and `{noformat}`, each looked for once past the last known one. */
function verbatimEnd(text: string, name: string, from: number, none: Set<string>): number {
  if (none.has(name)) return -1
  const end = new RegExp(`\\{${name}\\}`, 'gi')
  end.lastIndex = from
  const at = end.exec(text)?.index ?? -1
  if (at < 0) none.add(name)
  return at
}

/** A tag without parameters ends the open one of its name if there is one; whatever is left open was no tag. */
function pair(raws: readonly Raw[]): void {
  const stack: Raw[] = []
  const open = new Map<string, number>()
  for (const raw of raws) {
    if (raw.role === 'drop') continue
    if (raw.parameters === undefined && (open.get(raw.name) ?? 0) > 0) {
      for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
        open.set(top.name, (open.get(top.name) ?? 1) - 1)
        if (top.name !== raw.name) continue
        top.role = 'open'
        raw.role = 'close'
        break
      }
    } else {
      stack.push(raw)
      open.set(raw.name, (open.get(raw.name) ?? 0) + 1)
    }
  }
}

/** Cuts `text` into plain text, verbatim blocks and properly nested opening and closing tags. Linear. */
export function splitMacros(text: string): Part[] {
  const pieces: (Raw | Part)[] = []
  const raws: Raw[] = []
  const none = new Set<string>()
  tag.lastIndex = 0
  let from = 0
  for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
    const name = (match[2] ?? '').toLowerCase()
    // `\{code}` is meant literally, and `{{code}}` is the word in monospace.
    if (match[1] !== '') continue
    const start = match.index
    const end = tag.lastIndex
    if (verbatim.has(name)) {
      const close = verbatimEnd(text, name, end, none)
      // A bare `{code}` before a `{code:java}` that is ended is the forgotten half of another one.
      if (close < 0 || (match[3] === undefined && text.slice(end, close).toLowerCase().includes(`{${name}:`))) continue
      pieces.push({ kind: 'text', text: text.slice(from, start) })
      pieces.push({
        kind: 'verbatim',
        name: name as 'code' | 'noformat',
        parameters: match[3] ?? '',
        text: text.slice(end, close)
      })
      from = tag.lastIndex = close + name.length + 2
      continue
    }
    const raw: Raw = { start, end, name, parameters: match[3], role: transparent.has(name) ? 'drop' : 'text' }
    pieces.push({ kind: 'text', text: text.slice(from, start) }, raw)
    raws.push(raw)
    from = end
  }
  pieces.push({ kind: 'text', text: text.slice(from) })
  pair(raws)
  return join(text, pieces)
}

/** Tags that turned out to be none become text again, in one piece with their neighbours. */
function join(text: string, pieces: readonly (Raw | Part)[]): Part[] {
  const parts: Part[] = []
  let held: string[] = []
  const flush = (): void => {
    const joined = held.join('')
    held = []
    if (joined !== '') parts.push({ kind: 'text', text: joined })
  }
  for (const piece of pieces) {
    if ('role' in piece) {
      if (piece.role === 'text') held.push(text.slice(piece.start, piece.end))
      else if (piece.role === 'drop') held.push('\n\n')
      else {
        flush()
        parts.push({ kind: piece.role, name: piece.name, parameters: piece.parameters ?? '' })
      }
    } else if (piece.kind === 'text') held.push(piece.text)
    else {
      flush()
      parts.push(piece)
    }
  }
  flush()
  return parts
}

/** `java|title=Main.java` → `{ '': 'java', title: 'Main.java' }`; a second nameless one is a title, as people write it. */
export function readParameters(written: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of written.split('|')) {
    const at = part.indexOf('=')
    const name = at >= 0 ? part.slice(0, at).trim().toLowerCase() : found.has('') ? 'title' : ''
    if (!found.has(name)) found.set(name, part.slice(at + 1).trim())
  }
  return found
}
