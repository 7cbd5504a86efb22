import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeAnswer, type AnsweringReply } from '../../../main/jira/site/page-title.ts'

const html = (body: string, status = 200, headers: Record<string, string> = {}): AnsweringReply => ({
  status,
  headers: { 'content-type': 'text/html;charset=UTF-8', ...headers },
  body: Buffer.from(body)
})
const titled = (title: string): AnsweringReply =>
  html(`<!doctype html><html><head><title>${title}</title></head><body>x</body></html>`)

describe('titles', () => {
  test.each([
    ['Sign in – Contoso SSO', 'Sign in – Contoso SSO'],
    ['\n  Sign\t in \r\n', 'Sign in'],
    ['A &amp; B &lt;C&gt; &#8211; &#x2013; &uuml;&nope;', 'A & B <C> – – ü&nope;'],
    ['&amp;lt;', '&lt;'],
    ['abc\u202edef\u0007g&#x202e;h', 'abcdefgh'],
    ['&#0;&#xd800;&#1114112;x', 'x'],
    ['日本 😀', '日本 😀']
  ])('%j', (raw, expected) => {
    expect(describeAnswer(titled(raw)).title).toBe(expected)
    expect(describeAnswer(titled(raw)).text).toBe(`page “${expected}” (status 200)`)
  })

  test('what is not a title, and what is one in spite of its writing', () => {
    expect(describeAnswer(html('<!-- <title>no</title> --><TITLE lang="en">Yes</TITLE>')).title).toBe('Yes')
    expect(describeAnswer(html('<titles>no</titles>')).title).toBeNull()
    expect(describeAnswer(html('<title></title>', 502)).text).toBe('a page without a title (status 502)')
    expect(describeAnswer(html('<title>never closed ' + 'x'.repeat(9_000))).title).toHaveLength(120)
    expect(describeAnswer(html('İ<title>ok</title>')).title).toBe('ok')
  })

  test('other character sets', () => {
    const latin = {
      status: 200,
      headers: { 'content-type': 'text/html; charset=ISO-8859-1' },
      body: Buffer.from('<title>Müller</title>', 'latin1')
    }
    expect(describeAnswer(latin).title).toBe('Müller')
    expect(describeAnswer({ ...latin, headers: { 'content-type': 'text/html; charset=nonsense' } }).title).toContain(
      'ller'
    )
  })
})

describe('kinds', () => {
  test.each<[AnsweringReply, string, string]>([
    [{ status: 204, headers: {}, body: new Uint8Array() }, 'empty', 'an empty reply (status 204)'],
    [{ status: 200, headers: { 'content-type': 'text/html' }, body: ' \n ' }, 'empty', 'an empty reply (status 200)'],
    [
      { status: 404, headers: { 'content-type': 'application/json' }, body: '{"message":\n"nothing"}' },
      'json',
      'JSON {"message": "nothing"} (status 404)'
    ],
    [{ status: 200, headers: {}, body: '[1]' }, 'json', 'JSON [1] (status 200)'],
    [{ status: 200, headers: {}, body: ' <!DOCTYPE html><title>T</title>' }, 'html', 'page “T” (status 200)'],
    [
      { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Access\ndenied' },
      'other',
      'text “Access denied” (status 403)'
    ],
    [
      { status: 200, headers: { 'content-type': 'image/png' }, body: Buffer.from([137, 80, 78, 71]) },
      'other',
      'image/png (status 200)'
    ],
    [{ status: 200, headers: {}, body: Buffer.from([1, 0, 2]) }, 'other', 'unknown content (status 200)']
  ])('%#: %o', (reply, kind, text) => {
    expect(describeAnswer(reply)).toMatchObject({
      kind,
      text,
      title: kind === 'html' ? 'T' : null,
      looksLikeSignIn: false
    })
  })
})

describe('products', () => {
  test.each<[AnsweringReply, string | null]>([
    [
      html(
        '<head><title>Forbidden (403)</title><meta name="application-name" content="JIRA" data-name="jira" data-version="8.20.8"></head>',
        403
      ),
      'Jira'
    ],
    [html("<META CONTENT='Confluence' NAME='application-name'>"), 'Confluence'],
    [html('<body id="com-atlassian-confluence" class="x">'), 'Confluence'],
    [html('<body id=jira>'), 'Jira'],
    [titled('Log In - Confluence'), 'Confluence'],
    [titled('Log in — Bitbucket'), 'Bitbucket'],
    [titled('Log in as a Bamboo user - Atlassian Bamboo'), 'Bamboo'],
    [html('<meta content="GitLab" property="og:site_name">'), 'GitLab'],
    [titled('Dashboard [Jenkins]'), 'Jenkins'],
    [html('<title>x</title>', 200, { 'x-jenkins': '2.4' }), 'Jenkins'],
    [
      { status: 404, headers: { 'content-type': 'application/json', 'x-confluence-request-time': '1' }, body: '{}' },
      'Confluence'
    ],
    [titled('Welcome to nginx!'), 'nginx'],
    [titled('System Dashboard - Contoso Jira'), 'Jira'],
    [titled('Moving from Confluence to wikis - Contoso blog'), null],
    [titled('Sign in – Contoso SSO'), null],
    [titled('We crowdsource'), null]
  ])('%#', (reply, product) => {
    expect(describeAnswer(reply).product).toBe(product)
  })
})

describe('sign-in pages', () => {
  test.each<[string, boolean]>([
    ['<title>Sign in to your account</title>', true],
    ['<title>Log on</title>', true],
    ['<title>Anmeldung</title>', true],
    ['<title>Contoso</title><input name=p TYPE=password>', true],
    [
      '<title>x</title><form method="post" action="https://idp.example/sso/saml2"><input type="hidden" name="SAMLRequest" value="PD94"></form>',
      true
    ],
    ['<body onload="document.forms[0].submit()"><input name="wresult" type="hidden">', true],
    ['<meta http-equiv="refresh" content="0;url=https://sso.example/adfs/ls/?wa=wsignin1.0">', true],
    ['<title>502 Bad Gateway</title>', false],
    ['<title>Welcome to nginx!</title><p>password</p>', false],
    ['<title>Design system</title><input type="search">', false],
    ['<!-- <input type="password"> --><title>x</title>', false]
  ])('%s', (body, expected) => {
    expect(describeAnswer(html(body)).looksLikeSignIn).toBe(expected)
  })
})

describe('hostile pages', () => {
  test.each([
    '<title',
    '<title>',
    '<!--',
    '<meta name="',
    '<input ',
    '<input type=',
    '&#',
    '&',
    '<meta x=',
    '<',
    ' ',
    'a= ',
    '<form action="',
    '<title ',
    '\u202e',
    '&#x41;'
  ])('1 MB of %j in time', (piece) => {
    const started = performance.now()
    const answer = describeAnswer(html(piece.repeat(Math.ceil(1e6 / piece.length))))
    expect(performance.now() - started).toBeLessThan(500)
    expect(answer.text.length).toBeLessThan(200)
  })

  test('never throws, says no control character', () => {
    const piece = fc.constantFrom(
      '<title>',
      '</title>',
      '<meta ',
      'name=',
      '"',
      "'",
      'application-name',
      '>',
      '<input type=password',
      '&#x202e;',
      '\u0000',
      '<!--',
      '-->',
      'x',
      '\ud83d'
    )
    const body = fc.oneof(
      fc.array(piece).map((p) => p.join('')),
      fc.string({ unit: 'binary' })
    )
    fc.assert(
      fc.property(
        body,
        fc.constantFrom('', 'text/html', 'application/json', 'text/plain', 'text/html;charset=utf-16'),
        fc.boolean(),
        (text, type, bytes) => {
          const answer = describeAnswer({
            status: 200,
            headers: type ? { 'content-type': type } : {},
            body: bytes ? Buffer.from(text) : text
          })
          expect(answer.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Surrogate}]/u)
          expect(answer.text.length).toBeLessThan(300)
        }
      ),
      { numRuns: 3_000 }
    )
  })
})
