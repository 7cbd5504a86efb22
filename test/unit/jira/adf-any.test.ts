/** Any document, whatever stands where: never thrown at, always of the contract. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderAdf } from '../../../main/jira/markup/adf.ts'
import { adfText } from '../../../main/jira/markup/adf-text.ts'
import { richTextSchema } from '../../../preload/contract/rich-text.ts'
import { containers, measure } from './adf-support.ts'

describe('any document', () => {
  const type = fc.constantFrom(
    ...containers,
    'doc',
    'hardBreak',
    'mention',
    'emoji',
    'date',
    'status',
    'inlineCard',
    'blockCard',
    'embedCard',
    'media',
    'mediaInline',
    'rule',
    'caption',
    'extension',
    'inlineExtension',
    'blockTaskItem',
    'decisionItem',
    'tableHeader',
    'constructor',
    'toString'
  )
  const word = fc.constantFrom(
    'a',
    'B c',
    '',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\u202e',
    '\ud800',
    '\u0000',
    '日本',
    '😀',
    '<b>',
    '@x',
    '#ff0000',
    '1764028800000',
    'javascript:alert(1)',
    'java\tscript:x',
    'https://user:pw@evil.example',
    'https://example.com/a?b#c',
    'mailto:a@b.example?bcc=c@d.example',
    'mailto:a@b.example',
    'sub',
    'external',
    'file',
    'DONE',
    'green',
    'info'
  )
  const odd = fc.oneof(
    { weight: 4, arbitrary: word },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(null, true, -1, 1e99, 3, [], {}, [[]], { type: 'text', text: 'odd' })
    },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) }
  )
  const attrs = fc.dictionary(
    fc.constantFrom(
      'text',
      'url',
      'href',
      'title',
      'alt',
      'level',
      'order',
      'type',
      'color',
      'timestamp',
      'state',
      '__proto__'
    ),
    odd,
    { maxKeys: 5 }
  )
  const anyMark = fc.record(
    {
      type: fc.oneof(
        fc.constantFrom('strong', 'em', 'underline', 'strike', 'code', 'link', 'subsup', 'textColor', '__proto__'),
        odd
      ),
      attrs: fc.oneof(attrs, odd)
    },
    { requiredKeys: [] }
  )
  const linkMark = word.map((href) => ({ type: 'link', attrs: { href } }))
  const mark = fc.oneof({ weight: 3, arbitrary: anyMark }, { weight: 1, arbitrary: linkMark })
  const card = fc.record({
    type: fc.constantFrom('inlineCard', 'blockCard', 'embedCard'),
    attrs: fc.record({ url: word })
  })

  const { node } = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record(
        { type: fc.constant('text'), text: word, marks: fc.array(mark, { maxLength: 3 }) },
        { requiredKeys: ['type', 'text'] }
      ),
      card,
      odd,
      fc.record(
        {
          type: fc.oneof({ weight: 9, arbitrary: type }, { weight: 1, arbitrary: odd }),
          attrs: fc.oneof({ weight: 5, arbitrary: attrs }, { weight: 1, arbitrary: odd }),
          marks: fc.oneof(fc.array(mark, { maxLength: 2 }), odd),
          content: fc.oneof(
            { weight: 5, arbitrary: fc.array(tie('node'), { maxLength: 4 }) },
            { weight: 1, arbitrary: odd }
          )
        },
        { requiredKeys: [] }
      )
    )
  }))
  const document = fc.array(node, { maxLength: 5 }).map((content) => ({ type: 'doc', version: 1, content }))

  test('never throws, fits the contract, links only where links may go', () => {
    let links = 0
    fc.assert(
      fc.property(document, (value) => {
        // As it comes: `__proto__` is a name of its own in JSON.
        const json = JSON.stringify(value)
        const tree = renderAdf(json)
        const checked = richTextSchema.safeParse(tree)
        if (!checked.success) throw new Error(`not of the contract: ${JSON.stringify(tree)}`)
        expect(checked.data).toEqual(tree)
        const written = JSON.stringify(tree)
        for (const [, href = ''] of written.matchAll(/"href":"((?:[^"\\]|\\.)*)"/g)) {
          const { protocol, username, password, search } = new URL(href)
          expect(['http:', 'https:', 'mailto:']).toContain(protocol)
          expect(username + password).toBe('')
          if (protocol === 'mailto:') expect(search).toBe('')
          links++
        }
        expect(written).not.toMatch(/\\u0000|\\ud800|\u202e/)
        expect(typeof adfText(json)).toBe('string')
        expect(renderAdf(value)).toEqual(renderAdf(value))
      }),
      { numRuns: 5_000 }
    )
    expect(links).toBeGreaterThan(100)
  }, 60_000)

  test('any value at all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.json()), (value) => {
        expect(richTextSchema.safeParse(renderAdf(value)).success).toBe(true)
        expect(typeof adfText(value)).toBe('string')
      }),
      { numRuns: 2_000 }
    )
  }, 60_000)

  test('small limits are kept, and what they leave out is said', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 3 }), (value, nodes, depth) => {
        const small = renderAdf(value, { length: 100_000, nodes, depth })
        expect(measure(small).nodes).toBeLessThanOrEqual(nodes)
        expect(measure(small).depth).toBeLessThanOrEqual(depth + 1)
        const whole = measure(renderAdf(value, { length: 100_000, nodes: 1e6, depth: 1e6 }))
        if (whole.nodes > nodes || whole.depth > depth + 1) expect(small.truncated).toBe(true)
      }),
      { numRuns: 3_000 }
    )
  }, 60_000)
})
