import { describe, expect, test } from 'vitest'
import type { Block } from '../../../preload/contract/rich-text.ts'
import { blocks, p, said, text } from './adf-support.ts'

describe('blocks', () => {
  test('headings keep to six levels', () => {
    expect(
      blocks(
        ...[1, 6, 0, 99, 2.5, NaN, '3'].map((level) => ({ type: 'heading', attrs: { level }, content: [text('h')] }))
      )
    ).toEqual(
      [1, 6, 1, 6, 2, 1, 1].map((level) => ({ type: 'heading', level, children: [{ type: 'text', text: 'h' }] }))
    )
  })

  test('lists in lists; an ordered one may begin later', () => {
    const item = (...content: unknown[]) => ({ type: 'listItem', content })
    const inner = { type: 'orderedList', attrs: { order: 3 }, content: [item(p(text('c')))] }
    expect(blocks({ type: 'bulletList', content: [item(p(text('a'))), item(p(text('b')), inner)] })).toEqual([
      {
        type: 'list',
        ordered: false,
        items: [[said('a')], [said('b'), { type: 'list', ordered: true, start: 3, items: [[said('c')]] }]]
      }
    ])
    for (const order of [1, 0, -3, 1.5, 1e9, '4', null]) {
      expect(blocks({ ...inner, attrs: { order } })).toEqual([{ type: 'list', ordered: true, items: [[said('c')]] }])
    }
  })

  test('tasks and decisions say whether they are done', () => {
    const task = (state: string, label: string) => ({ type: 'taskItem', attrs: { state }, content: [text(label)] })
    const signed = (sign: string, label: string): Block => ({
      type: 'paragraph',
      children: [
        { type: 'text', text: sign },
        { type: 'text', text: label }
      ]
    })
    expect(
      blocks(
        {
          type: 'taskList',
          content: [task('TODO', 'a'), task('DONE', 'b'), { type: 'taskList', content: [task('', 'c')] }]
        },
        { type: 'decisionList', content: [{ type: 'decisionItem', content: [text('d')] }] },
        { type: 'taskList', content: [{ type: 'blockTaskItem', content: [p(text('e')), p(text('f'))] }] }
      )
    ).toEqual([
      {
        type: 'list',
        ordered: false,
        items: [
          [signed('☐ ', 'a')],
          [signed('☑ ', 'b'), { type: 'list', ordered: false, items: [[signed('☐ ', 'c')]] }]
        ]
      },
      { type: 'list', ordered: false, items: [[signed('◆ ', 'd')]] },
      { type: 'list', ordered: false, items: [[signed('☐ ', 'e'), said('f')]] }
    ])
  })

  test('quotes, panels, rules', () => {
    const panel = (panelType: unknown) => ({ type: 'panel', attrs: { panelType }, content: [p(text('x'))] })
    const kinds = ['info', 'note', 'tip', 'success', 'warning', 'error', 'custom', 'toString', undefined]
    expect(blocks({ type: 'blockquote', content: [p(text('q'))] }, { type: 'rule' }, ...kinds.map(panel))).toEqual([
      { type: 'quote', children: [said('q')] },
      { type: 'rule' },
      ...['info', 'note', 'tip', 'tip', 'warning', 'warning', 'plain', 'plain', 'plain'].map((tone) => ({
        type: 'panel',
        tone,
        children: [said('x')]
      }))
    ])
  })

  test('code keeps its lines and indents', () => {
    expect(
      blocks(
        { type: 'codeBlock', attrs: { language: 'java' }, content: [text('  if (a)\r\n'), text('\tb\u202e()\n\n')] },
        { type: 'codeBlock' }
      )
    ).toEqual([
      { type: 'code', language: 'java', text: '  if (a)\n\tb()' },
      { type: 'code', text: '' }
    ])
  })

  test('what is folded is shown under its title', () => {
    const content = [p(text('inside'))]
    expect(
      blocks(
        { type: 'expand', attrs: { title: 'More' }, content },
        { type: 'nestedExpand', attrs: { title: ' ' }, content },
        { type: 'expand', attrs: { title: 'Empty' } }
      )
    ).toEqual([
      { type: 'panel', title: 'More', tone: 'plain', children: [said('inside')] },
      { type: 'panel', tone: 'plain', children: [said('inside')] },
      { type: 'panel', title: 'Empty', tone: 'plain', children: [] }
    ])
  })

  test('files are named, never loaded; those elsewhere on the web become links', () => {
    const media = (attrs: unknown) => ({ type: 'media', attrs })
    const caption = { type: 'caption', content: [text('Fig. 1')] }
    expect(
      blocks(
        { type: 'mediaSingle', content: [media({ type: 'file', id: 'u', collection: 'c', alt: 'a.png' }), caption] },
        {
          type: 'mediaGroup',
          content: [media({ type: 'file', id: 'u' }), media({ type: 'file', __fileName: 'b.pdf' })]
        },
        { type: 'mediaSingle', content: [media({ type: 'external', url: 'https://example.com/c.png' })] },
        p({ type: 'mediaInline', attrs: { alt: 'd.txt' } }, { type: 'mediaSingle', content: [media({ alt: 'e.png' })] })
      )
    ).toEqual([
      { type: 'paragraph', children: [{ type: 'attachment', name: 'a.png' }] },
      said('Fig. 1'),
      {
        type: 'paragraph',
        children: [
          { type: 'attachment', name: 'attachment' },
          { type: 'text', text: ' ' },
          { type: 'attachment', name: 'b.pdf' }
        ]
      },
      {
        type: 'paragraph',
        children: [
          {
            type: 'link',
            href: 'https://example.com/c.png',
            children: [{ type: 'text', text: 'https://example.com/c.png' }]
          }
        ]
      },
      {
        type: 'paragraph',
        children: [
          { type: 'attachment', name: 'd.txt' },
          { type: 'attachment', name: 'e.png' }
        ]
      }
    ])
  })

  test('extensions are named, with what is in them', () => {
    const named = { extensionKey: 'toc', parameters: { macroMetadata: { title: 'Contents' } } }
    const emphasised = (name: string) => ({ type: 'text', text: name, marks: ['emphasis'] })
    expect(
      blocks(
        { type: 'extension', attrs: named },
        { type: 'extension', attrs: { extensionKey: 'chart', text: 'A chart' } },
        { type: 'bodiedExtension', attrs: { extensionKey: 'details' }, content: [p(text('in'))] },
        p({ type: 'inlineExtension', attrs: { extensionKey: 'anchor' } })
      )
    ).toEqual([
      { type: 'paragraph', children: [emphasised('Contents')] },
      { type: 'paragraph', children: [emphasised('A chart')] },
      { type: 'panel', title: 'details', tone: 'plain', children: [said('in')] },
      { type: 'paragraph', children: [emphasised('anchor')] }
    ])
  })

  test('what is not known is shown by what it contains', () => {
    expect(
      blocks(
        text('bare'),
        { type: 'layoutSection', content: [{ type: 'layoutColumn', content: [p(text('column'))] }] },
        { type: 'hologram', content: [text('in a '), text('line'), p(text('block'))] },
        { type: 'leaf', text: 'words' },
        { type: 'leaf', attrs: { text: 'of attrs' } },
        p({ type: 'sparkle', content: [text('glitter')] }, { type: 'blockquote', content: [p(text(' quoted'))] }),
        { content: [p(text('no type'))] }
      )
    ).toEqual([
      said('bare'),
      said('column'),
      {
        type: 'paragraph',
        children: [
          { type: 'text', text: 'in a ' },
          { type: 'text', text: 'line' }
        ]
      },
      said('block'),
      said('words'),
      said('of attrs'),
      {
        type: 'paragraph',
        children: [{ type: 'text', text: 'glitter' }, { type: 'break' }, { type: 'text', text: ' quoted' }]
      },
      said('no type')
    ])
  })
})

describe('tables', () => {
  const row = (...content: unknown[]) => ({ type: 'tableRow', content })
  const cell = (...content: unknown[]) => ({ type: 'tableCell', attrs: { colspan: 2 }, content })
  const head = (...content: unknown[]) => ({ type: 'tableHeader', content })
  const lines = (...content: unknown[]): string => {
    const [table] = blocks({ type: 'table', content: [row(cell(...content))] })
    const children = table?.type === 'table' ? table.rows[0]?.[0]?.children : []
    return (children ?? [])
      .map((node) => (node.type === 'break' ? '\n' : node.type === 'text' ? node.text : '?'))
      .join('')
  }

  test('rows, header cells, empty cells', () => {
    expect(blocks({ type: 'table', content: [row(head(p(text('h'))), cell(p())), row(cell(p(text('c'))))] })).toEqual([
      {
        type: 'table',
        rows: [
          [
            { header: true, children: [{ type: 'text', text: 'h' }] },
            { header: false, children: [] }
          ],
          [{ header: false, children: [{ type: 'text', text: 'c' }] }]
        ]
      }
    ])
  })

  test('blocks in a cell are laid out in lines', () => {
    const item = (...content: unknown[]) => ({ type: 'listItem', content })
    expect(lines(p(text('a')), p(text('b')))).toBe('a\nb')
    expect(
      lines(p(text('List:')), {
        type: 'bulletList',
        content: [
          item(p(text('x')), { type: 'orderedList', attrs: { order: 4 }, content: [item(p(text('y')))] }),
          item(p(text('z')))
        ]
      })
    ).toBe('List:\n• x\n\u20034. y\n• z')
    expect(lines({ type: 'codeBlock', content: [text('1\n2')] }, { type: 'rule' }, p(text('after')))).toBe(
      '1\n2\nafter'
    )
    expect(lines({ type: 'nestedExpand', attrs: { title: 'T' }, content: [p(text('in'))] })).toBe('T\nin')
    expect(lines({ type: 'blockquote', content: [p(text('q'))] })).toBe('q')
    expect(
      lines({ type: 'table', content: [row(cell(p(text('1'))), cell(p(text('2')))), row(cell(p(text('3'))))] })
    ).toBe('1 | 2\n3')
  })

  test('what is no row or no cell is one', () => {
    expect(blocks({ type: 'table', content: [p(text('a')), row(p(text('b'))), null, 7, row()] })).toEqual([
      {
        type: 'table',
        rows: [
          [{ header: false, children: [{ type: 'text', text: 'a' }] }],
          [{ header: false, children: [{ type: 'text', text: 'b' }] }]
        ]
      }
    ])
  })
})
