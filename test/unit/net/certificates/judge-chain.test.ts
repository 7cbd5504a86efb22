import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeChain, type ChainInput, type Judgement } from '../../../../main/net/certificates/judge-chain.ts'
import {
  issue,
  makeAuthority,
  selfSigned,
  type CertificateOptions,
  type Made
} from '../../../support/certificate-factory.ts'

const root = makeAuthority({ commonName: 'Example Root' })
const otherRoot = makeAuthority({ commonName: 'Other Root', organisation: 'Other' })
const intermediate = makeAuthority({ commonName: 'Example CA 2', by: root, pathLength: 0 })
const leaf = issue(intermediate, { names: ['jira.example.com', '*.example.org', '10.1.2.3', '::1'] })
const direct = issue(root, { names: ['jira.example.com'] })

const judged = (chain: readonly Made[], authorities: readonly Made[] = [], more: Partial<ChainInput> = {}): Judgement =>
  judgeChain({
    chain: chain.map(({ x509 }) => x509),
    host: 'jira.example.com',
    authorities: authorities.map(({ x509 }) => x509),
    pin: null,
    systemTrusts: false,
    now: Date.now(),
    ...more
  })

/** The verdict in one line: `imported`, or the failure's code and the problems with their places. */
function judge(...input: Parameters<typeof judged>): string {
  const { trustedBy, failure, problems } = judged(...input)
  expect(failure === null).toBe(trustedBy !== null)
  const list = problems.map(({ problem, index }) => `${problem}@${index}`).join(' ')
  return [trustedBy ?? failure?.code, list].filter(Boolean).join(': ')
}
const problemText = (...input: Parameters<typeof judged>): string =>
  judged(...input)
    .problems.map(({ text }) => text)
    .join(' ')
const day = 86_400_000

test('an imported root trusts what leads to it, sent with or without it', () => {
  expect(judge([leaf, intermediate], [root])).toBe('imported')
  expect(judge([leaf, intermediate, root], [root])).toBe('imported')
  expect(judge([leaf, root, intermediate], [root])).toBe('imported')
  expect(judge([direct], [root])).toBe('imported')
})

test('intermediates may be imported as well as sent, and may be where trust ends', () => {
  expect(judge([leaf], [root, intermediate])).toBe('imported')
  expect(judge([leaf], [intermediate])).toBe('imported')
})

test('another root of the same name trusts nothing', () => {
  const impostor = makeAuthority({ commonName: 'Example Root' })
  expect(judge([leaf, intermediate, impostor], [impostor])).toMatch(/^certificate-/)
  expect(judge([direct], [impostor])).toMatch(/^certificate-/)
})

test('the system’s verdict counts, and an unknown one does not', () => {
  expect(judge([leaf, intermediate], [], { systemTrusts: true })).toBe('system')
  expect(judge([leaf, intermediate], [], { systemTrusts: null })).toBe(
    'certificate-unknown-authority: unknown-authority@1'
  )
  expect(judge([leaf, intermediate], [root], { systemTrusts: null })).toBe('imported')
})

test('an intermediate is suspected to be missing only where there may be one', () => {
  const perhaps = /Perhaps “.*” is an intermediate/
  expect(problemText([leaf])).toMatch(perhaps)
  expect(problemText([leaf, intermediate])).toBe(
    'It was issued by “Example Root”, which this computer does not know and the server did not send.'
  )
  expect(problemText([direct])).not.toMatch(perhaps)
})

test.each([
  ['jira.example.com', true],
  ['JIRA.example.com.', true],
  ['wiki.example.org', true],
  ['a.b.example.org', false],
  ['example.org', false],
  ['10.1.2.3', true],
  ['10.1.2.4', false],
  ['[::1]', true],
  ['.example.org', false],
  ['localhost', false]
])('%s fits the certificate: %s', (host, fits) => {
  expect(judge([leaf, intermediate], [root], { host })).toBe(fits ? 'imported' : 'certificate-wrong-host: wrong-host@0')
})

test('the common name alone names no host', () => {
  const old = issue(root, { commonName: 'jira.example.com', names: [] })
  expect(judge([old], [root])).toBe('certificate-wrong-host: wrong-host@0')
  expect(problemText([old], [root])).toBe('It names no host at all, so not jira.example.com either.')
})

test('a name that is made to look like two is one, and fits nothing', () => {
  const extensions = [
    'subjectAltName=@alt',
    '[alt]',
    'DNS.1 = "evil.example, DNS:jira.example.com"',
    'DNS.2 = plain.example'
  ]
  const trick = issue(root, { names: [], extensions })
  expect(judge([trick], [root])).toBe('certificate-wrong-host: wrong-host@0')
  expect(judge([trick], [root], { host: 'plain.example' })).toBe('imported')
})

test('dates: the server’s own, an intermediate’s, an authority’s', () => {
  const names = ['jira.example.com']
  const expired = issue(root, { names, fromDays: -20, toDays: -2 })
  const early = issue(root, { names, fromDays: 2, toDays: 20 })
  expect(judge([expired], [root])).toBe('certificate-expired: expired@0')
  expect(problemText([expired], [root])).toMatch(/^It has not been valid since \d{4}-\d\d-\d\d\.$/)
  expect(judge([early], [root])).toBe('certificate-expired: not-yet-valid@0')
  const oldIntermediate = makeAuthority({ commonName: 'Old CA', by: root, fromDays: -20, toDays: -2 })
  expect(judge([issue(oldIntermediate, { names }), oldIntermediate], [root])).toBe('certificate-expired: expired@1')
  expect(judge([leaf, intermediate], [root], { now: Date.now() + 60 * day })).toMatch(
    /^certificate-expired: expired@0 expired@1/
  )
})

test('one that came along unused may be out of date', () => {
  const unused = makeAuthority({ commonName: 'Example CA 2', by: root, fromDays: -20, toDays: -2 })
  expect(judge([leaf, unused, intermediate], [root])).toBe('imported')
})

test('a self-signed certificate, unless it has been imported itself', () => {
  const alone = selfSigned({ names: ['jira.example.com'] })
  expect(judge([alone])).toBe('certificate-self-signed: self-signed@0')
  expect(judge([alone], [alone])).toBe('imported')
  expect(judge([alone], [alone], { host: 'other.example.com' })).toBe('certificate-wrong-host: wrong-host@0')
  // Not self-signed: importing it makes no authority of it. It can be pinned.
  expect(judge([leaf], [leaf])).toMatch(/^certificate-unknown-authority/)
})

test('a private chain, sent with its root or without', () => {
  expect(judge([leaf, intermediate, root])).toBe('certificate-unknown-authority: unknown-authority@2')
  expect(judge([leaf, intermediate])).toBe('certificate-unknown-authority: unknown-authority@1')
  expect(judge([leaf, intermediate], [otherRoot])).toBe('certificate-unknown-authority: unknown-authority@1')
})

test('an issuer that is missing: incomplete only when something says so, else it is only mentioned', () => {
  const names = ['jira.example.com']
  const issuing = makeAuthority({ commonName: 'Example Issuing CA', by: root })
  const trusted = makeAuthority({ commonName: 'Public TLS RSA 2024 CA1', organisation: 'DigiCert Inc' })
  const incomplete = 'certificate-chain-incomplete: chain-incomplete@0'
  expect(judge([issue(issuing, { names })])).toBe(incomplete)
  expect(judge([issue(trusted, { names })])).toBe(incomplete)
  expect(judge([leaf, root])).toBe(incomplete)
  expect(judge([leaf], [root])).toBe(incomplete)
  expect(judge([leaf])).toBe('certificate-unknown-authority: unknown-authority@0')
  const told = { names, extensions: ['authorityInfoAccess=caIssuers;URI:http://pki.example.com/ca2.crt'] }
  expect(problemText([issue(intermediate, told)])).toBe(
    'It was issued by “Example CA 2”, which this computer does not know and the server did not send. ' +
      'Perhaps “Example CA 2” is an intermediate, whose certificate the server should send. ' +
      'It is offered at http://pki.example.com/ca2.crt'
  )
})

test.each([
  ['Zscaler Intermediate Root CA (zscaler.net)', 'Zscaler Inc.'],
  ['FGT60E0000000000', 'Fortinet'],
  ['mitmproxy', 'mitmproxy'],
  ['Kaspersky Anti-Virus Personal Root Certificate', 'AO Kaspersky Lab'],
  ['DO_NOT_TRUST_FiddlerRoot', 'DO_NOT_TRUST'],
  ['avast! Web/Mail Shield Root', 'avast! Web/Mail Shield'],
  ['Cisco Umbrella Root CA', 'Cisco']
])('the issuer %s means interception', (commonName, organisation) => {
  const inspector = makeAuthority({
    commonName: commonName.replaceAll('/', '\\/'),
    organisation: organisation.replaceAll('/', '\\/')
  })
  const shown = issue(inspector, { names: ['jira.example.com'] })
  expect(judge([shown, inspector])).toBe('certificate-intercepted: intercepted@0 unknown-authority@1')
  expect(judge([shown, inspector], [inspector])).toBe('imported')
})

test('a company whose name only sounds similar does not inspect', () => {
  const names = ['jira.example.com']
  for (const commonName of [
    'Reset Systems Root',
    'Squidward GmbH CA',
    'Charles Bank CA',
    'Symantec Class 3 Secure Server CA'
  ])
    expect(judge([issue(makeAuthority({ commonName }), { names })])).not.toMatch(/intercepted/)
})

test('a pin decides alone', () => {
  const pin = leaf.x509.fingerprint256
  expect(judge([leaf, intermediate], [], { pin })).toBe('pin: unknown-authority@1')
  expect(judge([leaf, intermediate], [], { pin, host: 'other.example.com' })).toBe(
    'pin: wrong-host@0 unknown-authority@1'
  )
  expect(judge([leaf, intermediate], [root], { pin })).toBe('pin')
  expect(judge([direct], [root], { pin })).toBe('certificate-changed: changed@0')
  expect(judge([direct], [], { pin, systemTrusts: true })).toBe('certificate-changed: changed@0')
  const { failure } = judged([direct], [], { pin, systemTrusts: true })
  expect(failure?.params).toMatchObject({ pinned: pin, found: direct.x509.fingerprint256 })
})

test('a wrong host comes before a date, a date before an authority', () => {
  const bad = selfSigned({ names: ['other.example.com'], fromDays: -20, toDays: -2 })
  expect(judge([bad])).toBe('certificate-wrong-host: wrong-host@0 expired@0 self-signed@0')
  expect(judge([bad], [], { host: 'other.example.com' })).toBe('certificate-expired: expired@0 self-signed@0')
})

test('no certificate at all is trusted by nobody', () => {
  expect(judge([])).toBe('tls-failed')
})

const names = ['jira.example.com']
const below = (options: Parameters<typeof makeAuthority>[0], own: CertificateOptions = { names }): Made[] => {
  const middle = makeAuthority({ commonName: 'Middle', by: root, ...options })
  return [issue(middle, own), middle]
}
/** A server's certificate that issues another. */
const leafAsIssuer = issue(root, {
  commonName: 'A server',
  names: ['a.example.com'],
  extensions: ['keyUsage=keyCertSign']
})
const constrained = (value: string, own?: CertificateOptions): Made[] =>
  below({ extensions: [`nameConstraints=critical,${value}`] }, own)

test.each<[string, () => Made[], RegExp | null]>([
  ['an authority that is none', () => [issue(leafAsIssuer, { names }), leafAsIssuer], /not marked as an authority/],
  [
    'too many authorities below one',
    () => {
      const lower = makeAuthority({ commonName: 'Lower', by: intermediate })
      return [issue(lower, { names }), lower, intermediate]
    },
    /may not have an authority below/
  ],
  ['a certificate for clients', () => [issue(root, { names, usage: 'client' })], /not meant for servers/],
  ['one without a stated use', () => [issue(root, { names, usage: 'any' })], null],
  [
    'an intermediate for something else',
    () => below({ extensions: ['extendedKeyUsage=codeSigning'] }),
    /not meant for servers/
  ],
  ['a signature with SHA-1', () => [issue(root, { names, digest: 'sha1' })], /SHA-1/],
  [
    'an unknown critical extension',
    () => [issue(root, { names, extensions: ['1.2.3.4=critical,DER:0500'] })],
    /1\.2\.3\.4/
  ],
  ['an unknown extension that is not critical', () => [issue(root, { names, extensions: ['1.2.3.4=DER:0500'] })], null],
  ['a permitted domain', () => constrained('permitted;DNS:example.com'), null],
  ['a permitted domain with a dot', () => constrained('permitted;DNS:.example.com'), null],
  ['another domain', () => constrained('permitted;DNS:example.org'), /vouch/],
  ['a domain that only ends alike', () => constrained('permitted;DNS:a.example.com'), /vouch/],
  ['an excluded domain', () => constrained('excluded;DNS:example.com'), /vouch/],
  [
    'an exclusion hidden behind a wildcard',
    () => constrained('excluded;DNS:a.example.com', { names: [...names, '*.example.com'] }),
    /vouch/
  ],
  [
    'a permitted network',
    () => constrained('permitted;IP:10.0.0.0/255.0.0.0', { names: [...names, '10.1.2.3'] }),
    null
  ],
  ['another network', () => constrained('permitted;IP:10.0.0.0/255.0.0.0', { names: [...names, '11.1.2.3'] }), /vouch/]
])('%s', (_, make, obstacle) => {
  const chain = make()
  if (obstacle === null) return expect(judge(chain, [root])).toBe('imported')
  expect(judge(chain, [root])).toBe('certificate-unknown-authority: unknown-authority@0')
  expect(problemText(chain, [root])).toMatch(obstacle)
})

test('a server that sends many authorities in one name does not keep AtTrack busy', () => {
  const crowd = Array.from({ length: 12 }, () => makeAuthority({ commonName: 'Example Root' }))
  expect(judge([direct, ...crowd, ...crowd], crowd)).toMatch(/^certificate-/)
})

test('whatever comes in which order, only the imported root decides, and nothing throws', () => {
  const all = [leaf, intermediate, root, otherRoot, direct, selfSigned({ names })]
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 6 }),
      fc.subarray(all),
      fc.constantFrom('jira.example.com', 'x', '', '10.1.2.3', 'a\0b'),
      (chain, authorities, host) => {
        const verdict = judge(chain, authorities, { host })
        if (authorities.length === 0 || host === 'x') expect(verdict).toMatch(/^certificate-/)
        if (host === 'jira.example.com' && chain[0] === direct && authorities.includes(root))
          expect(verdict).toBe('imported')
      }
    )
  )
})
