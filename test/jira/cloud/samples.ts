/** Hand-made rich descriptions: the nodes of the format that wiki markup does not lead to, and a few traps. */
import type { Project } from '../issues/types.ts'
import { accountIdOf } from './accounts.ts'
import { doc, paragraph, words, type AdfDocument, type AdfNode } from './adf/nodes.ts'

const everyMark = paragraph([
  words('strong', { type: 'strong' }),
  words(' '),
  words('em', { type: 'em' }),
  words(' '),
  words('strike', { type: 'strike' }),
  words(' '),
  words('underline', { type: 'underline' }),
  words(' '),
  words('code', { type: 'code' }),
  words(' H'),
  words('2', { type: 'subsup', attrs: { type: 'sub' } }),
  words('O '),
  words('red', { type: 'textColor', attrs: { color: '#ff5630' } }),
  words(' '),
  words('marked', { type: 'backgroundColor', attrs: { color: '#fedec8' } }),
  words(' '),
  words('a link', { type: 'link', attrs: { href: 'https://example.com/path?a=1&b=2', title: 'Example' } }),
  words(' '),
  words('not one to open', { type: 'link', attrs: { href: 'javascript:alert(1)' } })
])

const inlineNodes = paragraph([
  { type: 'mention', attrs: { id: accountIdOf('anna'), text: '@Anna Nowak', accessLevel: '' } },
  words(' set '),
  {
    type: 'status',
    attrs: { text: 'BLOCKED', color: 'red', localId: '11111111-1111-4111-8111-111111111111', style: '' }
  },
  words(' until '),
  { type: 'date', attrs: { timestamp: '1767225600000' } },
  words(' '),
  { type: 'emoji', attrs: { shortName: ':thumbsup:', id: '1f44d', text: '👍' } },
  { type: 'hardBreak' },
  { type: 'inlineCard', attrs: { url: 'https://example.atlassian.net/browse/GLO-2' } }
])

const tasks: AdfNode = {
  type: 'taskList',
  attrs: { localId: '22222222-2222-4222-8222-222222222222' },
  content: [
    { type: 'taskItem', attrs: { localId: 'a', state: 'DONE' }, content: [words('Written down')] },
    { type: 'taskItem', attrs: { localId: 'b', state: 'TODO' }, content: [words('Agreed')] }
  ]
}

const decisions: AdfNode = {
  type: 'decisionList',
  attrs: { localId: '33333333-3333-4333-8333-333333333333' },
  content: [
    { type: 'decisionItem', attrs: { localId: 'c', state: 'DECIDED' }, content: [words('We keep the old name.')] }
  ]
}

const expandable: AdfNode = {
  type: 'expand',
  attrs: { title: 'More about it' },
  content: [paragraph([words('What was hidden.')])]
}

const media: AdfNode = {
  type: 'mediaSingle',
  attrs: { layout: 'center' },
  content: [
    {
      type: 'media',
      attrs: {
        id: '4478e39c-cf9b-41d1-ba92-68589487cd75',
        type: 'file',
        collection: '',
        alt: 'plan.png',
        width: 710,
        height: 163
      }
    }
  ]
}

const spannedTable: AdfNode = {
  type: 'table',
  attrs: { isNumberColumnEnabled: true, layout: 'default', localId: '44444444-4444-4444-8444-444444444444' },
  content: [
    {
      type: 'tableRow',
      content: [{ type: 'tableHeader', attrs: { colspan: 2 }, content: [paragraph([words('Both')])] }]
    },
    {
      type: 'tableRow',
      content: [
        { type: 'tableCell', attrs: { rowspan: 1, background: '#deebff' }, content: [paragraph([words('left')])] },
        { type: 'tableCell', attrs: {}, content: [paragraph([words('right')]), paragraph([])] }
      ]
    }
  ]
}

const panels: readonly AdfNode[] = ['info', 'note', 'warning', 'error', 'success'].map((panelType) => ({
  type: 'panel',
  attrs: { panelType },
  content: [paragraph([words(`A panel of the kind ${panelType}.`)])]
}))

/** A kind of node that does not exist yet: readers must get over it and keep what is inside. */
const unknown: AdfNode = { type: 'futureBlock', attrs: { x: 1 }, content: [paragraph([words('Text inside of it.')])] }

function nestedList(depth: number): AdfNode {
  const own = paragraph([words(`Level ${depth}`)])
  return {
    type: depth % 2 === 0 ? 'orderedList' : 'bulletList',
    content: [{ type: 'listItem', content: depth === 6 ? [own] : [own, nestedList(depth + 1)] }]
  }
}

export const richDescriptions: readonly AdfDocument[] = [
  doc([{ type: 'heading', attrs: { level: 2 }, content: [words('Every mark')] }, everyMark, inlineNodes]),
  doc([
    tasks,
    decisions,
    expandable,
    { type: 'rule' },
    media,
    { type: 'blockCard', attrs: { url: 'https://example.com/card' } }
  ]),
  doc([spannedTable, ...panels]),
  doc([
    unknown,
    nestedList(1),
    { type: 'codeBlock', attrs: { language: 'typescript' }, content: [words('const a = 1\n\nconst b = 2')] }
  ]),
  doc([])
]

/** The first issues of a project get them. */
export function addRichDescriptions(project: Project): void {
  const first = project.index.orders.id.items.slice(0, richDescriptions.length)
  for (const [at, issue] of first.entries()) issue.own = { ...issue.own, description: richDescriptions[at] }
}
