/** What AtTrack signs is what a Jira that reads the request as it came over the wire signs, too; and how both are compared. */
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAuthenticateHeader } from '../../../main/jira/auth/authenticate-header.ts'
import { compareBaseStrings, readBaseStringUri } from '../../../main/jira/auth/oauth1-base-string.ts'
import { signatureBaseString as ours, signOAuth1 } from '../../../main/jira/auth/oauth1-signature.ts'
import { signatureBaseString as practiceJiras } from '../../jira/oauth/base-string.ts'
import { parseForm, parseOAuthHeader } from '../../jira/oauth/encode.ts'
import { hostileText } from '../../support/arbitraries/hostile-text.ts'

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const short = hostileText.filter((text) => text.length < 300)
const pairs = fc.array(fc.tuple(short, short), { maxLength: 5 })
/** As they arrive: half a surrogate pair has no form in UTF-8, it comes as U+FFFD. */
const arrived = short.map((text) => Buffer.from(text).toString())
const arrivedPairs = fc.array(fc.tuple(arrived, arrived), { maxLength: 5 })

describe('the signature base string', () => {
  test('is the one of the practice Jira, whatever the parameters', () => {
    fc.assert(
      fc.property(pairs, pairs, short, short, fc.boolean(), (query, form, consumerKey, token, plus) => {
        const written = new URLSearchParams(query.map(([name, value]) => [name, value])).toString()
        const url = new URL('https://jira.example.com:8443/jira/rest/api/2/search')
        url.search = plus ? written : written.replaceAll('+', '%20')
        const { baseString, authorizationHeader } = signOAuth1({
          method: 'post',
          url: url.href,
          form,
          consumerKey,
          privateKey,
          token
        })
        // A header is one line of ASCII, whatever is in it.
        expect(authorizationHeader).toMatch(/^[\x20-\x7e]+$/)
        const body = new URLSearchParams(form).toString()
        const received = [
          ...(parseOAuthHeader(authorizationHeader) ?? []),
          ...parseForm(url.search.slice(1)),
          ...parseForm(body)
        ]
        expect(practiceJiras('POST', `${url.origin}${url.pathname}`, received)).toBe(baseString)
      }),
      { numRuns: 2_000 }
    )
  })

  test('is compared with itself and with those of other addresses, and never throws', () => {
    const host = fc.constantFrom(
      'jira.example.com',
      'jira.example.com:8443',
      '10.1.2.3:8080',
      '[::1]',
      'user:pw@intern'
    )
    const path = fc.constantFrom(
      '/plugins/servlet/oauth/request-token',
      '/rest/api/2/myself',
      '/jira/rest/api/2/myself'
    )
    const address = fc
      .tuple(fc.constantFrom('http', 'https'), host, path)
      .map(([scheme, h, p]) => `${scheme}://${h}${p}`)
    fc.assert(
      fc.property(address, address, pairs, fc.option(arrivedPairs), (one, other, first, second) => {
        const mine = ours('POST', one, first, [])
        expect(compareBaseStrings(mine, mine)).toEqual({ kind: 'none' })
        const theirs = practiceJiras(
          'POST',
          other,
          second ?? first.map((pair) => pair.map((text) => Buffer.from(text).toString()) as [string, string])
        )
        const difference = compareBaseStrings(mine, theirs)
        const same = readBaseStringUri(mine)?.uri === readBaseStringUri(theirs)?.uri
        expect(difference?.kind).toBe(same ? (mine === theirs ? 'none' : 'other') : 'address')
        if (difference?.kind === 'address') expect(difference.theirs).not.toContain('user:pw')
      }),
      { numRuns: 1_000 }
    )
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (a, b, c) => {
        const odd = [a, `${a}&${b}`, `POST&${a}&${b}`, `POST&${encodeURIComponent('https://x')}&${c}`, undefined]
        for (const theirs of odd)
          expect([undefined, 'none', 'address', 'other']).toContain(compareBaseStrings(`POST&x&${c}`, theirs)?.kind)
      }),
      { numRuns: 2_000 }
    )
  })
})

describe('a WWW-Authenticate header', () => {
  const name = fc.stringMatching(/^[a-z_]{1,12}$/)
  const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`

  test('gives back what was written, by its scheme alone', () => {
    // RFC 5849 §3.5.1 has values percent-encoded, other schemes have not.
    const plain = hostileText.filter((text) => text.length < 300 && !text.includes('%'))
    const parameters = fc.uniqueArray(fc.tuple(name, plain), { maxLength: 6, selector: ([one]) => one })
    const layout = fc.record({
      encoded: fc.boolean(),
      gap: fc.constantFrom(', ', ',', ' , ', ',,', '\t,\t'),
      before: fc.constantFrom('', 'Basic realm="OAuth a=\\"b\\"", ', 'Negotiate, ', 'Bearer oauth_problem="x",'),
      after: fc.constantFrom('', ', Basic realm="x", oauth_problem="y"', ' , Negotiate')
    })
    fc.assert(
      fc.property(parameters, layout, (given, { encoded, gap, before, after }) => {
        const some = encoded ? given.filter(([, value]) => !/\p{Surrogate}/u.test(value)) : given
        const write = (value: string): string => quoted(encoded ? encodeURIComponent(value) : value)
        const header = `${before}OAuth ${some.map(([one, value]) => `${one}=${write(value)}`).join(gap)}${after}`
        expect([...parseAuthenticateHeader(header, 'oauth')]).toEqual(some)
      }),
      { numRuns: 3_000 }
    )
  })

  test('of anything at all: nothing thrown, never more than was sent', () => {
    const piece = fc.constantFrom('OAuth', ' ', ',', '=', '"', '\\', '%', '%2', '%22', 'a', 'oauth_problem', '\ud800')
    const header = fc.oneof(
      hostileText,
      fc.array(piece, { maxLength: 40 }).map((all) => all.join(''))
    )
    fc.assert(
      fc.property(header, fc.constantFrom('', 'OAuth '), (text, scheme) => {
        const found = parseAuthenticateHeader(scheme + text, 'oauth')
        const length = [...found].flat().join('').length
        expect(length).toBeLessThanOrEqual(scheme.length + text.length)
      }),
      { numRuns: 5_000 }
    )
  })
})
