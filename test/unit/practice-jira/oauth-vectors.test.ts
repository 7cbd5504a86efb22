/** The verifier against known answers: the good accepted, the tampered refused. */
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { baseStringUri, normalizeParameters, signatureBaseString } from '../../jira/oauth/base-string.ts'
import { parseForm, parseOAuthHeader, type Pair } from '../../jira/oauth/encode.ts'
import { readPublicKey, verifyRsaSha1 } from '../../jira/oauth/signature.ts'

interface JiraVector {
  readonly name: string
  readonly method: string
  readonly url: string
  readonly form: Pair[] | null
  readonly normalized_parameters: string
  readonly base_string: string
  readonly base_string_uri: string
  readonly signature: string
  readonly authorization_header: string
}

interface PublishedVector {
  readonly name: string
  readonly signature_method: string
  readonly method?: string
  readonly url?: string
  readonly query?: Pair[]
  readonly form?: Pair[]
  readonly form_body?: string
  readonly oauth?: Record<string, string | null>
  readonly base_string: string
  readonly signature: string
  readonly public_key_pem?: string
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../jira/oauth-vectors/${name}`, import.meta.url), 'utf8')) as T
}

const jira = read<{
  public_key_spki_pem: string
  certificate_pem: string
  private_key_pkcs8_der_base64: string
  cases: JiraVector[]
  negative: { name: string; base_string: string; signature: string }[]
}>('jira-rsa-sha1-vectors.json')
const published = read<{ signature_vectors: PublishedVector[]; base_string_uri: { cases: [string, string][] } }>(
  'published-vectors.json'
)
const key = readPublicKey(jira.public_key_spki_pem)

function received(vector: JiraVector): Pair[] {
  const query = vector.url.includes('?') ? vector.url.slice(vector.url.indexOf('?') + 1) : ''
  return [...(parseOAuthHeader(vector.authorization_header) ?? []), ...parseForm(query), ...(vector.form ?? [])]
}

describe('Jira-shaped vectors', () => {
  test('the file is the one these tests were written for', () => {
    expect(jira.cases).toHaveLength(11)
    expect(jira.negative).toHaveLength(3)
  })

  test.each(jira.cases.map((vector) => [vector.name, vector] as const))(
    '%s is accepted as it arrives',
    (_name, vector) => {
      if (key === undefined) throw new Error('no key')
      const pairs = received(vector)
      expect(baseStringUri(vector.url)).toBe(vector.base_string_uri)
      expect(normalizeParameters(pairs)).toBe(vector.normalized_parameters)
      const base = signatureBaseString(vector.method, vector.url, pairs)
      expect(base).toBe(vector.base_string)
      const signature = pairs.find(([name]) => name === 'oauth_signature')?.[1] ?? ''
      expect(signature).toBe(vector.signature)
      expect(verifyRsaSha1(base, signature, key)).toBe(true)
    }
  )

  test.each(jira.cases.map((vector) => [vector.name, vector] as const))(
    '%s is refused when anything changes',
    (_name, vector) => {
      if (key === undefined) throw new Error('no key')
      const pairs = received(vector)
      const variants = [
        signatureBaseString(vector.method === 'GET' ? 'POST' : 'GET', vector.url, pairs),
        signatureBaseString(vector.method, vector.url.replace(/example/i, 'attacker'), pairs),
        signatureBaseString(vector.method, vector.url, [...pairs, ['extra', '1']]),
        signatureBaseString(
          vector.method,
          vector.url,
          pairs.filter(([name]) => name !== 'oauth_nonce')
        )
      ]
      for (const base of variants) expect(verifyRsaSha1(base, vector.signature, key)).toBe(false)
      expect(verifyRsaSha1(vector.base_string, `${vector.signature} `, key)).toBe(false)
      expect(verifyRsaSha1(vector.base_string, '', key)).toBe(false)
    }
  )

  test.each(jira.negative.map((vector) => [vector.name, vector] as const))('negative: %s', (_name, vector) => {
    if (key === undefined) throw new Error('no key')
    expect(verifyRsaSha1(vector.base_string, vector.signature, key)).toBe(false)
  })
})

describe('published vectors', () => {
  test.each(published.signature_vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    if (vector.url !== undefined && vector.method !== undefined) {
      const query = vector.url.includes('?') ? vector.url.slice(vector.url.indexOf('?') + 1) : ''
      const oauth = Object.entries({ signature_method: vector.signature_method, ...vector.oauth })
        .filter((entry): entry is [string, string] => entry[1] !== null)
        .map(([name, value]): Pair => [`oauth_${name}`, value])
      const pairs = [
        ...(vector.query ?? []),
        ...(query === '' ? [] : parseForm(query)),
        ...(vector.form ?? []),
        ...parseForm(vector.form_body ?? ''),
        ...oauth
      ]
      expect(signatureBaseString(vector.method, vector.url, pairs)).toBe(vector.base_string)
    }
    if (vector.signature_method === 'RSA-SHA1') {
      expect(vector.public_key_pem).toBeDefined()
      expect(verifyRsaSha1(vector.base_string, vector.signature, createPublicKey(vector.public_key_pem ?? ''))).toBe(
        true
      )
    }
  })

  test.each(published.base_string_uri.cases)('%s has the base string URI %s', (url, expected) => {
    expect(baseStringUri(url)).toBe(expected)
  })
})

describe('public keys an administrator may paste', () => {
  test('PEM, bare base64 and a certificate are the same key', () => {
    const bare = jira.public_key_spki_pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, '')
    const same = (pasted: string): unknown => readPublicKey(pasted)?.export({ type: 'spki', format: 'pem' })
    for (const pasted of [bare, `  ${jira.public_key_spki_pem}\n`, jira.certificate_pem]) {
      expect(same(pasted)).toBe(jira.public_key_spki_pem)
    }
  })

  test('anything else is refused', async () => {
    const { generateKeyPairSync } = await import('node:crypto')
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString()
    const secret = `-----BEGIN PRIVATE KEY-----\n${jira.private_key_pkcs8_der_base64}\n-----END PRIVATE KEY-----`
    for (const pasted of ['', 'hello', elliptic, secret, 'ssh-rsa AAAAB3NzaC1yc2E'])
      expect(readPublicKey(pasted)).toBeUndefined()
  })
})
