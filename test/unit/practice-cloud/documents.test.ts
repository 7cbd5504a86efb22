/** Wiki markup to documents: over all recorded issues, and the constructs one by one. */
import { expect, test } from 'vitest'
import { plainText, toDocument } from '../../jira/cloud/adf/convert.ts'
import type { AdfNode } from '../../jira/cloud/adf/nodes.ts'
import { loadCorpus } from '../../jira/issues/corpus.ts'
import { IssueStore } from '../../jira/issues/store.ts'
import { fieldOf } from '../../jira/issues/types.ts'

/** What each block may hold, as far as it is made here (from Atlassian's document structure pages). */
const inlines = ['text', 'hardBreak', 'mention', 'inlineCard', 'mediaInline']
const mayHold: Readonly<Record<string, readonly string[]>> = {
  doc: ['paragraph', 'heading', 'bulletList', 'orderedList', 'codeBlock', 'panel', 'blockquote', 'rule', 'table'],
  paragraph: inlines,
  heading: inlines,
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: ['paragraph', 'bulletList', 'orderedList'],
  codeBlock: ['text'],
  panel: ['paragraph', 'heading', 'bulletList', 'orderedList', 'codeBlock'],
  blockquote: ['paragraph', 'bulletList', 'orderedList', 'codeBlock'],
  table: ['tableRow'],
  tableRow: ['tableHeader', 'tableCell'],
  tableHeader: ['paragraph'],
  tableCell: ['paragraph']
}

function faultsOf(node: AdfNode): string[] {
  const held = node.content ?? []
  const wrong = held.filter((child) => mayHold[node.type]?.includes(child.type) !== true)
  const faults = wrong.map((child) => `${child.type} in ${node.type}`)
  if (node.type === 'text' && (node.text ?? '') === '') faults.push('empty text')
  if (node.type === 'listItem' && held[0]?.type !== 'paragraph') faults.push('item without a paragraph')
  if (/^(panel|blockquote|tableRow|table|bulletList|orderedList)$/.test(node.type) && held.length === 0)
    faults.push(`empty ${node.type}`)
  return [...faults, ...held.flatMap(faultsOf)]
}

test('every recorded description becomes a document that is put together as documents are', () => {
  const store = new IssueStore()
  loadCorpus(store)
  const texts = store
    .projects()
    .flatMap((project) => project.index.orders.id.items)
    .map((issue) => fieldOf(issue, 'description'))
    .filter((text) => typeof text === 'string')
  expect(texts.length).toBeGreaterThan(500)
  const faults = texts.flatMap((text) => faultsOf(toDocument(text)))
  expect([...new Set(faults)]).toEqual([])
  // The words stay: links lose their addresses, macros their options, everything else is there.
  const lettersOf = (text: string) => (text.match(/[a-z]{4,}/gi) ?? []).length
  const before = texts.reduce((sum, text) => sum + lettersOf(text), 0)
  const after = texts.reduce((sum, text) => sum + lettersOf(plainText(toDocument(text))), 0)
  expect(after / before).toBeGreaterThan(0.9)
})

const text = (words: string, ...marks: string[]) =>
  marks.length === 0
    ? { type: 'text', text: words }
    : { type: 'text', text: words, marks: marks.map((type) => ({ type })) }
const par = (...content: unknown[]) => ({ type: 'paragraph', content })

test.each([
  ['one\ntwo\n\nthree', [par(text('one'), { type: 'hardBreak' }, text('two')), par(text('three'))]],
  ['h2. Title', [{ type: 'heading', attrs: { level: 2 }, content: [text('Title')] }]],
  [
    'a *b* _c_ {{d}} -e-',
    [
      par(
        text('a '),
        text('b', 'strong'),
        text(' '),
        text('c', 'em'),
        text(' '),
        text('d', 'code'),
        text(' '),
        text('e', 'strike')
      )
    ]
  ],
  [
    '{code:java}\nint a;\n\n{code}\nrest',
    [{ type: 'codeBlock', attrs: { language: 'java' }, content: [text('int a;\n')] }, par(text('rest'))]
  ],
  ['{noformat}never closed', [{ type: 'codeBlock', attrs: {}, content: [text('never closed')] }]],
  ['{panel}in{panel}', [{ type: 'panel', attrs: { panelType: 'info' }, content: [par(text('in'))] }]],
  [
    '* a\n** b\n* c',
    [
      {
        type: 'bulletList',
        content: [
          {
            type: 'listItem',
            content: [
              par(text('a')),
              { type: 'bulletList', content: [{ type: 'listItem', content: [par(text('b'))] }] }
            ]
          },
          { type: 'listItem', content: [par(text('c'))] }
        ]
      }
    ]
  ],
  ['# a', [{ type: 'orderedList', attrs: { order: 1 }, content: [{ type: 'listItem', content: [par(text('a'))] }] }]],
  ['----', [{ type: 'rule' }]],
  [
    '[label|https://example.com]',
    [par({ type: 'text', text: 'label', marks: [{ type: 'link', attrs: { href: 'https://example.com' } }] })]
  ],
  ['[not a link]', [par(text('[not a link]'))]],
  ['https://example.com/a', [par({ type: 'inlineCard', attrs: { url: 'https://example.com/a' } })]],
  ['', []]
])('%j', (wiki, content) => {
  expect(toDocument(wiki)).toEqual({ version: 1, type: 'doc', content })
})

test('a table with a header', () => {
  const { content } = toDocument('||a||b||\n|c|d|')
  expect(content[0]?.content?.map((row) => row.content?.map((cell) => cell.type))).toEqual([
    ['tableHeader', 'tableHeader'],
    ['tableCell', 'tableCell']
  ])
})
