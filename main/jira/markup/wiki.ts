/**
 * Jira's wiki markup as a tree of harmless nodes. Source of the notation: Text Formatting Notation Help, Atlassian.
 * What is not understood stays visible as text.
 */
import type { Block, RichText } from '../../../preload/contract/rich-text.ts'
import { BlockReader, type Piece } from './wiki-blocks.ts'
import { Budget, defaultLimits, type Limits } from './wiki-budget.ts'
import type { InlineState } from './wiki-inline.ts'
import { readParameters, splitMacros, type Part } from './wiki-macros.ts'

interface Frame {
  /** Null for the text itself, and for macros nested too deeply, whose content is shown without them. */
  readonly tag: { readonly name: string; readonly parameters: string } | null
  readonly pieces: Piece[]
}

const tones = { panel: 'plain', info: 'info', note: 'note', warning: 'warning', tip: 'tip' } as const

/** Lines that touch a macro: what is left of the macro's own line is no blank line, which would end a list. */
function linesBetween(text: string, afterMacro: boolean, beforeMacro: boolean): string[] {
  const lines = text.split('\n')
  if (afterMacro && lines[0]?.trim() === '') lines.shift()
  if (beforeMacro && lines.at(-1)?.trim() === '') lines.pop()
  return lines
}

const shown = (value: string | undefined): string | undefined => {
  const text = value?.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').slice(0, 200)
  return text === '' ? undefined : text
}

function codeBlock(part: Part & { kind: 'verbatim' }): Block {
  const parameters = readParameters(part.parameters)
  const language =
    part.name === 'code' ? shown(parameters.get('language') ?? parameters.get('lang') ?? parameters.get('')) : undefined
  const title = shown(parameters.get('title'))
  const text = part.text
    .replace(/^[ \t]*\n/, '')
    .trimEnd()
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '')
  return {
    type: 'code',
    ...(language === undefined ? {} : { language }),
    ...(title === undefined ? {} : { title }),
    text
  }
}

function container({ name, parameters }: NonNullable<Frame['tag']>, children: Block[]): Block {
  if (name === 'quote') return { type: 'quote', children }
  const title = shown(readParameters(parameters).get('title'))
  return {
    type: 'panel',
    ...(title === undefined ? {} : { title }),
    tone: tones[name as keyof typeof tones] ?? 'plain',
    children
  }
}

/** A colour ends with the macro it began in. */
function readPieces(pieces: readonly Piece[], budget: Budget): Block[] {
  let colorEnds = 0
  for (const piece of pieces) if (typeof piece === 'string') colorEnds += piece.split(/\{color\}/i).length - 1
  const state: InlineState = { budget, color: undefined, colorEnds }
  return new BlockReader(state).read(pieces)
}

/** Renders wiki markup. Never throws; time is linear in the text, and text past the limits is left out (`truncated`). */
export function renderWiki(source: string, limits: Limits = defaultLimits): RichText {
  const budget = new Budget(limits)
  if (source.length > limits.length) budget.truncated = true
  const text = source.slice(0, limits.length).replace(/\r\n?/g, '\n')
  const root: Frame = { tag: null, pieces: [] }
  const stack: Frame[] = [root]
  let depth = 0
  const parts = splitMacros(text)
  for (const [i, part] of parts.entries()) {
    const frame = stack.at(-1) as Frame
    if (part.kind === 'text') {
      // One by one: as arguments of one call a million lines overflow the stack.
      for (const line of linesBetween(part.text, i > 0, i < parts.length - 1)) frame.pieces.push(line)
    } else if (part.kind === 'verbatim') {
      if (budget.take()) frame.pieces.push(codeBlock(part))
    } else if (part.kind === 'open') {
      if (depth >= limits.depth) budget.truncated = true
      stack.push(depth < limits.depth ? { tag: part, pieces: [] } : { tag: null, pieces: frame.pieces })
      depth++
    } else {
      stack.pop()
      depth--
      if (frame.tag === null) continue
      const block = container(frame.tag, readPieces(frame.pieces, budget))
      if (budget.take()) (stack.at(-1) as Frame).pieces.push(block)
    }
  }
  return { blocks: readPieces(root.pieces, budget), truncated: budget.truncated }
}
