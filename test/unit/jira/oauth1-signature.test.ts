import { createHmac, createPrivateKey, createPublicKey, verify, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  baseStringUri,
  percentEncode,
  rsaSha1,
  signatureBaseString,
  signOAuth1
} from '../../../main/jira/auth/oauth1-signature.ts'
import jira from './oauth1-vectors/jira-rsa-sha1-vectors.json' with { type: 'json' }
import published from './oauth1-vectors/published-vectors.json' with { type: 'json' }

const pem = (base64: string, label: string): string =>
  `-----BEGIN ${label}-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`

const jiraKey = createPrivateKey(pem(jira.private_key_pkcs8_der_base64, jira.private_key_pkcs8_der_base64_label))

/** The parameters of an `Authorization: OAuth` header, read without the code under test. */
function headerParameters(header: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', value = ''] of header.matchAll(/([\w%~.-]+)="([^"]*)"/g)) {
    expect(found.has(name)).toBe(false)
    found.set(decodeURIComponent(name), decodeURIComponent(value))
  }
  return found
}

const optional = <K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } =>
  (value == null ? {} : { [key]: value }) as { [P in K]?: string }

describe('Jira-shaped vectors', () => {
  test.each(jira.cases.map((c) => [c.name, c] as const))('%s', (_, c) => {
    const signed = signOAuth1({
      method: c.method,
      url: c.url,
      ...(c.form ? { form: c.form as [string, string][] } : {}),
      consumerKey: c.oauth.consumer_key,
      privateKey: jiraKey,
      ...optional('token', c.oauth.token),
      ...optional('callback', c.oauth.callback),
      ...optional('verifier', c.oauth.verifier),
      nonce: c.oauth.nonce,
      timestampSeconds: Number(c.oauth.timestamp)
    })
    expect(baseStringUri(c.url)).toBe(c.base_string_uri)
    expect(signed.baseString).toBe(c.base_string)
    const sent = headerParameters(signed.authorizationHeader)
    expect(sent.get('oauth_signature')).toBe(c.signature)
    expect(sent).toEqual(headerParameters(c.authorization_header))
    expect(signed.authorizationHeader).toMatch(/^OAuth oauth_/)
    expect(signed.authorizationHeader).not.toContain('realm')
  })

  test.each(jira.negative.map((n) => [n.name, n] as const))('must differ: %s', (_, n) => {
    expect(
      verify('sha1', Buffer.from(n.base_string), createPublicKey(jiraKey), Buffer.from(n.signature, 'base64'))
    ).toBe(false)
    expect(jira.cases.map((c) => c.base_string)).not.toContain(n.base_string)
    expect(rsaSha1(n.base_string, jiraKey)).not.toBe(n.signature)
  })
})

describe('published vectors', () => {
  const formOf = (v: (typeof published.signature_vectors)[number]): [string, string][] =>
    v.form_body !== undefined ? [...new URLSearchParams(v.form_body)] : ((v.form ?? []) as [string, string][])
  const urlOf = (v: (typeof published.signature_vectors)[number]): string =>
    v.query
      ? `${v.url}?${v.query.map((pair) => pair.map((s) => encodeURIComponent(s)).join('=')).join('&')}`
      : (v.url ?? '')

  test.each(published.signature_vectors.map((v) => [v.name, v] as const))('%s', (_, v) => {
    if (v.private_key_der_base64 !== undefined) {
      const key = createPrivateKey(pem(v.private_key_der_base64, v.private_key_der_base64_label))
      expect(rsaSha1(v.base_string, key)).toBe(v.signature)
      if (!v.oauth || !v.method) return
      const signed = signOAuth1({
        method: v.method,
        url: urlOf(v),
        form: formOf(v),
        consumerKey: v.oauth.consumer_key,
        privateKey: key,
        ...optional('token', v.oauth.token),
        nonce: v.oauth.nonce,
        timestampSeconds: Number(v.oauth.timestamp)
      })
      expect(signed.baseString).toBe(v.base_string)
      expect(headerParameters(signed.authorizationHeader).get('oauth_signature')).toBe(v.signature)
      return
    }
    // We never send HMAC, but the base string obeys the same rules.
    const oauth = Object.entries({ ...v.oauth, signature_method: v.signature_method })
      .filter((pair): pair is [string, string] => pair[1] !== null)
      .map(([name, value]): [string, string] => [`oauth_${name}`, value])
    const baseString = signatureBaseString(v.method ?? '', urlOf(v), formOf(v), oauth)
    expect(baseString).toBe(v.base_string)
    expect(
      createHmac('sha1', v.hmac_key ?? '')
        .update(baseString)
        .digest('base64')
    ).toBe(v.signature)
  })

  test.each(published.base_string_uri.cases as [string, string][])('base string URI of %s', (url, expected) => {
    expect(baseStringUri(url)).toBe(expected)
  })
})

/** RFC 5849 §3.4.1 once more, byte by byte and without the URL classes the code under test uses. */
function independentBaseString(
  method: string,
  authority: string,
  path: string,
  query: string,
  form: [string, string][],
  oauth: [string, string][]
): string {
  const encode = (text: string): string => {
    let out = ''
    for (const byte of Buffer.from(text)) {
      const c = String.fromCharCode(byte)
      out += /[A-Za-z0-9\-._~]/.test(c) ? c : '%' + byte.toString(16).toUpperCase().padStart(2, '0')
    }
    return out
  }
  const decode = (text: string): string => {
    const bytes: number[] = []
    const raw = Buffer.from(text.split('+').join(' '))
    for (let i = 0; i < raw.length; i++) {
      const hex = raw.subarray(i + 1, i + 3).toString()
      if (raw[i] === 0x25 && /^[0-9a-fA-F]{2}$/.test(hex)) {
        bytes.push(parseInt(hex, 16))
        i += 2
      } else bytes.push(raw[i] ?? 0)
    }
    return Buffer.from(bytes).toString()
  }
  const pairs =
    query === ''
      ? []
      : query
          .split('&')
          .filter((part) => part !== '')
          .map((part): [string, string] => {
            const at = part.indexOf('=')
            return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]
          })
  const all = [...pairs, ...form, ...oauth].map(([n, v]): [string, string] => [encode(n), encode(v)])
  all.sort(
    (a, b) =>
      Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])) || Buffer.compare(Buffer.from(a[1]), Buffer.from(b[1]))
  )
  return `${method}&${encode(authority + path)}&${encode(all.map((p) => p.join('=')).join('&'))}`
}

describe('properties', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom('a', 'A', 'a ', 'a1', 'é', '+', '%', '&=', "~*!'()", '')
  )
  const pairs = fc.array(fc.tuple(word, word), { maxLength: 6 })
  const authority = fc.constantFrom(
    ['https://jira.example.com', 'https://jira.example.com'],
    ['HTTPS://JIRA.Example.com:443', 'https://jira.example.com'],
    ['http://jira.example.com:80', 'http://jira.example.com'],
    ['http://jira.example.com:8080', 'http://jira.example.com:8080'],
    ['https://[2001:DB8::1]:8443', 'https://[2001:db8::1]:8443']
  )
  const path = fc.constantFrom('/', '/jira/rest/api/2/search', '/a%20b/C', '/plugins/servlet/oauth/request-token')
  const key: KeyObject = jiraKey

  test('agrees with an independent implementation, and verifies with the public key', () => {
    fc.assert(
      fc.property(
        authority,
        path,
        pairs,
        pairs,
        fc.option(word, { nil: undefined }),
        fc.option(word, { nil: undefined }),
        fc.option(word, { nil: undefined }),
        fc.boolean(),
        ([given = '', expected = ''], where, query, form, token, callback, verifier, plus) => {
          const q = query.map(([n, v]) => `${encodeURIComponent(n)}=${encodeURIComponent(v)}`).join('&')
          const written = plus ? q.replaceAll('%20', '+') : q
          const signed = signOAuth1({
            method: 'post',
            url: `${given}${where}${written ? '?' + written : ''}`,
            form,
            consumerKey: 'OauthKey',
            privateKey: key,
            ...optional('token', token),
            ...optional('callback', callback),
            ...optional('verifier', verifier),
            nonce: 'n1',
            timestampSeconds: 1_700_000_000
          })
          const oauth: [string, string][] = [
            ['oauth_consumer_key', 'OauthKey'],
            ['oauth_nonce', 'n1'],
            ['oauth_signature_method', 'RSA-SHA1'],
            ['oauth_timestamp', '1700000000'],
            ['oauth_version', '1.0']
          ]
          if (token !== undefined) oauth.push(['oauth_token', token])
          if (callback !== undefined) oauth.push(['oauth_callback', callback])
          if (verifier !== undefined) oauth.push(['oauth_verifier', verifier])
          expect(signed.baseString).toBe(independentBaseString('POST', expected, where, written, form, oauth))
          const sent = headerParameters(signed.authorizationHeader)
          const signature = Buffer.from(sent.get('oauth_signature') ?? '', 'base64')
          expect(verify('sha1', Buffer.from(signed.baseString), createPublicKey(key), signature)).toBe(true)
          for (const [name, value] of oauth) expect(sent.get(name)).toBe(value)
        }
      ),
      { numRuns: 600 }
    )
  })

  test('percent-encoding leaves only the unreserved characters and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(percentEncode(text)).toMatch(/^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/)
      })
    )
    expect(percentEncode('\ud800')).toBe('%EF%BF%BD')
  })

  test('nonces differ, time stamps are now', () => {
    const sign = () =>
      headerParameters(
        signOAuth1({ method: 'GET', url: 'https://j.example/x', consumerKey: 'k', privateKey: key }).authorizationHeader
      )
    const nonces = new Set(Array.from({ length: 50 }, () => sign().get('oauth_nonce')))
    expect(nonces.size).toBe(50)
    expect(Math.abs(Number(sign().get('oauth_timestamp')) - Date.now() / 1000)).toBeLessThan(3)
  })

  test('the session handle of a renewal is signed and sent', () => {
    const signed = signOAuth1({
      method: 'POST',
      url: 'https://j.example/t',
      consumerKey: 'k',
      privateKey: key,
      token: 'old',
      sessionHandle: 'h/1'
    })
    expect(signed.baseString).toContain('oauth_session_handle%3Dh%252F1')
    expect(headerParameters(signed.authorizationHeader).get('oauth_session_handle')).toBe('h/1')
  })
})
