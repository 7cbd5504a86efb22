import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fingerprint,
  generateKeyPair,
  parsePrivateKey,
  publicKeyFrom,
  publicKeyOneLine
} from '../../../main/jira/auth/oauth1-keys.ts'
import { recognised } from '../../support/recognised.ts'
import vectors from './oauth1-vectors/jira-rsa-sha1-vectors.json' with { type: 'json' }

const value = <T>(result: { ok: true; value: T } | { ok: false }): T => {
  if (!result.ok) throw new Error('a value was expected')
  return result.value
}

describe('keys', () => {
  test('a new pair fits a Windows credential, and its halves belong together', async () => {
    const pair = await generateKeyPair()
    expect(Buffer.byteLength(pair.privateKey)).toBeLessThanOrEqual(2560)
    expect(value(parsePrivateKey(pair.privateKey)).asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(value(publicKeyFrom(pair.privateKey))).toBe(pair.publicKeyPem)
    expect(pair.publicKeyPem).toMatch(/^-----BEGIN PUBLIC KEY-----\n/)
    expect((await generateKeyPair()).privateKey).not.toBe(pair.privateKey)
  })

  test('reads PKCS#8 and PKCS#1, as PEM and as our base64', () => {
    const pkcs8 = createPrivateKey({
      key: Buffer.from(vectors.private_key_pkcs8_der_base64, 'base64'),
      format: 'der',
      type: 'pkcs8'
    })
    const forms = [
      vectors.private_key_pkcs8_der_base64,
      ` ${vectors.private_key_pkcs8_der_base64.slice(0, 100)}\r\n${vectors.private_key_pkcs8_der_base64.slice(100)}\n`,
      pkcs8.export({ type: 'pkcs8', format: 'pem' }).toString(),
      pkcs8.export({ type: 'pkcs1', format: 'pem' }).toString()
    ]
    for (const form of forms) expect(value(publicKeyFrom(form))).toBe(vectors.public_key_spki_pem)
    expect(value(publicKeyFrom(pkcs8))).toBe(vectors.public_key_spki_pem)
  })

  test('one line and fingerprint', () => {
    const line = publicKeyOneLine(vectors.public_key_spki_pem)
    expect(line).toMatch(/^MIIBIjAN[A-Za-z0-9+/]+=*$/)
    const hex = createHash('sha256').update(createPrivateKeyPublicDer()).digest('hex')
    expect(fingerprint(vectors.public_key_spki_pem).replaceAll(':', '')).toBe(hex)
    expect(fingerprint(vectors.public_key_spki_pem)).toMatch(/^([0-9a-f]{2}:){31}[0-9a-f]{2}$/)
    expect(fingerprint(vectors.public_key_spki_pem.replaceAll('\n', '\r\n'))).toBe(
      fingerprint(vectors.public_key_spki_pem)
    )
  })

  test.each([
    ['nothing', ''],
    ['words', 'not a key'],
    ['a public key', vectors.public_key_spki_pem],
    [
      'an elliptic key',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    ],
    [
      'an encrypted key',
      generateKeyPairSync('rsa', { modulusLength: 1024 })
        .privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
        .toString()
    ],
    [
      'a weak key',
      generateKeyPairSync('rsa', { modulusLength: 768 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    ],
    ['half a key', vectors.private_key_pkcs8_der_base64.slice(0, 900)]
  ])('refuses %s', (_, text) => {
    const result = parsePrivateKey(text)
    expect(result.ok).toBe(false)
    if (!result.ok) {
      expect(result.failure.code).toBe('oauth-key-invalid')
      recognised({ code: 'oauth-key-invalid', by: 'the key in the keychain is spoilt or weak', how: 'app' })
      expect(JSON.stringify(result.failure)).not.toContain('MII')
    }
    expect(publicKeyFrom(text).ok).toBe(false)
  })

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parsePrivateKey(text).ok).toBe(false)
      })
    )
  })
})

function createPrivateKeyPublicDer(): Buffer {
  return Buffer.from(
    vectors.public_key_spki_pem
      .split('\n')
      .filter((line) => !line.startsWith('-'))
      .join(''),
    'base64'
  )
}
