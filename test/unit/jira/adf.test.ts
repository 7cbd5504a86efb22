import { describe, expect, test } from 'vitest'
import { renderAdf } from '../../../main/jira/markup/adf.ts'
import { adfText } from '../../../main/jira/markup/adf-text.ts'
import { blocks, doc, inlines, p, said, text } from './adf-support.ts'

describe('text', () => {
  test('marks', () => {
    expect(
      inlines(
        text('a', { type: 'strong' }, { type: 'em' }, { type: 'strong' }),
        text('b', { type: 'underline' }, { type: 'strike' }, { type: 'code' }),
        text('c', { type: 'subsup', attrs: { type: 'sub' } }),
        text('d', { type: 'subsup', attrs: { type: 'sup' } }),
        text('e', { type: 'textColor', attrs: { color: '#FF5630' } }),
        text('f', { type: 'textColor', attrs: { color: 'url(x)' } }, { type: 'backgroundColor', attrs: {} }),
        text('g', { type: 'annotation', attrs: { id: '1' } }, null, 7, { type: '__proto__' })
      )
    ).toEqual([
      { type: 'text', text: 'a', marks: ['strong', 'emphasis'] },
      { type: 'text', text: 'b', marks: ['underline', 'strike', 'code'] },
      { type: 'text', text: 'c', marks: ['subscript'] },
      { type: 'text', text: 'd', marks: ['superscript'] },
      { type: 'text', text: 'e', color: '#ff5630' },
      { type: 'text', text: 'f' },
      { type: 'text', text: 'g' }
    ])
  })

  test('breaks: as nodes, and as line ends in text; none at the end', () => {
    expect(inlines(text('a'), { type: 'hardBreak' }, text('b\r\nc'), { type: 'hardBreak' })).toEqual([
      { type: 'text', text: 'a' },
      { type: 'break' },
      { type: 'text', text: 'b' },
      { type: 'break' },
      { type: 'text', text: 'c' }
    ])
  })

  test('controls and direction overrides vanish', () => {
    expect(inlines(text('pay\u202egpj.exe\u0000 \ud800!'))).toEqual([{ type: 'text', text: 'paygpj.exe \ufffd!' }])
  })
})

describe('links', () => {
  const link = (href: unknown) => ({ type: 'link', attrs: { href } })

  test('http, https and mailto, as the URL parser writes them; parts of one link are one', () => {
    const to = link('HTTPS://example.com/a')
    expect(
      inlines(text('my ', to), text('bold', { type: 'strong' }, to), text(' x', link('mailto:a@b.example')))
    ).toEqual([
      {
        type: 'link',
        href: 'https://example.com/a',
        children: [
          { type: 'text', text: 'my ' },
          { type: 'text', text: 'bold', marks: ['strong'] }
        ]
      },
      { type: 'link', href: 'mailto:a@b.example', children: [{ type: 'text', text: ' x' }] }
    ])
  })

  test.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    '//evil.example',
    '/browse/A-1',
    'https://jira.example.com@evil.example/',
    'https:evil',
    'https://',
    '',
    7,
    null,
    { toString: 'https://a.b' },
    ['https://a.b']
  ])('%j stays text', (href) => {
    expect(inlines(text('here', link(href)))).toEqual([{ type: 'text', text: 'here' }])
    expect(JSON.stringify(blocks({ type: 'blockCard', attrs: { url: href } }))).not.toContain('"link"')
    expect(JSON.stringify(blocks({ type: 'media', attrs: { type: 'external', url: href } }))).not.toContain('"link"')
  })

  test('cards lead to their page, under its name when Jira tells it', () => {
    const url = 'https://example.com/x'
    expect(inlines({ type: 'inlineCard', attrs: { url } })).toEqual([
      { type: 'link', href: url, children: [{ type: 'text', text: url }] }
    ])
    for (const type of ['blockCard', 'embedCard']) {
      expect(blocks({ type, attrs: { data: { '@type': 'Document', url, name: 'The plan' } } })).toEqual([
        { type: 'paragraph', children: [{ type: 'link', href: url, children: [{ type: 'text', text: 'The plan' }] }] }
      ])
    }
    expect(inlines({ type: 'inlineCard', attrs: { url: 'javascript:x' } })).toEqual([
      { type: 'text', text: 'javascript:x' }
    ])
  })
})

describe('what stands in a line', () => {
  test('mentions, emoji, dates, states', () => {
    expect(
      inlines(
        { type: 'mention', attrs: { id: 'ABC', text: '@Ann Lee', accessLevel: '' } },
        { type: 'mention', attrs: { id: '5b10a2844c20165700ede21g' } },
        { type: 'emoji', attrs: { shortName: ':grin:', text: '😀' } },
        { type: 'emoji', attrs: { shortName: ':party-parrot:' } },
        { type: 'date', attrs: { timestamp: '1764028800000' } },
        { type: 'status', attrs: { text: 'In review', color: 'yellow', localId: 'x' } },
        { type: 'status', attrs: { text: 'Odd', color: 'constructor' } }
      )
    ).toEqual([
      { type: 'mention', name: 'Ann Lee' },
      { type: 'mention', name: '5b10a2844c20165700ede21g' },
      { type: 'emoji', text: '😀' },
      { type: 'emoji', text: ':party-parrot:' },
      { type: 'text', text: '2025-11-25' },
      { type: 'text', text: 'In review', marks: ['strong'], color: '#ff991f' },
      { type: 'text', text: 'Odd', marks: ['strong'] }
    ])
  })

  test('a date, a mention, an emoji or a state that says nothing is left out', () => {
    expect(
      blocks(
        p(
          { type: 'date', attrs: { timestamp: 'yesterday' } },
          { type: 'date', attrs: { timestamp: 9e99 } },
          { type: 'mention', attrs: { text: '@' } },
          { type: 'mention' },
          { type: 'emoji', attrs: null },
          { type: 'status', attrs: { text: '' } },
          text('')
        ),
        p(),
        { type: 'heading', attrs: { level: 2 } },
        { type: 'bulletList', content: [] },
        { type: 'panel', content: [p()] },
        { type: 'table' }
      )
    ).toEqual([])
  })
})

describe('the whole', () => {
  test('a tree is read as well as its JSON; what is no document is empty, or its text', () => {
    expect(renderAdf(doc(p(text('x'))))).toEqual(renderAdf(JSON.stringify(doc(p(text('x'))))))
    expect(renderAdf(p(text('x'))).blocks).toEqual([said('x')])
    for (const nothing of ['', '{', 'null', '[]', '"x"', '7', null, undefined, 7, [], {}, doc(), { type: 'doc' }]) {
      expect(renderAdf(nothing)).toEqual({ blocks: [], truncated: false })
      expect(adfText(nothing)).toBe('')
    }
  })

  test('past the limits something is missing, and that is said', () => {
    const many = doc(...Array.from({ length: 50 }, (_, i) => p(text(`paragraph ${i}`))))
    expect(renderAdf(many, { length: 1_000_000, nodes: 10, depth: 20 })).toMatchObject({ truncated: true })
    expect(renderAdf(many, { length: 1_000_000, nodes: 10, depth: 20 }).blocks).toHaveLength(5)
    expect(renderAdf(many, { length: 1_000_000, nodes: 100, depth: 20 })).toMatchObject({ truncated: false })
    const cut = renderAdf(doc(p(text('😀'.repeat(100)))), { length: 91, nodes: 100, depth: 20 })
    expect(cut).toEqual({ truncated: true, blocks: [said('😀'.repeat(25))] })
    const nested = doc({
      type: 'panel',
      content: [{ type: 'panel', content: [{ type: 'panel', content: [p(text('in'))] }] }]
    })
    expect(renderAdf(nested, { length: 1_000, nodes: 100, depth: 2 })).toEqual({
      truncated: true,
      blocks: [{ type: 'panel', tone: 'plain', children: [{ type: 'panel', tone: 'plain', children: [said('in')] }] }]
    })
  })
})

test('the words of a document, for the search', () => {
  expect(
    adfText(
      doc(
        { type: 'heading', content: [text('Title')] },
        p(text('one '), text('two', { type: 'strong' }), { type: 'hardBreak' }, text('three')),
        p(
          { type: 'mention', attrs: { text: '@Ann' } },
          text(' '),
          { type: 'status', attrs: { text: 'DONE' } },
          text(' '),
          { type: 'inlineCard', attrs: { url: 'https://example.com/x' } },
          text(' '),
          { type: 'date', attrs: { timestamp: '1764028800000' } }
        ),
        { type: 'bulletList', content: [{ type: 'listItem', content: [p(text('item'))] }] },
        { type: 'expand', attrs: { title: 'More' }, content: [p(text('inside'))] },
        {
          type: 'table',
          content: [
            { type: 'tableRow', content: [{ type: 'tableCell', content: [p(text('cell'))] }, { type: 'tableCell' }] }
          ]
        },
        { type: 'mediaSingle', content: [{ type: 'media', attrs: { alt: 'a.png' } }] },
        { type: 'unknown', content: [text('else')] }
      )
    )
  ).toBe('Title\none two\nthree\n@Ann DONE https://example.com/x 2025-11-25\nitem\nMore\ninside\ncell\na.png\nelse')
})
