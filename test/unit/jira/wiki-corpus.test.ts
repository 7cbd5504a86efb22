/** Every description and comment of real issues: nothing throws, everything fits the contract, no word is lost. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { renderWiki } from '../../../main/jira/markup/wiki.ts'
import { richTextSchema, type Block, type Inline } from '../../../preload/contract/rich-text.ts'

interface Issue {
  readonly key: string
  readonly fields: {
    readonly description?: string | null
    readonly comment?: { readonly comments: readonly { readonly body?: string }[] }
  }
}

/** Apache 2.0, see the LICENSE beside the files. */
function corpus(project: string): [key: string, text: string][] {
  const file = new URL(`../../jira/corpus/tidev-${project}.jsonl.gz`, import.meta.url)
  return gunzipSync(readFileSync(file))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { key, fields } = JSON.parse(line) as Issue
      return [fields.description, ...(fields.comment?.comments ?? []).map(({ body }) => body)]
        .filter((text): text is string => typeof text === 'string')
        .map((text): [string, string] => [key, text])
    })
}

const inline = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'text' || node.type === 'emoji') return node.text
      if (node.type === 'link') return ` ${inline(node.children)} ${node.href} `
      return node.type === 'break' ? '\n' : ` ${node.name} `
    })
    .join('')

const words = (block: Block): string => {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inline(block.children)
    case 'list':
      return block.items.flat().map(words).join('\n')
    case 'table':
      return block.rows
        .flat()
        .map((cell) => inline(cell.children))
        .join('\n')
    case 'code':
      return [block.language, block.title, block.text].join('\n')
    case 'quote':
      return block.children.map(words).join('\n')
    case 'panel':
      return [block.title, ...block.children.map(words)].join('\n')
    case 'rule':
      return ''
  }
}

const count = (text: string): Map<string, number> => {
  const found = new Map<string, number>()
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) found.set(word, (found.get(word) ?? 0) + 1)
  return found
}

/** What is markup and not words: macros and their parameters, heading and quote marks, image options, emoticons, entities. */
const withoutMarkup = (text: string): string =>
  text
    .replace(
      /\{(?:code|noformat|quote|panel|color|info|note|warning|tip|section|column|anchor)(?::[^{}\n]*)?\}/gi,
      '\n'
    )
    .replace(/^\s*(?:h[1-6]\.|bq\.)/gm, ' ')
    .replace(/\|(?:thumbnail|width=[^!|\n]*|height=[^!|\n]*)!/g, '!')
    .replace(/:[PpD](?![\p{L}\p{N}])|\((?:y|n|i|x|on|off|flag)\)/gu, ' ')
    .replace(/&[a-z]+;/g, ' ')
    .replace(/\[([^\]|\n]*)\|/g, ' $1 ')

describe.each(['MOD', 'DAEMON'])('%s', (project) => {
  const texts = corpus(project)

  test('is really there', () => {
    expect(texts.length).toBeGreaterThan(300)
  })

  test('all of it fits the contract, whole', () => {
    const odd = texts.filter(([, text]) => {
      const tree = renderWiki(text)
      return tree.truncated || !richTextSchema.safeParse(tree).success
    })
    expect(odd).toEqual([])
  })

  test('no word is lost', () => {
    const lost: string[] = []
    for (const [key, text] of texts) {
      const shown = count(renderWiki(text).blocks.map(words).join('\n'))
      for (const [word, times] of count(withoutMarkup(text)))
        if ((shown.get(word) ?? 0) < times) lost.push(`${key}: ${word}`)
    }
    expect(lost).toEqual([])
  })
})
