import { describe, expect, test } from 'vitest'
import { renderWiki } from '../../../main/jira/markup/wiki.ts'
import type { Block, Inline } from '../../../preload/contract/rich-text.ts'

const blocks = (text: string): Block[] => {
  const rendered = renderWiki(text)
  expect(rendered.truncated).toBe(false)
  return rendered.blocks
}
const inlines = (text: string): Inline[] => {
  const [first, ...more] = blocks(text)
  expect(more).toEqual([])
  if (first?.type !== 'paragraph') throw new Error(`a paragraph was expected for ${text}`)
  return first.children
}
const t = (text: string, ...marks: string[]) => ({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) })
const p = (...children: unknown[]) => ({ type: 'paragraph', children })
const link = (href: string, text: string) => ({ type: 'link', href, children: [t(text)] })
const br = { type: 'break' }

describe('text effects', () => {
  test.each<[string, unknown[]]>([
    ['plain words', [t('plain words')]],
    [
      '*bold* _em_ ??cite?? -del- +ins+ ^sup^ ~sub~ {{mono}}',
      [
        t('bold', 'strong'),
        t(' '),
        t('em', 'emphasis'),
        t(' '),
        t('cite', 'citation'),
        t(' '),
        t('del', 'strike'),
        t(' '),
        t('ins', 'underline'),
        t(' '),
        t('sup', 'superscript'),
        t(' '),
        t('sub', 'subscript'),
        t(' '),
        t('mono', 'code')
      ]
    ],
    ['*bold _both_ bold*', [t('bold ', 'strong'), t('both', 'strong', 'emphasis'), t(' bold', 'strong')]],
    ['*_x_*', [t('x', 'strong', 'emphasis')]],
    ['(*bold*), "_em_".', [t('('), t('bold', 'strong'), t('), "'), t('em', 'emphasis'), t('".')]],
    ['a{*}b{*}c', [t('a'), t('b', 'strong'), t('c')]],
    ['x{^}2{^}', [t('x'), t('2', 'superscript')]],
    // not marks
    ['foo_bar_baz 2015-01-01 C++ and C++', [t('foo_bar_baz 2015-01-01 C++ and C++')]],
    ['5 * 3 * 2 - 1 - 0', [t('5 * 3 * 2 - 1 - 0')]],
    ['*never closed', [t('*never closed')]],
    ['__init__ **x** ???', [t('__init__ **x** ???')]],
    ['*a\nb*', [t('*a'), br, t('b*')]],
    ['\\*not bold\\* \\{code} \\[x]', [t('*not bold* {code} [x]')]],
    ['C:\\temp\\new', [t('C:\\temp\\new')]],
    ['one\\\\two', [t('one'), br, t('two')]],
    ['one -- two --- three', [t('one – two — three')]],
    ['{{a_b*c*}} {{x}}} {{a\\_b}}', [t('a_b*c*', 'code'), t(' '), t('x}', 'code'), t(' '), t('a_b', 'code')]],
    ['{{never', [t('{{never')]],
    ['{{code}} {{Column}}', [t('code', 'code'), t(' '), t('Column', 'code')]],
    ['a&nbsp;b &lt;c&gt; AT&T &#169; &bogus;', [t('a b <c> AT&T © &bogus;')]],
    ['<script>alert(1)</script>', [t('<script>alert(1)</script>')]],
    ['abc\u202edef\u0000g', [t('abcdefg')]],
    ['{color:red}x{color} y', [{ ...t('x'), color: '#ff0000' }, t(' y')]],
    [
      '{color:#0F0}x{color:#123456}y{color}',
      [
        { ...t('x'), color: '#00ff00' },
        { ...t('y'), color: '#123456' }
      ]
    ],
    ['{color:url(x)}x{color}', [t('x')]],
    ['{color:constructor}x{color}', [t('x')]],
    ['{color:red}never ended', [t('never ended')]],
    ['{anchor:here}x {toc:a=b} {unknown}', [t('x {toc:a=b} {unknown}')]],
    [
      'well :) (!) (/) f(x) no:)t',
      [
        t('well '),
        { type: 'emoji', text: '🙂' },
        t(' '),
        { type: 'emoji', text: '⚠️' },
        t(' '),
        { type: 'emoji', text: '✅' },
        t(' f(x) no:)t')
      ]
    ]
  ])('%s', (text, expected) => {
    expect(inlines(text)).toEqual(expected)
  })
})

describe('links', () => {
  test.each<[string, unknown[]]>([
    ['[https://example.com/a?b=c#d]', [link('https://example.com/a?b=c#d', 'https://example.com/a?b=c#d')]],
    ['[the page|https://example.com/a]', [link('https://example.com/a', 'the page')]],
    ['[the page|https://example.com/a|a tip]', [link('https://example.com/a', 'the page')]],
    [
      '[*bold* page|http://example.com]',
      [{ type: 'link', href: 'http://example.com/', children: [t('bold', 'strong'), t(' page')] }]
    ],
    ['*[page|http://example.com]*', [{ type: 'link', href: 'http://example.com/', children: [t('page', 'strong')] }]],
    ['[x|www.example.com]', [link('http://www.example.com/', 'x')]],
    ['[mailto:me@example.com]', [link('mailto:me@example.com', 'me@example.com')]],
    ['[write|mailto:me@example.com?bcc=all@example.com&body=x]', [link('mailto:me@example.com', 'write')]],
    [
      'see https://example.com/a_b_(c), or (http://example.com/x).',
      [
        t('see '),
        link('https://example.com/a_b_(c)', 'https://example.com/a_b_(c)'),
        t(', or ('),
        link('http://example.com/x', 'http://example.com/x'),
        t(').')
      ]
    ],
    ['mailto:me@example.com.', [link('mailto:me@example.com', 'me@example.com'), t('.')]],
    ['xhttp://example.com', [t('xhttp://example.com')]],
    [
      '[~admin] and [~accountid:5b10]',
      [{ type: 'mention', name: 'admin' }, t(' and '), { type: 'mention', name: '5b10' }]
    ],
    ['[^log file.txt]', [{ type: 'attachment', name: 'log file.txt' }]],
    [
      '!shot.png|thumbnail! !a b.jpg!',
      [{ type: 'attachment', name: 'shot.png' }, t(' '), { type: 'attachment', name: 'a b.jpg' }]
    ],
    ['!https://example.com/i.png|width=3!', [link('https://example.com/i.png', 'https://example.com/i.png')]],
    ['wow! that is great! yes', [t('wow! that is great! yes')]],
    ['[#top] [up|#top]', [t('top up')]],
    ['[ERROR] a[0] [ABC-1] [ ] []', [t('[ERROR] a[0] [ABC-1] [ ] []')]]
  ])('%s', (text, expected) => {
    expect(inlines(text)).toEqual(expected)
  })

  test.each([
    '[x|javascript:alert(1)]',
    '[x|JaVaScRiPt:alert(1)]',
    '[x|java\tscript:alert(1)]',
    '[x|java&#115;cript:alert(1)]',
    '[x|&#106;avascript:alert(1)]',
    '[x| javascript:alert(1)]',
    '[x|\u0001javascript:alert(1)]',
    '[x|vbscript:x]',
    '[x|data:text/html,<script>alert(1)</script>]',
    '[x|file:///etc/passwd]',
    '[x|\\\\server\\share]',
    '[x|//evil.example]',
    '[x|https:\\\\evil.example]',
    '[x|http:evil.example]',
    '[x|https://good.example@evil.example]',
    '[x|https://u:p@evil.example/]',
    '[x|blob:https://x/y]',
    '[x|ftp://example.com]',
    '[x|smb://example.com/x]',
    '[x|ms-msdt:/id]',
    '[x|http&#58;//evil.example]',
    '[x|https://]',
    '[x|https://a b]',
    '[x|https://\u202eexample.com]',
    '[javascript:alert(1)]',
    '[file:///c:/x]',
    '[x|/relative]',
    '[x|mailto:]',
    '[x|mailto:a@b,c@d]',
    'javascript:alert(1)',
    'https://good.example@evil.example/',
    '!javascript:alert(1).png!',
    '!file:///x.png!',
    '[x|https://exa\u0000mple.com]'
  ])('is no link: %j', (text) => {
    expect(JSON.stringify(renderWiki(text))).not.toContain('"href"')
  })

  test('what is no link stays readable', () => {
    expect(inlines('[share|file:///srv/x]')).toEqual([t('[share|file:///srv/x]')])
  })
})

describe('blocks', () => {
  test('headings, rules, quotes, paragraphs', () => {
    expect(blocks('h1. One *two*\nh6.Six\ntext\nmore\n\nnext\n----\nbq. quoted\nh7. no\nh2.5 no')).toEqual([
      { type: 'heading', level: 1, children: [t('One '), t('two', 'strong')] },
      { type: 'heading', level: 6, children: [t('Six')] },
      p(t('text'), br, t('more')),
      p(t('next')),
      { type: 'rule' },
      { type: 'quote', children: [p(t('quoted'))] },
      p(t('h7. no'), br, t('h2.5 no'))
    ])
  })

  test('nested and mixed lists', () => {
    expect(blocks('* a\n** b\n*# c\n*# d\n* e\nmore of e\n# f\n- g\n\n- h')).toEqual([
      {
        type: 'list',
        ordered: false,
        items: [
          [
            p(t('a')),
            { type: 'list', ordered: false, items: [[p(t('b'))]] },
            { type: 'list', ordered: true, items: [[p(t('c'))], [p(t('d'))]] }
          ],
          [p(t('e'), br, t('more of e'))]
        ]
      },
      { type: 'list', ordered: true, items: [[p(t('f'))]] },
      { type: 'list', ordered: false, items: [[p(t('g'))]] },
      { type: 'list', ordered: false, items: [[p(t('h'))]] }
    ])
  })

  test('a list that begins deep, and what is no list', () => {
    expect(blocks('*** a')).toEqual([
      {
        type: 'list',
        ordered: false,
        items: [[{ type: 'list', ordered: false, items: [[{ type: 'list', ordered: false, items: [[p(t('a'))]] }]] }]]
      }
    ])
    expect(blocks('*bold* start\n-1 is\n#hash')).toEqual([
      p(t('bold', 'strong'), t(' start'), br, t('-1 is'), br, t('#hash'))
    ])
  })

  test('code in a step does not end the numbering', () => {
    expect(blocks('# one\n{code:java}\nx();\n{code}\n# two {noformat}a  b{noformat} after\n# three')).toEqual([
      {
        type: 'list',
        ordered: true,
        items: [
          [p(t('one')), { type: 'code', language: 'java', text: 'x();' }],
          [p(t('two')), { type: 'code', text: 'a  b' }, p(t('after'))],
          [p(t('three'))]
        ]
      }
    ])
  })

  test('tables', () => {
    expect(
      blocks(
        '||Name||Value||\n|a|[x|https://example.com]|\n|{{p|q}}|!i.png|thumbnail!|\n||side|b|\n| |two\nlines|\n|last|open'
      )
    ).toEqual([
      {
        type: 'table',
        rows: [
          [
            { header: true, children: [t('Name')] },
            { header: true, children: [t('Value')] }
          ],
          [
            { header: false, children: [t('a')] },
            { header: false, children: [link('https://example.com/', 'x')] }
          ],
          [
            { header: false, children: [t('p|q', 'code')] },
            { header: false, children: [{ type: 'attachment', name: 'i.png' }] }
          ],
          [
            { header: true, children: [t('side')] },
            { header: false, children: [t('b')] }
          ],
          [
            { header: false, children: [] },
            { header: false, children: [t('two'), br, t('lines')] }
          ],
          [
            { header: false, children: [t('last')] },
            { header: false, children: [t('open')] }
          ]
        ]
      }
    ])
  })

  test('code and noformat keep what is in them', () => {
    expect(blocks('{code:title=Main.java|borderStyle=solid}\n*not bold* {quote}\n\tx\n{code}')).toEqual([
      { type: 'code', title: 'Main.java', text: '*not bold* {quote}\n\tx' }
    ])
    expect(blocks('{code:lang=js}a{code}')).toEqual([{ type: 'code', language: 'js', text: 'a' }])
    expect(blocks('{code:xml|app.xml}a{code}')).toEqual([
      { type: 'code', language: 'xml', title: 'app.xml', text: 'a' }
    ])
    expect(blocks('{noformat}{code}{noformat}')).toEqual([{ type: 'code', text: '{code}' }])
    expect(blocks('{color:red}\na\n{code}\n\n{code:js}\nb\n{code}')).toEqual([
      p(t('a'), br, t('{code}')),
      { type: 'code', language: 'js', text: 'b' }
    ])
    expect(blocks('a {code}b')).toEqual([p(t('a {code}b'))])
    expect(blocks('a\r\n{code}\r\nb\r\n{code}\r\nc')).toEqual([p(t('a')), { type: 'code', text: 'b' }, p(t('c'))])
  })

  test('quotes and panels, nested', () => {
    expect(blocks('{quote}\na\n{panel:title=T *x*|bgColor=#fff}\n* b\n{panel}\n{quote}after')).toEqual([
      {
        type: 'quote',
        children: [
          p(t('a')),
          {
            type: 'panel',
            title: 'T *x*',
            tone: 'plain',
            children: [{ type: 'list', ordered: false, items: [[p(t('b'))]] }]
          }
        ]
      },
      p(t('after'))
    ])
    expect(
      blocks('{info}i{info}{note}n{note}{warning:title=W}w{warning}{tip}t{tip}').map(
        (b) => b.type === 'panel' && b.tone
      )
    ).toEqual(['info', 'note', 'warning', 'tip'])
    expect(blocks('{section}{column:width=50%}a{column}{column}b{column}{section}')).toEqual([p(t('a')), p(t('b'))])
  })

  test('macros that do not match are text', () => {
    expect(blocks('{quote}never ended')).toEqual([p(t('{quote}never ended'))])
    expect(blocks('{panel:title=x}a{quote}b{panel}c')).toEqual([
      { type: 'panel', title: 'x', tone: 'plain', children: [p(t('a{quote}b'))] },
      p(t('c'))
    ])
  })

  test('a colour spans paragraphs, but not out of its panel', () => {
    const red = (text: string) => ({ ...t(text), color: '#ff0000' })
    expect(blocks('{color:red}a\n\nb{color}\n\nc')).toEqual([p(red('a')), p(red('b')), p(t('c'))])
    expect(blocks('x\n{panel}{color:red}a\n{panel}b{color}')).toEqual([
      p(t('x')),
      { type: 'panel', tone: 'plain', children: [p(t('a'))] },
      p(t('b'))
    ])
  })

  test('nothing', () => {
    expect(blocks('')).toEqual([])
    expect(blocks(' \n\n ')).toEqual([])
  })
})
