import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { candidateAddresses } from '../../../main/jira/site/address.ts'
import { isStrongUiSegment, isWeakUiSegment } from '../../../main/jira/site/ui-path.ts'
import { recognised } from '../../support/recognised.ts'

const H = 'https://jira.example.com'
const P = 'http://jira.example.com'
const root = [H, `${H}/jira`]
const both = [...root, P, `${P}/jira`]

describe('pasted addresses', () => {
  test.each<[string, string[]]>([
    // bare hosts
    ['jira.example.com', both],
    ['  jira.example.com  ', both],
    ['JIRA.Example.COM', both],
    ['jira.example.com.', both],
    ['jira.example.com/', both],
    ['jira.example.com///', both],
    ['//jira.example.com', both],
    ['jira', ['https://jira', 'https://jira/jira', 'http://jira', 'http://jira/jira']],
    ['jira.example.com:8443', [`${H}:8443`, `${H}:8443/jira`, `${P}:8443`, `${P}:8443/jira`]],
    ['jira.example.com:8080', [`${P}:8080`, `${P}:8080/jira`, `${H}:8080`, `${H}:8080/jira`]],
    ['jira.example.com:443', [...root, `${P}:443`, `${P}:443/jira`]],
    ['jira.example.com:', both],
    ['localhost', ['http://localhost', 'http://localhost/jira', 'https://localhost', 'https://localhost/jira']],
    [
      'localhost:2990/jira',
      ['http://localhost:2990/jira', 'http://localhost:2990', 'https://localhost:2990/jira', 'https://localhost:2990']
    ],
    ['10.0.0.7', ['https://10.0.0.7', 'https://10.0.0.7/jira', 'http://10.0.0.7', 'http://10.0.0.7/jira']],
    [
      '192.168.1.20:8080/jira',
      [
        'http://192.168.1.20:8080/jira',
        'http://192.168.1.20:8080',
        'https://192.168.1.20:8080/jira',
        'https://192.168.1.20:8080'
      ]
    ],
    // with a scheme
    [H, root],
    [`${H}/`, root],
    [`${H}:443/`, root],
    ['http://jira.example.com:80', [P, `${P}/jira`]],
    ['HTTPS://JIRA.EXAMPLE.COM/JIRA', [`${H}/JIRA`, H]],
    [`${P}:8080/jira/`, [`${P}:8080/jira`, `${P}:8080`]],
    // context paths
    [`${H}/jira`, [`${H}/jira`, H]],
    [`${H}/a/b`, [`${H}/a/b`, `${H}/a`, H]],
    [`${H}//a//b//`, [`${H}/a/b`, `${H}/a`, H]],
    ['jira.example.com/a/b', [`${H}/a/b`, `${H}/a`, H, `${P}/a/b`, `${P}/a`, P]],
    [`${H}/a/../jira`, [`${H}/jira`, H]],
    [`${H}/my%20jira`, [`${H}/my%20jira`, H]],
    // pages of Jira
    [`${H}/browse/ABC-1`, root],
    [`${H}/jira/browse/ABC-1`, [`${H}/jira`, H]],
    [`${H}/a/b/browse/ABC-1?focusedId=3`, [`${H}/a/b`, `${H}/a`, H]],
    [`${H}/issues/browse/ABC-1`, [`${H}/issues`, H]],
    [`${H}/ABC-1`, root],
    [`${H}/jira/secure/Dashboard.jspa`, [`${H}/jira`, H]],
    [`${H}/secure/RapidBoard.jspa?rapidView=5&view=detail`, root],
    [`${H}/secure/admin/ViewApplicationProperties.jspa`, root],
    [`${H}/projects/ABC/issues`, root],
    [`${H}/jira/projects/ABC/issues/ABC-7?filter=allissues`, [`${H}/jira`, H]],
    [`${H}/projects/ABC/summary`, root],
    [`${H}/login.jsp?os_destination=%2Fsecure%2FDashboard.jspa`, root],
    [`${H}/login.jsp?os_destination=https://other.example.org/jira`, root],
    [`${H}/jira/login.jsp;jsessionid=1A2B`, [`${H}/jira`, H]],
    [`${H}/rest/api/2/serverInfo`, root],
    [`${H}/jira/rest/api/2/issue/ABC-1`, [`${H}/jira`, H]],
    [`${H}/plugins/servlet/applinks/listApplicationLinks`, root],
    [`${H}/plugins/servlet/mobile#issue/ABC-1`, root],
    [`${H}/issues/?jql=project = ABC ORDER BY created`, root],
    [`${H}/jira/software/c/projects/ABC/boards/1`, [`${H}/jira`, H]],
    [`${H}/servicedesk/customer/portal/1`, root],
    [`${H}/s/d41d8cd9/_/images/icon.png`, root],
    [`${H}/si/jira.issueviews:issue-xml/ABC-1/ABC-1.xml`, root],
    [`${H}/jira/#/dashboard`, [`${H}/jira`, H]],
    [`${H}#top`, root],
    [`${H}/%62rowse/ABC-1`, root],
    [`${H}/people/me`, root],
    ['jira.example.com/jira/browse/ABC-1', [`${H}/jira`, H, `${P}/jira`, P]],
    // IPv6
    [
      '[2001:db8::1]',
      ['https://[2001:db8::1]', 'https://[2001:db8::1]/jira', 'http://[2001:db8::1]', 'http://[2001:db8::1]/jira']
    ],
    [
      '2001:DB8::1',
      ['https://[2001:db8::1]', 'https://[2001:db8::1]/jira', 'http://[2001:db8::1]', 'http://[2001:db8::1]/jira']
    ],
    ['https://[2001:db8::1]:8443/jira', ['https://[2001:db8::1]:8443/jira', 'https://[2001:db8::1]:8443']],
    ['https://2001:db8::1/jira', ['https://[2001:db8::1]/jira', 'https://[2001:db8::1]']],
    ['http://2001:db8:0:0:0:0:0:1:8080', ['http://[2001:db8::1]:8080', 'http://[2001:db8::1]:8080/jira']],
    [
      '[::1]:2990/jira',
      ['http://[::1]:2990/jira', 'http://[::1]:2990', 'https://[::1]:2990/jira', 'https://[::1]:2990']
    ],
    // international names
    ['https://jira.bücher.example', ['https://jira.xn--bcher-kva.example', 'https://jira.xn--bcher-kva.example/jira']],
    ['https://日本.example/jira', ['https://xn--wgv71a.example/jira', 'https://xn--wgv71a.example']],
    // wrapping and labels
    [`"${H}/jira"`, [`${H}/jira`, H]],
    [`<${H}/jira>`, [`${H}/jira`, H]],
    [`“${H}”`, root],
    [`(${H}/browse/ABC-1),`, root],
    [`\u200b${H}\ufeff`, root],
    [`Jira: ${H}/jira`, [`${H}/jira`, H]],
    [`Jira:${H}`, root],
    [`our Jira is at ${H}/jira`, [`${H}/jira`, H]],
    [`Server: jira.example.com`, both],
    [`[Jira](${H}/jira)`, [`${H}/jira`, H]],
    [`view-source:${H}/jira`, [`${H}/jira`, H]],
    // credentials
    ['https://admin:s3cret@jira.example.com/jira', [`${H}/jira`, H]],
    ['admin:p@ss@jira.example.com', both],
    ['https://admin@jira.example.com', root],
    // typos
    ['http//jira.example.com', [P, `${P}/jira`]],
    ['https//jira.example.com/jira', [`${H}/jira`, H]],
    ['https:/jira.example.com', root],
    ['https:jira.example.com', root],
    ['https:///jira.example.com', root],
    ['htps://jira.example.com', root],
    ['ttps://jira.example.com', root],
    ['https;//jira.example.com', root],
    ['https:\\\\jira.example.com\\jira', [`${H}/jira`, H]],
    [`http://${H}/jira`, [`${H}/jira`, H]]
  ])('%s', (pasted, expected) => {
    const result = candidateAddresses(pasted)
    expect(result).toMatchObject({ ok: true, value: { candidates: expected } })
  })

  test('the host is told with its port', () => {
    expect(candidateAddresses('http://JIRA.example.com:8080/jira')).toMatchObject({
      ok: true,
      value: { host: 'jira.example.com:8080' }
    })
    expect(candidateAddresses('https://jira.example.com:443')).toMatchObject({
      ok: true,
      value: { host: 'jira.example.com' }
    })
  })

  test('a deep path keeps itself and its outermost parents', () => {
    const result = candidateAddresses('jira.example.com/a/b/c/d/e/f/g')
    expect(result).toMatchObject({
      ok: true,
      value: { candidates: [`${H}/a/b/c/d/e`, `${H}/a/b`, `${H}/a`, H, `${P}/a/b/c/d/e`, `${P}/a/b`, `${P}/a`, P] }
    })
  })
})

describe('refused', () => {
  test.each([
    ['', 'Nothing was entered'],
    ['   ', 'Nothing was entered'],
    ['""', 'Nothing was entered'],
    ['jira example com', 'spaces inside'],
    ['https://jira.example.com/my jira', 'spaces inside'],
    ['https://jira.example.com\nhttps://other.example.com', 'spaces inside'],
    ['file:///etc/passwd', '“file:”'],
    ['javascript:alert(1)', '“javascript:”'],
    ['JavaScript:alert(1)@jira.example.com', '“JavaScript:”'],
    ['data:text/html,x', '“data:”'],
    ['ftp://jira.example.com', '“ftp:”'],
    ['mailto:me@example.com', '“mailto:”'],
    ['chrome://settings', '“chrome:”'],
    ['ssh://git@bitbucket.example.com:7999/x', '“ssh:”'],
    ['https://', 'no host'],
    ['https:///', 'no host'],
    ['https://:8080', 'no host'],
    ['/browse/ABC-1', 'no host'],
    ['jira.example.com:99999', 'port 99999'],
    ['jira.example.com:0', 'port 0'],
    ['https://jira.example.com:80a0/', '“80a0” is not a number'],
    ['8080', 'only a number'],
    ['https://12345/jira', 'only a number'],
    ['me@example.com', 'e-mail'],
    ['https://jira..example<>.com', 'not a host name'],
    ['https://[::g]/', 'is not a host name'],
    ['https://ji;ra/', 'is not a host name'],
    ['https://[fe80::1%25eth0]/', 'not a host name'],
    ['https://a%00b/', 'not a host name'],
    [`https://jira.example.com/${'a'.repeat(2000)}`, 'longer than 2,000']
  ])('%s', (pasted, words) => {
    const result = candidateAddresses(pasted)
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.failure.code).toBe('address-invalid')
    recognised({ code: 'address-invalid', by: 'something that is no web address is entered', how: 'sign-in' })
    expect(result.failure.field).toBe('address')
    expect(result.failure.cause).toContain(words)
  })

  test.each([
    'https://contoso.atlassian.net',
    'contoso.atlassian.net/jira/software/c/projects/ABC',
    'https://contoso.jira.com/browse/A-1',
    'CONTOSO.ATLASSIAN.NET.',
    'https://me:token@contoso.atlassian.net:443/'
  ])('Cloud: %s', (pasted) => {
    const result = candidateAddresses(pasted)
    expect(result).toMatchObject({ ok: false, failure: { code: 'is-cloud' } })
    if (!result.ok) expect(JSON.stringify(result.failure)).not.toContain('token@')
  })

  test.each(['https://atlassian.net.example.com', 'https://notatlassian.net', 'https://jira.company.com'])(
    'not Cloud: %s',
    (pasted) => {
      expect(candidateAddresses(pasted).ok).toBe(true)
    }
  )
})

describe('properties', () => {
  const piece = fc.constantFrom(
    'http',
    'https',
    '://',
    ':',
    '/',
    '//',
    '@',
    'user:pw@',
    'jira.example.com',
    'localhost',
    '[::1]',
    '::1',
    ':8080',
    ':x',
    '/jira',
    '/browse/ABC-1',
    '/secure/x.jspa',
    '?jql=a b',
    '#x',
    ' ',
    '"',
    '<',
    '>',
    '%',
    '%2f',
    '..',
    '.',
    '\\',
    'javascript:',
    'file:',
    '\u202e',
    '\n',
    'é',
    '日本',
    '\ud800',
    'Jira: ',
    ';',
    '(',
    ')'
  )
  const pasted = fc.oneof(
    fc.array(piece, { maxLength: 10 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.webUrl({ withQueryParameters: true, withFragments: true })
  )

  test('never throws; only clean http and https addresses come out', () => {
    let accepted = 0
    fc.assert(
      fc.property(pasted, (text) => {
        const result = candidateAddresses(text)
        if (!result.ok) {
          expect(['address-invalid', 'is-cloud']).toContain(result.failure.code)
          return
        }
        accepted++
        const { candidates } = result.value
        expect(candidates.length).toBeGreaterThan(0)
        expect(candidates.length).toBeLessThanOrEqual(8)
        expect(new Set(candidates).size).toBe(candidates.length)
        for (const candidate of candidates) {
          const url = new URL(candidate)
          expect(url.protocol).toMatch(/^https?:$/)
          expect(url.username + url.password + url.search + url.hash).toBe('')
          expect(candidate.endsWith('/')).toBe(false)
          expect(candidate).toBe(url.pathname === '/' ? url.origin : url.href)
          expect(url.pathname.split('/').some((segment) => segment !== '' && isStrongUiSegment(segment))).toBe(false)
        }
      }),
      { numRuns: 20_000 }
    )
    expect(accepted).toBeGreaterThan(2_000)
  })

  test('is stable: its own candidates lead to themselves', () => {
    fc.assert(
      fc.property(pasted, (text) => {
        const result = candidateAddresses(text)
        if (!result.ok) return
        for (const candidate of result.value.candidates) {
          // `/issues` is a context path only in front of one of Jira's pages.
          if (new URL(candidate).pathname.split('/').some(isWeakUiSegment)) continue
          const again = candidateAddresses(candidate)
          expect(again.ok && again.value.candidates[0]).toBe(candidate)
        }
      }),
      { numRuns: 10_000 }
    )
  })
})
