import { createPrivateKey } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  describeClientCertificate,
  deserialise,
  readClientCertificate,
  serialise
} from '../../../../main/net/certificates/client-certificate.ts'
import { issue, makeAuthority, protectedKey, toP7b, toPfx, type Made } from '../../../support/certificate-factory.ts'

const root = makeAuthority()
const intermediate = makeAuthority({ commonName: 'Example Users', by: root })
const client = (options: Parameters<typeof issue>[1] = {}): Made =>
  issue(intermediate, { commonName: 'Anna', usage: 'client', names: [], ...options })
const anna = client()
const annaRsa = client({ keyType: 'rsa' })
const others = [intermediate, root]

const file = (content: string | Uint8Array, name = 'a.pem') => ({ name, bytes: Buffer.from(content) })

/** Subject and number of certificates to send, or what is wrong. */
function read(files: Parameters<typeof readClientCertificate>[0], passphrase = ''): string {
  const result = readClientCertificate(files, passphrase)
  if (!result.ok) return result.failure.cause
  const one = result.value
  expect(createPrivateKey(one.key).type).toBe('private')
  return `${describeClientCertificate(one).subject} ${one.certificate.split('-----BEGIN').length - 1}`
}
const good = 'CN=Anna, O=Example 2'

test.each<[string, Parameters<typeof toPfx>[1]]>([
  ['as OpenSSL 3 writes it', { passphrase: 'geheim' }],
  ['as old Windows writes it, with RC2 and Triple DES', { passphrase: 'geheim', legacy: true }],
  ['with Triple DES alone', { passphrase: 'geheim', parameters: '-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES' }],
  ['with RC2 of 128 bits', { passphrase: 'geheim', parameters: '-legacy -certpbe PBE-SHA1-RC2-128' }],
  ['with AES-128 and SHA-512', { passphrase: 'geheim', parameters: '-certpbe AES-128-CBC -macalg sha512' }],
  ['with its certificates open', { passphrase: 'geheim', parameters: '-certpbe NONE' }],
  ['without a seal', { passphrase: 'geheim', parameters: '-nomac' }],
  ['with an umlaut in the passphrase', { passphrase: 'größer €' }],
  ['with an empty passphrase', { passphrase: '' }]
])('a PFX %s', (_, options) => {
  for (const one of [anna, annaRsa]) {
    const pfx = toPfx(one, { others, ...options })
    expect(read([file(pfx)], options.passphrase)).toBe(good)
    if (options.passphrase === '') continue
    expect(read([file(pfx)], 'wrong')).toBe('The passphrase is wrong.')
    expect(read([file(pfx)])).toBe('The file is protected: enter its passphrase.')
  }
})

test('a PFX with many rounds of hashing is refused instead of hanging the app', () => {
  const pfx = Buffer.from(toPfx(anna, { passphrase: 'x', parameters: '-nomac -iter 70000' }))
  const rounds = Buffer.from('0203011170', 'hex')
  expect(read([file(pfx)], 'x')).toBe('CN=Anna, O=Example 1')
  let at = pfx.indexOf(rounds)
  expect(at).toBeGreaterThan(0)
  for (; at >= 0; at = pfx.indexOf(rounds)) Buffer.from('02037fffff', 'hex').copy(pfx, at)
  expect(read([file(pfx)], 'x')).toMatch(/encrypted in a way AtTrack does not know/)
})

test('PEM: certificate and key in one file or two, in either order, with the issuers or without', () => {
  expect(read([file(anna.certificate + anna.key)])).toBe('CN=Anna, O=Example 1')
  expect(read([file(anna.key + anna.certificate + root.certificate + intermediate.certificate)])).toBe(good)
  expect(read([file(anna.certificate), file(anna.key)])).toBe('CN=Anna, O=Example 1')
  expect(read([file(anna.key), file(intermediate.certificate + anna.certificate)])).toBe(good)
})

test('the certificate as DER or PKCS#7, the key as DER or in its older forms', () => {
  const key = createPrivateKey(annaRsa.key)
  const sec1 = createPrivateKey(anna.key).export({ type: 'sec1', format: 'pem' })
  expect(read([file(anna.x509.raw), file(sec1)])).toBe('CN=Anna, O=Example 1')
  expect(read([file(toP7b([root, anna, intermediate], 'DER')), file(anna.key)])).toBe(good)
  for (const type of ['pkcs1', 'pkcs8'] as const) {
    expect(read([file(annaRsa.certificate), file(key.export({ type, format: 'pem' }))])).toBe('CN=Anna, O=Example 1')
    expect(read([file(annaRsa.certificate), file(key.export({ type, format: 'der' }))])).toBe('CN=Anna, O=Example 1')
  }
})

test('a protected key, as PKCS#8 and in the older way', () => {
  const old = createPrivateKey(annaRsa.key).export({
    type: 'pkcs1',
    format: 'pem',
    cipher: 'aes-128-cbc',
    passphrase: 'geheim'
  })
  for (const key of [protectedKey(annaRsa, 'geheim'), old]) {
    const files = [file(annaRsa.certificate), file(key)]
    expect(read(files, 'geheim')).toBe('CN=Anna, O=Example 1')
    expect(read(files, 'falsch')).toMatch(/^The passphrase is wrong, or the private key is/)
    expect(read(files)).toBe('The private key is protected: enter its passphrase.')
  }
})

test.each<[string, Parameters<typeof readClientCertificate>[0], RegExp]>([
  ['no file', [], /No file/],
  ['an empty file', [file('')], /empty/],
  ['a certificate alone', [file(anna.certificate)], /private key is missing/],
  ['a key alone', [file(anna.key)], /certificate is missing/],
  ['a key of another certificate', [file(anna.certificate), file(annaRsa.key)], /does not belong/],
  ['an expired certificate', [file(toPem(client({ fromDays: -9, toDays: -2 })))], /^The certificate expired on \d{4}-/],
  [
    'a certificate of the future',
    [file(toPem(client({ fromDays: 2 })))],
    /^The certificate is not valid before \d{4}-/
  ],
  ['a web page', [file('<html></html>')], /web page/],
  ['a key for SSH', [file('-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----')], /SSH/],
  ['a damaged key', [file('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----')], /damaged/],
  ['a cut PFX', [file(toPfx(anna, { passphrase: '' }).subarray(0, 500))], /cut off/]
])('%s is told', (_, files, words) => {
  expect(read(files)).toMatch(words)
})

function toPem(one: Made): string {
  return one.certificate + one.key
}

test('it can be kept and taken out again; what is damaged is told', () => {
  const result = readClientCertificate([file(toPfx(anna, { passphrase: 'geheim', others }))], 'geheim')
  if (!result.ok) throw new Error(result.failure.cause)
  const text = serialise(result.value)
  expect(deserialise(text)).toEqual(result)
  expect(text).not.toContain('geheim')
  for (const damaged of ['', '{}', 'null', text.slice(0, -9), text.replaceAll('CERTIFICATE', 'X')])
    expect(deserialise(damaged)).toMatchObject({ ok: false, failure: { code: 'client-certificate-unreadable' } })
  expect(deserialise(JSON.stringify({ ...result.value, key: annaRsa.key }))).toMatchObject({ ok: false })
})

test('no failure tells the passphrase or the key', () => {
  const secret = 'korrekt-pferd-batterie'
  const files = [[file(toPfx(anna, { passphrase: 'x' }))], [file(protectedKey(anna, 'x')), file(anna.certificate)]]
  for (const one of files) {
    const result = readClientCertificate(one, secret)
    expect(result.ok).toBe(false)
    expect(JSON.stringify(result)).not.toContain(secret)
  }
})

test('whatever the bytes are, nothing throws', () => {
  const files = [
    toPfx(anna, { passphrase: 'x', others }),
    toPfx(anna, { passphrase: 'x', parameters: '-nomac -keypbe NONE -certpbe NONE' }),
    Buffer.from(toPem(anna))
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      (content, changes) => {
        const mangled = Uint8Array.from(content)
        for (const [at, octet] of changes) mangled[at % mangled.length] = octet
        const result = readClientCertificate([{ name: 'a', bytes: mangled }], 'x')
        expect(result.ok || result.failure.code === 'client-certificate-unreadable').toBe(true)
      }
    ),
    { numRuns: 200 }
  )
})
