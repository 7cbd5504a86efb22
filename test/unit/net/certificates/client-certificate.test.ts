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
async function read(files: Parameters<typeof readClientCertificate>[0], passphrase = ''): Promise<string> {
  const result = await readClientCertificate(files, passphrase)
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
])('a PFX %s', async (_, options) => {
  for (const one of [anna, annaRsa]) {
    const pfx = toPfx(one, { others, ...options })
    expect(await read([file(pfx)], options.passphrase)).toBe(good)
    if (options.passphrase === '') continue
    expect(await read([file(pfx)], 'wrong')).toBe('The passphrase is wrong.')
    expect(await read([file(pfx)])).toBe('The file is protected: enter its passphrase.')
  }
})

test('a PFX with many rounds of hashing is refused instead of hanging the app', async () => {
  const pfx = Buffer.from(toPfx(anna, { passphrase: 'x', parameters: '-nomac -iter 70000' }))
  const rounds = Buffer.from('0203011170', 'hex')
  expect(await read([file(pfx)], 'x')).toBe('CN=Anna, O=Example 1')
  let at = pfx.indexOf(rounds)
  expect(at).toBeGreaterThan(0)
  for (; at >= 0; at = pfx.indexOf(rounds)) Buffer.from('02037fffff', 'hex').copy(pfx, at)
  expect(await read([file(pfx)], 'x')).toMatch(/encrypted in a way AtTrack does not know/)
})

test('a protected key with many rounds of hashing is refused, too, as PEM and as DER', async () => {
  const pem = protectedKey(anna, 'x', 'aes-256-cbc -iter 70000')
  expect(await read([file(anna.certificate), file(pem)], 'x')).toBe('CN=Anna, O=Example 1')
  const der = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64')
  expect(await read([file(anna.certificate), file(der)], 'x')).toBe('CN=Anna, O=Example 1')
  const at = der.indexOf(Buffer.from('0203011170', 'hex'))
  expect(at).toBeGreaterThan(0)
  Buffer.from('02037fffff', 'hex').copy(der, at)
  const costly = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${der.toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`
  for (const key of [costly, der])
    expect(await read([file(anna.certificate), file(key)], 'x')).toMatch(/too long to open/)
})

test('a key with scrypt is read, and refused when it asks for much', async () => {
  const pem = protectedKey(anna, 'x', 'aes-256-cbc -scrypt')
  expect(await read([file(anna.certificate), file(pem)], 'x')).toBe('CN=Anna, O=Example 1')
  const der = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64')
  // Cost 16,384, block size 8, parallelism 1: the last becomes 100.
  const at = der.indexOf(Buffer.from('02024000020108020101', 'hex'))
  expect(at).toBeGreaterThan(0)
  der[at + 9] = 100
  expect(await read([file(anna.certificate), file(der)], 'x')).toMatch(/too long to open/)
})

test('the parts of all files share one limit', async () => {
  const key = protectedKey(anna, 'x', 'aes-256-cbc -iter 1500000')
  expect(await read([file(anna.certificate + key)], 'x')).toBe('CN=Anna, O=Example 1')
  expect(await read([file(anna.certificate + key.repeat(50))], 'x')).toMatch(/too long to open/)
})

test('while a file is opened everything else goes on', async () => {
  let turns = 0
  let over = false
  const turn = (): void => {
    turns += 1
    if (!over) setImmediate(turn)
  }
  const reading = read([file(toPfx(anna, { passphrase: 'x', legacy: true, parameters: '-iter 40000' }))], 'x')
  setImmediate(turn)
  expect(await reading).toBe('CN=Anna, O=Example 1')
  over = true
  expect(turns).toBeGreaterThan(20)
})

test('PEM: certificate and key in one file or two, in either order, with the issuers or without', async () => {
  expect(await read([file(anna.certificate + anna.key)])).toBe('CN=Anna, O=Example 1')
  expect(await read([file(anna.key + anna.certificate + root.certificate + intermediate.certificate)])).toBe(good)
  expect(await read([file(anna.certificate), file(anna.key)])).toBe('CN=Anna, O=Example 1')
  expect(await read([file(anna.key), file(intermediate.certificate + anna.certificate)])).toBe(good)
})

test('the certificate as DER or PKCS#7, the key as DER or in its older forms', async () => {
  const key = createPrivateKey(annaRsa.key)
  const sec1 = createPrivateKey(anna.key).export({ type: 'sec1', format: 'pem' })
  expect(await read([file(anna.x509.raw), file(sec1)])).toBe('CN=Anna, O=Example 1')
  expect(await read([file(toP7b([root, anna, intermediate], 'DER')), file(anna.key)])).toBe(good)
  for (const type of ['pkcs1', 'pkcs8'] as const) {
    expect(await read([file(annaRsa.certificate), file(key.export({ type, format: 'pem' }))])).toBe(
      'CN=Anna, O=Example 1'
    )
    expect(await read([file(annaRsa.certificate), file(key.export({ type, format: 'der' }))])).toBe(
      'CN=Anna, O=Example 1'
    )
  }
})

test('a protected key, as PKCS#8 and in the older way', async () => {
  const old = createPrivateKey(annaRsa.key).export({
    type: 'pkcs1',
    format: 'pem',
    cipher: 'aes-128-cbc',
    passphrase: 'geheim'
  })
  for (const key of [protectedKey(annaRsa, 'geheim'), old]) {
    const files = [file(annaRsa.certificate), file(key)]
    expect(await read(files, 'geheim')).toBe('CN=Anna, O=Example 1')
    expect(await read(files, 'falsch')).toMatch(/^The passphrase is wrong, or the private key is/)
    expect(await read(files)).toBe('The private key is protected: enter its passphrase.')
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
])('%s is told', async (_, files, words) => {
  expect(await read(files)).toMatch(words)
})

function toPem(one: Made): string {
  return one.certificate + one.key
}

test('it can be kept and taken out again; what is damaged is told', async () => {
  const result = await readClientCertificate([file(toPfx(anna, { passphrase: 'geheim', others }))], 'geheim')
  if (!result.ok) throw new Error(result.failure.cause)
  const text = serialise(result.value)
  expect(deserialise(text)).toEqual(result)
  expect(text).not.toContain('geheim')
  for (const damaged of ['', '{}', 'null', text.slice(0, -9), text.replaceAll('CERTIFICATE', 'X')])
    expect(deserialise(damaged)).toMatchObject({ ok: false, failure: { code: 'client-certificate-unreadable' } })
  expect(deserialise(JSON.stringify({ ...result.value, key: annaRsa.key }))).toMatchObject({ ok: false })
})

test('no failure tells the passphrase or the key', async () => {
  const secret = 'korrekt-pferd-batterie'
  const files = [[file(toPfx(anna, { passphrase: 'x' }))], [file(protectedKey(anna, 'x')), file(anna.certificate)]]
  for (const one of files) {
    const result = await readClientCertificate(one, secret)
    expect(result.ok).toBe(false)
    expect(JSON.stringify(result)).not.toContain(secret)
  }
})

test('whatever the bytes are, nothing throws', async () => {
  const files = [
    toPfx(anna, { passphrase: 'x', others }),
    toPfx(anna, { passphrase: 'x', parameters: '-nomac -keypbe NONE -certpbe NONE' }),
    Buffer.from(toPem(anna))
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      async (content, changes) => {
        const mangled = Uint8Array.from(content)
        for (const [at, octet] of changes) mangled[at % mangled.length] = octet
        const result = await readClientCertificate([{ name: 'a', bytes: mangled }], 'x')
        expect(result.ok || result.failure.code === 'client-certificate-unreadable').toBe(true)
      }
    ),
    { numRuns: 200 }
  )
})
