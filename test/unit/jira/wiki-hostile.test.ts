import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderWiki } from '../../../main/jira/markup/wiki.ts'
import { richTextSchema, type RichText } from '../../../preload/contract/rich-text.ts'

/** Nodes and depth, counted without recursion in the code under test's terms. */
function measure(tree: RichText): { nodes: number; depth: number } {
  let nodes = 0
  let deepest = 0
  const queue: [unknown, number][] = [[tree.blocks, 0]]
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const [value, depth] = entry
    if (Array.isArray(value)) for (const one of value) queue.push([one, depth])
    else if (value && typeof value === 'object') {
      if ('type' in value) nodes++
      const next = depth + ('type' in value && ['list', 'quote', 'panel', 'link'].includes(String(value.type)) ? 1 : 0)
      deepest = Math.max(deepest, next)
      for (const one of Object.values(value)) if (typeof one === 'object') queue.push([one, next])
    }
  }
  return { nodes, depth: deepest }
}

/** Milliseconds of the quickest of up to three tries: the machine may be busy with other things. */
function timed(work: () => void): number {
  let best = Infinity
  for (let i = 0; i < 3 && best > 1_000; i++) {
    const started = performance.now()
    work()
    best = Math.min(best, performance.now() - started)
  }
  return best
}

const unlimited = { length: 2_000_000, nodes: 20_000, depth: 20 }

describe('hostile text', () => {
  const million = (piece: string): string => piece.repeat(Math.ceil(1_000_000 / piece.length))
  test.each([
    '*',
    '_',
    '-',
    '+',
    '^',
    '~',
    '?',
    '{',
    '}',
    '[',
    ']',
    '|',
    '||',
    '!',
    '\\',
    '(',
    ':',
    '#',
    '&',
    '\n',
    ' ',
    'a',
    '* ',
    '*a ',
    '*a* ',
    '-a-',
    '??a',
    '{{',
    '{{a',
    '{{a}}',
    '[a',
    '[a|',
    '[a]',
    '[a|b]',
    '[[a|http://b.c]',
    '!a',
    '!a.png',
    '!a.png!',
    '!a|',
    '|a',
    '|a|\n',
    '||a\n',
    '|[a',
    '|{{a',
    '|!a',
    '|a\n',
    'http://',
    'http://a.b ',
    'https://a.b/(',
    'www.',
    'mailto:',
    '{quote}',
    '{quote}a',
    '{panel:title=x}',
    '{panel}',
    '{panel:title=x}{quote}',
    '{quote}{panel:x=y}{info}',
    '{code}',
    '{code}a',
    '{noformat}',
    '{code:',
    '{code:x',
    '{code}{noformat}',
    '{color:red}',
    '{color}',
    '{color:',
    '{color:red}a{color}',
    '{*}',
    '{anchor:x}',
    '* a\n',
    '# a\n** b\n',
    'h1. a\n',
    'bq. a\n',
    '----\n',
    'h1.',
    ':)',
    '(!) ',
    '&amp;',
    '&#',
    '\u202e',
    '\ud800',
    '\t',
    '\r',
    'a\\\\',
    '{section}',
    '\\{code}',
    '[~a]',
    '[^a]',
    '{{{code}}}',
    '日',
    '*日*'
  ])('1 MB of %j within a second', (piece) => {
    const text = million(piece)
    let tree: RichText = { blocks: [], truncated: false }
    expect(
      timed(() => {
        tree = renderWiki(text, unlimited)
      })
    ).toBeLessThan(1_000)
    const { nodes, depth } = measure(tree)
    expect(nodes).toBeLessThanOrEqual(20_000)
    expect(depth).toBeLessThanOrEqual(42)
  })

  test.each(['*', '{quote}a', '[a|http://b.c]', '|a|\n', '* a\n', 'a'])(
    'more than is shown, said so: 1 MB of %j',
    (piece) => {
      expect(renderWiki(million(piece)).truncated).toBe(true)
    }
  )

  test.each([
    ['100,000 list levels', `${'*'.repeat(100_000)} a`],
    ['100,000 list levels, mixed', `${'*#-'.repeat(33_334)} a`],
    ['ever deeper lists', Array.from({ length: 600 }, (_, i) => `${'*'.repeat(i + 1)} a`).join('\n')],
    ['5,000 quotes in panels', `${'{panel:a=b}{info:a=b}'.repeat(2_500)}x${'{info}{panel}'.repeat(2_500)}`]
  ])('%s', (_, text) => {
    const started = performance.now()
    const tree = renderWiki(text)
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(tree.truncated).toBe(true)
    expect(measure(tree).depth).toBeLessThanOrEqual(42)
    expect(JSON.stringify(tree)).toMatch(/"text":"[ax]/)
    expect(richTextSchema.safeParse(tree).success).toBe(true)
  })

  test('far apart ends', () => {
    const started = performance.now()
    for (const [a, b] of [
      ['[', ']'],
      ['{{', '}}'],
      ['!a.', '!'],
      ['{code}', '{noformat}'],
      ['*a ', '*'],
      ['{quote}', '{panel}'],
      ['|{{', '}}|'],
      ['(', ')']
    ] as const) {
      renderWiki(a.repeat(100_000) + b, unlimited)
      renderWiki(a.repeat(100_000) + b.repeat(100_000), unlimited)
      renderWiki(b.repeat(100_000) + a.repeat(100_000), unlimited)
    }
    expect(performance.now() - started).toBeLessThan(8_000)
  }, 20_000)
})

describe('any text', () => {
  const piece = fc.constantFrom(
    '*',
    '_',
    '-',
    '+',
    '^',
    '~',
    '??',
    '{{',
    '}}',
    '{*}',
    '[',
    ']',
    '|',
    '||',
    '!',
    '\\',
    '\\\\',
    '(',
    ')',
    '(x)',
    ':)',
    'a',
    'B c',
    ' ',
    '\n',
    '\n\n',
    '\r\n',
    '* ',
    '# ',
    '*# ',
    'h1. ',
    'bq. ',
    '----',
    '{code}',
    '{code:java}',
    '{noformat}',
    '{quote}',
    '{panel:title=x}',
    '{panel}',
    '{info}',
    '{section}',
    '{color:red}',
    '{color}',
    '{color:#12345g}',
    '{anchor:a}',
    '{x}',
    '[~u]',
    '[^f]',
    '!i.png!',
    'http://a.b/c',
    'javascript:',
    '[t|',
    'https://',
    'mailto:a@b',
    '&amp;',
    '&#x3c;',
    '\u202e',
    '\ud800',
    '\u0000',
    '日本',
    '😀',
    '<b>'
  )
  const anything = fc.oneof(
    { weight: 4, arbitrary: fc.array(piece, { maxLength: 40 }).map((all) => all.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) }
  )

  test('never throws, fits the contract, links only where links may go', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const tree = renderWiki(text)
        if (!richTextSchema.safeParse(tree).success) throw new Error(`not of the contract: ${JSON.stringify(tree)}`)
        const written = JSON.stringify(tree)
        for (const [, href = ''] of written.matchAll(/"href":"((?:[^"\\]|\\.)*)"/g)) {
          const { protocol, username, password } = new URL(href)
          expect(['http:', 'https:', 'mailto:']).toContain(protocol)
          expect(username + password).toBe('')
        }
        expect(written).not.toMatch(/\\u0000|\u202e/)
        expect(tree.truncated).toBe(false)
      }),
      { numRuns: 20_000 }
    )
  }, 60_000)

  test('rendering the same twice gives the same, and small limits are kept', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 12 }), (text, nodes) => {
        expect(renderWiki(text)).toEqual(renderWiki(text))
        const small = renderWiki(text, { length: 100, nodes, depth: 2 })
        expect(measure(small).nodes).toBeLessThanOrEqual(nodes)
        if (measure(renderWiki(text.slice(0, 100), { length: 100, nodes: 1e6, depth: 1e6 })).nodes > nodes)
          expect(small.truncated).toBe(true)
      }),
      { numRuns: 3_000 }
    )
  }, 60_000)
})
