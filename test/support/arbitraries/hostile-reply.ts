/** What a server may answer that wants no good, or has been broken on the way: status, headers and body. */
import fc from 'fast-check'
import { hostileText } from './hostile-text.ts'
import { hostileJson } from './hostile-value.ts'

export interface HostileReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** As text, to be read in a report. */
  readonly body: string
}

type Json = Record<string, unknown>

/** Where something stands in a document: names and numbers on the way to it. */
type Place = readonly string[]

function places(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([name, one]) => places(one, [...at, name]))]
}

/** A copy in which `odd` stands at `at`; without what is there when `odd` is undefined. */
function replaced(value: unknown, at: Place, odd: unknown): unknown {
  const [name, ...rest] = at
  if (name === undefined) return odd
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Json) }) as Json
  const next = replaced(copy[name], rest, odd)
  if (next === undefined && !Array.isArray(copy)) delete copy[name]
  else copy[name] = next
  return copy
}

/** A document like this one, with one or two things in place of others or missing. */
const likeDocument = (document: unknown): fc.Arbitrary<unknown> => {
  const all = places(document)
  const change = fc.tuple(fc.constantFrom(...all), fc.option(hostileJson, { nil: undefined, freq: 6 }))
  return fc.array(change, { maxLength: 2 }).map((changes) =>
    changes.reduce<unknown>((value, [at, odd]) => {
      const there = at.slice(0, -1).every((_, i) => {
        const before = at.slice(0, i).reduce<unknown>((one, name) => (one as Json | null | undefined)?.[name], value)
        return typeof (before as Json | null | undefined)?.[at[i] ?? ''] === 'object'
      })
      return there ? replaced(value, at, odd) : value
    }, document)
  )
}

const written = (document: unknown): string =>
  typeof document === 'string' ? document : (JSON.stringify(document) ?? '')

const header = fc.oneof(
  hostileText,
  fc.constantFrom(
    'application/json',
    'application/json;charset=utf-16le',
    'application/json; charset=x-none',
    'text/html',
    'application/x-www-form-urlencoded',
    'https://evil.example/login',
    '//evil.example\\@jira.example.com',
    'http://',
    'javascript:alert(1)',
    'anonymous',
    'anna',
    'AUTHENTICATED_FAILED',
    'AUTHENTICATION_DENIED',
    'CAPTCHA_CHALLENGE; login-url=https://evil.example',
    'OAuth realm="x", oauth_problem="timestamp_refused", oauth_acceptable_timestamps="0-99999999999"',
    'OAuth oauth_problem="signature_invalid"',
    'OAuth oauth_problem="\u202e", oauth_problem_advice="\ud800"',
    'Wed, 21 Oct 2099 07:28:00 GMT',
    '99999999999999999999',
    '-1'
  )
)

/** A header is bytes; nothing with a line break ever comes through a network stack as one. */
const headerValue = header.map((text) => text.replace(/[\r\n\0]/g, ' ').slice(0, 2_000))

const headers = fc.dictionary(
  fc.constantFrom(
    'location',
    'retry-after',
    'date',
    'www-authenticate',
    'x-ausername',
    'x-seraph-loginreason',
    'x-authentication-denied-reason',
    'ratelimit-reason',
    'x-ratelimit-reset'
  ),
  headerValue,
  { maxKeys: 3 }
)

const errors = likeDocument({ errorMessages: ["Project 'MOD' is archived."], errors: { jql: 'x' }, message: 'x' })

/**
 * @param documents bodies of good replies, a text as it is; what comes is often one of them with something wrong.
 */
export const hostileReply = (documents: readonly unknown[]): fc.Arbitrary<HostileReply> =>
  fc.record({
    status: fc.oneof(
      { weight: 5, arbitrary: fc.constant(200) },
      { weight: 4, arbitrary: fc.constantFrom(201, 204, 301, 302, 400, 401, 403, 404, 407, 410, 429, 500, 502, 503) },
      { weight: 1, arbitrary: fc.integer({ min: 100, max: 999 }) }
    ),
    headers: fc.tuple(fc.oneof(fc.constant('application/json'), headerValue), headers).map(([type, more]) => ({
      'content-type': type,
      ...more
    })),
    body: fc.oneof(
      { weight: 6, arbitrary: fc.oneof(...documents.map(likeDocument)).map(written) },
      { weight: 3, arbitrary: errors.map((one) => JSON.stringify(one) ?? '') },
      { weight: 1, arbitrary: hostileJson.map((one) => JSON.stringify(one) ?? '') },
      { weight: 1, arbitrary: hostileText },
      { weight: 1, arbitrary: fc.constantFrom('oauth_problem=token_rejected', 'oauth_token=%ff&oauth_token=b', '[{') }
    )
  })
