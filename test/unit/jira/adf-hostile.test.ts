/** Documents made to hurt by depth or length: the result is of the contract and bounded, and nothing overflows. */
import { describe, expect, test } from 'vitest'
import { renderAdf } from '../../../main/jira/markup/adf.ts'
import { adfText } from '../../../main/jira/markup/adf-text.ts'
import { defaultLimits } from '../../../main/jira/markup/wiki-budget.ts'
import { richTextSchema, type RichText } from '../../../preload/contract/rich-text.ts'
import { containers, measure } from './adf-support.ts'

function expectBounded(tree: RichText): void {
  expect(richTextSchema.safeParse(tree).success).toBe(true)
  const { nodes, depth, characters } = measure(tree)
  expect(nodes).toBeLessThanOrEqual(defaultLimits.nodes)
  expect(depth).toBeLessThanOrEqual(defaultLimits.depth + 1)
  // A little more than the length: the last name or address that is begun is finished.
  expect(characters).toBeLessThanOrEqual(defaultLimits.length + 10_000)
}

describe('nested', () => {
  test.each(containers)('10,000 × %j, and the text at the bottom is shown', (type) => {
    const json = `${`{"type":"${type}","content":[`.repeat(10_000)}{"type":"text","text":"bottom"}${']}'.repeat(10_000)}`
    const tree = renderAdf(json)
    expectBounded(tree)
    // Text and files have nothing below them; everything else is shown by what it contains.
    if (type !== 'text') expect(JSON.stringify(tree)).toContain('bottom')
    expect(adfText(json)).toBe('bottom')
  })

  test('each container in each, over and over', () => {
    const level = containers.map((type) => `{"type":"${type}","attrs":{"title":"t"},"content":[`)
    const json = `${level.join('').repeat(400)}{"type":"text","text":"bottom"}${']}'.repeat(containers.length * 400)}`
    const tree = renderAdf(json)
    expectBounded(tree)
    expect(JSON.stringify(tree)).toContain('bottom')
    expect(adfText(json)).toContain('bottom')
  })
})

describe('long', () => {
  const list = (type: string, ...content: unknown[]) => ({ type, content })
  /** Not by arguments: a call takes only so many. */
  const listOf = (type: string, content: unknown[]) => ({ type, content })
  const text = (value: string) => ({ type: 'text', text: value })
  const many = <T>(one: T): T[] => Array.from({ length: 300_000 }, () => one)
  const megabyte = 'x '.repeat(500_000)
  const marks = many({ type: 'strong' })

  test.each<[string, unknown]>([
    ['paragraphs', listOf('doc', many(list('paragraph', text('a'))))],
    ['empty paragraphs', listOf('doc', many(list('paragraph')))],
    ['nothings', listOf('doc', many(null))],
    ['texts', listOf('paragraph', many(text('a')))],
    ['empty texts', listOf('paragraph', many(text('')))],
    ['breaks', listOf('paragraph', many({ type: 'hardBreak' }))],
    ['items', listOf('bulletList', many(list('listItem', text('a'))))],
    ['empty items', listOf('orderedList', many({}))],
    ['rows', listOf('table', many(list('tableRow', list('tableCell', text('a')))))],
    ['cells', list('table', listOf('tableRow', many({ type: 'tableCell' })))],
    ['rules', listOf('doc', many({ type: 'rule' }))],
    ['code blocks', listOf('doc', many({ type: 'codeBlock' }))],
    ['unknown nodes', listOf('doc', many({ type: 'x' }))],
    ['files', listOf('mediaGroup', many({ type: 'media' }))],
    ['links', listOf('paragraph', many({ type: 'inlineCard', attrs: { url: 'https://example.com/' } }))],
    [
      'parts of one link',
      listOf(
        'paragraph',
        many({ type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: 'https://a.example/' } }] })
      )
    ],
    ['marks', list('paragraph', { type: 'text', text: 'a', marks })],
    ['a text', list('paragraph', text(megabyte))],
    ['line ends', list('paragraph', text('\n'.repeat(1_000_000)))],
    ['lines', list('paragraph', text('a\n'.repeat(500_000)))],
    ['code', list('codeBlock', text(megabyte))],
    [
      'code in a cell',
      list('table', list('tableRow', list('tableCell', list('codeBlock', text('a\n'.repeat(500_000))))))
    ],
    ['names', list('paragraph', { type: 'mention', attrs: { text: megabyte } })],
    ['an address', list('paragraph', { type: 'inlineCard', attrs: { url: `https://example.com/${'x'.repeat(1e6)}` } })],
    ['a title', { type: 'expand', attrs: { title: megabyte }, content: [list('paragraph', text('a'))] }],
    ['colours', list('paragraph', { ...text('a'), marks: [{ type: 'textColor', attrs: { color: megabyte } }] })]
  ])('%s', (_, document) => {
    const tree = renderAdf(list('doc', document))
    expectBounded(tree)
    expect(adfText(list('doc', document)).length).toBeLessThanOrEqual(200_000)
  })

  test('what is left out is said to be', () => {
    for (const document of [many(text('a')), many(list('paragraph', text('a'))), [text(megabyte)], many(null)].map(
      (all) => listOf('doc', all)
    )) {
      // 300,000 nothings are looked at, all of them, and nothing is missing.
      expect(renderAdf(document).truncated).toBe(document.content[0] !== null)
    }
  })

  test('a small length holds nodes without text, too: a reply has room for so much', () => {
    for (const type of ['rule', 'codeBlock', 'media', 'panel']) {
      const tree = renderAdf(listOf('doc', many({ type, content: [{ type: 'rule' }] })), {
        ...defaultLimits,
        length: 1_000
      })
      expect(measure(tree).nodes).toBeLessThanOrEqual(51)
      expect(tree.truncated).toBe(true)
    }
  })

  test('the same tree in many places ends, too', () => {
    let shared: unknown = text('a')
    for (let i = 0; i < 60; i++) shared = { type: 'unknown', content: [shared, shared, { type: 'x' }] }
    const tree = renderAdf(shared)
    expectBounded(tree)
    expect(tree.truncated).toBe(true)
    expect(adfText(shared).length).toBeLessThanOrEqual(200_000)
  })
})
