import type { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCertificates } from '../../../../main/net/certificates/read-certificates.ts'
import { describeCertificate } from '../../../../main/net/certificates/describe.ts'
import { issue, makeAuthority, toP7b, toPfx, toStreamedMessage } from '../../../support/certificate-factory.ts'

const root = makeAuthority({ commonName: 'Example Root', organisation: 'Example, Ltd.' })
const intermediate = makeAuthority({ commonName: 'Example Issuing', by: root })
const leaf = issue(intermediate, {
  commonName: 'jira.example.com',
  names: ['jira.example.com', '*.example.org', '10.1.2.3']
})
const bytes = (text: string): Uint8Array => Buffer.from(text)

const read = (file: Uint8Array): string[] | string => {
  const result = readCertificates(file)
  return result.ok ? result.value.map(({ fingerprint256 }) => fingerprint256) : result.failure.cause
}
const prints = (...made: { x509: X509Certificate }[]): string[] => made.map(({ x509 }) => x509.fingerprint256)

test('one PEM certificate, many, and text around them', () => {
  expect(read(bytes(root.certificate))).toEqual(prints(root))
  expect(read(bytes(`Our root:\r\n${root.certificate}\n# and below it\n${intermediate.certificate}`))).toEqual(
    prints(root, intermediate)
  )
})

test('Windows line ends, a byte order mark, UTF-16 from Notepad, the old label', () => {
  expect(read(bytes(root.certificate.replaceAll('\n', '\r\n')))).toEqual(prints(root))
  expect(read(bytes(`\ufeff${root.certificate}`))).toEqual(prints(root))
  expect(read(Buffer.from(`\ufeff${root.certificate}`, 'utf16le'))).toEqual(prints(root))
  expect(read(bytes(root.certificate.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')))).toEqual(prints(root))
})

test('a certificate that is in the file twice is read once', () => {
  expect(read(bytes(root.certificate + intermediate.certificate + root.certificate))).toEqual(
    prints(root, intermediate)
  )
})

test('DER, and base64 without the lines around it', () => {
  expect(read(root.x509.raw)).toEqual(prints(root))
  expect(read(bytes(root.x509.raw.toString('base64')))).toEqual(prints(root))
})

test('PKCS#7 in both forms, and with lengths left open as BER may', () => {
  expect(read(toP7b([root, intermediate], 'PEM'))).toEqual(prints(root, intermediate))
  expect(read(toP7b([root, intermediate], 'DER'))).toEqual(prints(root, intermediate))
  const streamed = toStreamedMessage(leaf)
  // 0x80: the length is not given.
  expect(streamed[1]).toBe(0x80)
  expect(read(streamed)).toEqual(prints(leaf))
})

test('certificates beside a private key are read, the key is left alone', () => {
  expect(read(bytes(leaf.key + leaf.certificate))).toEqual(prints(leaf))
})

test.each<[string, Uint8Array, RegExp]>([
  ['nothing', bytes(''), /empty/],
  ['a private key', bytes(leaf.key), /private key/],
  ['a private key as DER', Buffer.from(leaf.key.split('\n').slice(1, -2).join(''), 'base64'), /private key/],
  ['a PFX', toPfx(leaf, { passphrase: 'x' }), /PFX/],
  ['a sign-in page', bytes('\n<!DOCTYPE html><html><title>Sign in</title></html>'), /web page/],
  ['XML', bytes('<?xml version="1.0"?><a/>'), /XML/],
  ['a ZIP archive', bytes('PK\x03\x04....'), /ZIP/],
  ['a cut certificate', bytes(root.certificate.slice(0, 300)), /cut off/],
  ['a damaged certificate', bytes(root.certificate.replace(/^M.{40}/m, `M${'A'.repeat(40)}`)), /damaged/],
  ['cut DER', root.x509.raw.subarray(0, 200), /cut off/],
  ['an empty bag', toP7b([], 'DER'), /without a certificate/],
  ['a public key', bytes(String(leaf.x509.publicKey.export({ type: 'spki', format: 'pem' }))), /public key/],
  ['words', bytes('our certificate is at the help desk'), /no certificate/]
])('%s is told', (_, file, words) => {
  expect(read(file)).toMatch(words)
})

test('whatever the bytes are, nothing throws', () => {
  const files = [bytes(root.certificate), root.x509.raw, toP7b([root, leaf], 'DER'), toPfx(leaf, { passphrase: 'x' })]
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 6 }),
      fc.nat(2000),
      (file, changes, length) => {
        const mangled = Uint8Array.from(file)
        for (const [at, octet] of changes) mangled[at % mangled.length] = octet
        const result = readCertificates(mangled.subarray(0, Math.max(1, mangled.length - length)))
        if (result.ok) for (const one of result.value) describeCertificate(one)
        expect(result.ok ? result.value.length : result.failure.cause.length).toBeGreaterThan(0)
      }
    ),
    { numRuns: 400 }
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (file) => !readCertificates(file).ok))
})

test('a certificate in the words of the contract', () => {
  const one = describeCertificate(leaf.x509)
  expect(one).toMatchObject({
    subject: 'CN=jira.example.com, O=Example',
    issuer: 'CN=Example Issuing, O=Example',
    names: ['jira.example.com', '*.example.org', '10.1.2.3'],
    isAuthority: false,
    selfSigned: false,
    fingerprint: leaf.x509.fingerprint256
  })
  expect(one.validTo - one.validFrom).toBe(31 * 86_400_000)
  expect(describeCertificate(root.x509)).toMatchObject({ isAuthority: true, selfSigned: true, names: [] })
})

test('a long file of nothing but headers is looked through once', () => {
  // Looked through again from every colon, it would take minutes.
  const long = `-----BEGIN CERTIFICATE-----\n${'a:\n'.repeat(300_000)}\n-----END CERTIFICATE-----\n`
  expect(readCertificates(Buffer.from(long))).toMatchObject({ failure: { code: 'certificate-file-unreadable' } })
})
