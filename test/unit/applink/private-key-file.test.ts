import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { passphraseProblem, readPrivateKey, writePrivateKey } from '../../../main/applink/private-key-file.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const passphrase = 'a long enough phrase'
const encrypted = writePrivateKey(privateKey, passphrase)
const encryptedPkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase }).toString()
const read = async (text: string, given = '') => readPrivateKey(Buffer.from(text), given)

test.each([
  ['PKCS#8', pkcs8, ''],
  ['PKCS#1', pkcs1, ''],
  ['encrypted PKCS#8', encrypted, passphrase],
  ['encrypted PKCS#1', encryptedPkcs1, passphrase],
  ['a passphrase that is not needed', pkcs8, passphrase],
  [
    'behind a certificate and some words',
    `Bag Attributes\n-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n${pkcs8}`,
    ''
  ],
  ['Windows line ends', pkcs8.replaceAll('\n', '\r\n'), '']
])('reads %s', async (_, text, given) => {
  const key = await read(text, given)
  expect(key.ok && key.value.equals(privateKey)).toBe(true)
})

test.each([
  ['nothing', '', '', /no line/],
  ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString(), '', /public key/],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----', '', /certificate/],
  ['an elliptic curve', other.export({ type: 'pkcs8', format: 'pem' }).toString(), '', /type EC/],
  [
    'too short',
    generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    '',
    /1024 bits; 2048/
  ],
  ['cut off', `${pkcs8.slice(0, 400)}\n-----END PRIVATE KEY-----`, '', /damaged/],
  ['its end missing', pkcs8.slice(0, 400), '', /nothing that ends it/],
  ['OpenSSH', '-----BEGIN OPENSSH PRIVATE KEY-----\nAA==\n-----END OPENSSH PRIVATE KEY-----', '', /ssh-keygen/],
  ['PuTTY', 'PuTTY-User-Key-File-3: ssh-rsa', '', /PuTTY/]
])('refuses %s in plain words', async (_, text, given, words) => {
  const key = await read(text, given)
  expect(key).toMatchObject({ ok: false, failure: { code: 'private-key-unreadable' } })
  if (!key.ok) expect(key.failure.cause).toMatch(words)
})

test.each([
  ['none', ''],
  ['a wrong one', 'another long phrase']
])('%s as passphrase: the field is named, the passphrase is not', async (_, given) => {
  for (const text of [encrypted, encryptedPkcs1]) {
    const key = await read(text, given)
    expect(key).toMatchObject({ ok: false, failure: { code: 'private-key-unreadable', field: 'passphrase' } })
    if (given) expect(JSON.stringify(key)).not.toContain(given)
  }
})

/** A key with one part of another one. */
const mixed = (part: 'n' | 'e', value: string): string =>
  createPrivateKey({ key: { ...privateKey.export({ format: 'jwk' }), [part]: value }, format: 'jwk' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()

test('a key whose public half is not its own is refused: no Jira could ever verify it', async () => {
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }).n ?? ''
  for (const text of [mixed('n', foreign), mixed('e', 'Aw')]) {
    const key = await read(text)
    expect(key).toMatchObject({ ok: false, failure: { code: 'private-key-unreadable' } })
    if (!key.ok) expect(key.failure.cause).toMatch(/do not fit together/)
  }
})

/** A DER element. */
const der = (tag: number, ...content: Uint8Array[]): Buffer => {
  const bytes = Buffer.concat(content)
  const head = bytes.length < 128 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...head]), bytes])
}

test('a passphrase that takes the computer for minutes to try is not tried', async () => {
  const hex = (text: string): Buffer => Buffer.from(text, 'hex')
  const rounds = Buffer.alloc(4)
  rounds.writeUInt32BE(20_000_000)
  const derivation = der(
    0x30,
    hex('06092a864886f70d01050c'),
    der(0x30, der(0x04, hex('00'.repeat(8))), der(0x02, rounds), hex('300c06082a864886f70d02090500'))
  )
  const cipher = der(0x30, hex('060960864801650304012a'), der(0x04, hex('00'.repeat(16))))
  const algorithm = der(0x30, hex('06092a864886f70d01050d'), der(0x30, derivation, cipher))
  const body = der(0x30, algorithm, der(0x04, Buffer.alloc(1_216))).toString('base64')
  const key = await read(
    `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${body}\n-----END ENCRYPTED PRIVATE KEY-----`,
    passphrase
  )
  expect(key).toMatchObject({ ok: false, failure: { code: 'private-key-unreadable' } })
  if (!key.ok) expect(key.failure.cause).toMatch(/far more work/)
})

test('an exported key is encrypted with AES-256, and only the passphrase opens it', () => {
  expect(encrypted).toContain('BEGIN ENCRYPTED PRIVATE KEY')
  // id-aes256-CBC, 2.16.840.1.101.3.4.1.42
  const der = Buffer.from(encrypted.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64')
  expect(der.includes(Buffer.from('060960864801650304012a', 'hex'))).toBe(true)
  expect(() => createPrivateKey({ key: encrypted, passphrase: 'wrong wrong wrong' })).toThrow()
  expect(createPrivateKey({ key: encrypted, passphrase }).equals(privateKey)).toBe(true)
})

test('a passphrase that could not be given again is not taken', async () => {
  // OpenSSL reads at most 1,024 bytes of one.
  for (const long of ['€'.repeat(341), 'é'.repeat(512), 'x'.repeat(1024)])
    expect((await read(writePrivateKey(privateKey, long), long)).ok).toBe(true)
  for (const long of ['€'.repeat(342), 'é'.repeat(513), 'x'.repeat(1025)])
    expect(passphraseProblem(long)).toMatch(/1,024 bytes/)
  expect(passphraseProblem('€'.repeat(341))).toBeNull()
})

test('a file of nothing but beginnings does not take long to refuse', async () => {
  expect((await read('-----BEGIN RSA PRIVATE KEY-----\n'.repeat(2_000))).ok).toBe(false)
})
