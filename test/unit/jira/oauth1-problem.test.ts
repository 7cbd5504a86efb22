import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  measuredSkew,
  oauthFailure,
  readOAuthProblem,
  type OAuthContext,
  type OAuthReply
} from '../../../main/jira/auth/oauth1-problem.ts'
import { skewWords } from '../../../main/jira/skew-words.ts'
import { recognised } from '../../support/recognised.ts'

const now = 1_700_000_000_000
const context: OAuthContext = {
  host: 'jira.example.com',
  address: 'https://jira.example.com',
  baseUrl: 'http://jira.internal:8080',
  consumerKey: 'OauthKey',
  callback: 'http://127.0.0.1:5000/cb',
  step: 'api',
  signed: '',
  fingerprint: 'ab:cd',
  now
}
const formBody = (body: string, status = 401): OAuthReply => ({
  status,
  headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
  body: Buffer.from(body)
})
const withHeader = (value: string, status = 401): OAuthReply => ({
  status,
  headers: { 'www-authenticate': value },
  body: ''
})
const explain = (reply: OAuthReply, more: Partial<OAuthContext> = {}) => {
  const problem = readOAuthProblem(reply)
  if (!problem) throw new Error('a problem was expected')
  return oauthFailure(problem, { ...context, ...more })
}

describe('reading', () => {
  test.each([
    [
      'the header of Jira',
      'OAuth realm="https%3A%2F%2Fjira.example.com", oauth_problem="token_rejected"',
      'token_rejected'
    ],
    ['no quotes', 'OAuth realm=x, oauth_problem=token_rejected', 'token_rejected'],
    ['another case and no blanks', 'oauth REALM="x",OAuth_Problem="nonce_used"', 'nonce_used'],
    ['after another scheme', 'Basic realm="a, b", OAuth realm="x", oauth_problem="token_expired"', 'token_expired'],
    ['before another scheme', 'OAuth oauth_problem="token_expired", Basic realm="b"', 'token_expired'],
    ['a quoted backslash', 'OAuth oauth_problem="token\\_used"', 'token_used'],
    ['percent-encoded value', 'OAuth oauth_problem="token%5Fused"', 'token_used'],
    ['a quote left open', 'OAuth oauth_problem="token_used', 'token_used'],
    ['blanks around =', 'OAuth oauth_problem = "token_used" ', 'token_used']
  ])('%s', (_, header, expected) => {
    expect(readOAuthProblem(withHeader(header))?.problem).toBe(expected)
  })

  test.each([
    ['a bare realm', withHeader('OAuth realm="https%3A%2F%2Fjira.example.com"')],
    ['a realm that mentions it', withHeader('OAuth realm="oauth_problem=token_rejected"')],
    ['another scheme', withHeader('Basic realm="x", oauth_problem="token_rejected"')],
    [
      'a web page that mentions it',
      { status: 401, headers: { 'content-type': 'text/html' }, body: 'a=1&oauth_problem=token_rejected' }
    ],
    ['a page without its type', { status: 401, headers: {}, body: '<a href="?x=1&oauth_problem=token_rejected">' }],
    ['nothing', { status: 401, headers: {}, body: new Uint8Array() }],
    ['an empty problem', formBody('oauth_problem=')]
  ] satisfies [string, OAuthReply][])('no problem: %s', (_, reply) => {
    expect(readOAuthProblem(reply)).toBeNull()
  })

  test('header and body complete one another', () => {
    const problem = readOAuthProblem({
      ...formBody('oauth_problem=x&oauth_parameters_absent=oauth_token%26oauth_verifier'),
      headers: { 'www-authenticate': 'OAuth oauth_problem="parameter_absent"' }
    })
    expect(problem?.problem).toBe('parameter_absent')
    expect(problem?.parameters['oauth_parameters_absent']).toBe('oauth_token&oauth_verifier')
  })

  test('never throws, stays linear, shows no control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const problem = readOAuthProblem({
          status: 401,
          headers: { 'www-authenticate': `OAuth ${a}, oauth_problem="x${b}` },
          body: b
        })
        if (problem) expect(JSON.stringify(oauthFailure(problem, context))).not.toMatch(/\\n|\\u00[01]/)
      })
    )
    const started = performance.now()
    for (const hostile of ['OAuth "', 'OAuth a="\\', 'OAuth ' + '='.repeat(9), 'OAuth a '])
      readOAuthProblem(withHeader(hostile.repeat(100_000)))
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('every problem of net.oauth has its failure', () => {
  test.each([
    [
      'version_rejected',
      400,
      '&oauth_acceptable_versions=1.0-1.0',
      'api',
      'oauth-refused',
      'accepted versions: 1.0-1.0'
    ],
    [
      'parameter_absent',
      400,
      '&oauth_parameters_absent=oauth_token%26oauth_nonce',
      'api',
      'oauth-refused',
      'missing: oauth_token, oauth_nonce'
    ],
    [
      'parameter_rejected',
      400,
      '&oauth_parameters_rejected=oauth_callback&oauth_problem_advice=only%20http',
      'request-token',
      'oauth-callback-refused',
      'http://127.0.0.1:5000/cb as a callback (only http)'
    ],
    [
      'parameter_rejected',
      400,
      '&oauth_parameters_rejected=oauth_token',
      'api',
      'oauth-refused',
      'refused: oauth_token'
    ],
    [
      'timestamp_refused',
      400,
      '&oauth_acceptable_timestamps=1700000420-1700001020',
      'api',
      'oauth-clock',
      '12 minutes (this computer is behind)'
    ],
    ['signature_method_rejected', 400, '', 'request-token', 'oauth-refused', 'signature_method_rejected'],
    ['signature_invalid', 401, '', 'request-token', 'oauth-address-rewritten', 'http://jira.internal:8080'],
    ['nonce_used', 401, '', 'api', 'oauth-nonce-used', 'nonce'],
    ['consumer_key_unknown', 401, '', 'request-token', 'oauth-consumer-unknown', 'OauthKey'],
    ['consumer_key_rejected', 401, '', 'request-token', 'oauth-consumer-unknown', 'OauthKey'],
    ['consumer_key_refused', 503, '', 'request-token', 'oauth-refused', 'consumer_key_refused'],
    ['token_rejected', 401, '', 'api', 'oauth-token-rejected', 'jira.example.com'],
    ['token_rejected', 401, '', 'access-token', 'oauth-verifier-wrong', 'code'],
    ['token_expired', 401, '', 'api', 'oauth-token-expired', 'jira.example.com'],
    ['token_used', 401, '', 'access-token', 'oauth-token-rejected', 'jira.example.com'],
    ['token_revoked', 401, '', 'api', 'oauth-token-rejected', 'jira.example.com'],
    ['permission_denied', 401, '', 'access-token', 'oauth-denied', 'Deny'],
    ['permission_denied', 401, '', 'api', 'oauth-token-rejected', 'revoked'],
    ['permission_unknown', 401, '', 'access-token', 'oauth-refused', 'permission_unknown'],
    ['user_refused', 503, '', 'access-token', 'oauth-denied', 'Deny'],
    ['additional_authorization_required', 401, '', 'api', 'oauth-refused', 'additional_authorization_required'],
    ['__proto__', 401, '', 'api', 'oauth-refused', '__proto__']
  ] as const)('%s (%s%s) at %s', (problem, status, extras, step, code, words) => {
    const reply = formBody(`oauth_problem=${problem}${extras}`, status)
    const failure = explain(reply, { step })
    expect(failure.code).toBe(code)
    expect(failure.cause).toContain(words)
    expect(failure.cause + failure.title + failure.remedy).not.toMatch(/[{}]|\?(?!$)/)
    expect(failure.evidence).toContain(`HTTP ${status}, oauth_problem=${problem}`)
    recognised({ code, by: `oauth_problem=${problem}`, how: 'sign-in' })
  })

  test('the server’s base string is evidence, without token, verifier or query values', () => {
    const base =
      'POST&http%3A%2F%2Fjira.internal%3A8080%2Frest&jql%3Dsecret%2520words%26oauth_callback%3Doob%26oauth_consumer_key%3DOauthKey%26oauth_token%3DTOPTOKEN%26oauth_verifier%3DVERIFY1'
    const failure = explain(
      formBody(
        `oauth_problem=signature_invalid&oauth_signature=abc&oauth_signature_base_string=${encodeURIComponent(base)}`
      )
    )
    expect(failure.evidence).toContain(
      'POST http://jira.internal:8080/rest with jql, oauth_callback=oob, oauth_consumer_key=OauthKey, oauth_token, oauth_verifier'
    )
    expect(JSON.stringify(failure)).not.toMatch(/TOPTOKEN|VERIFY1|secret/)
  })

  const sent = (site: string, parameters: string): string =>
    ['POST', `${site}/plugins/servlet/oauth/request-token`, parameters].map(encodeURIComponent).join('&')
  const refusedFor = (signed: string, theirs: string | null, more: Partial<OAuthContext> = {}) =>
    explain(
      formBody(
        `oauth_problem=signature_invalid${theirs === null ? '' : `&oauth_signature_base_string=${encodeURIComponent(theirs)}`}`
      ),
      { signed, ...more }
    )

  test('the same base string under a refused signature: the link holds another key', () => {
    const ours = sent('https://jira.example.com/jira', 'oauth_callback=oob&oauth_nonce=1')
    const failure = refusedFor(ours, ours)
    expect(failure.code).toBe('oauth-key-differs')
    expect(failure.cause).toContain('ab:cd')
  })

  test('another address: what we signed and what Jira saw, without Jira’s own path or anybody’s password', () => {
    const failure = refusedFor(
      sent('https://jira.example.com/jira', 'oauth_nonce=1'),
      sent('http://user:pass@internal:8080/jira', 'oauth_nonce=1')
    )
    expect(failure).toMatchObject({
      code: 'oauth-address-rewritten',
      params: { ours: 'https://jira.example.com/jira', theirs: 'http://internal:8080/jira' }
    })
    expect(JSON.stringify(failure)).not.toContain('pass@')
  })

  test('the same address and other parameters, or nothing to compare: neither is claimed', () => {
    const ours = sent('https://jira.example.com', 'oauth_nonce=1')
    expect(refusedFor(ours, sent('https://jira.example.com', 'oauth_nonce=2')).code).toBe('oauth-signature-invalid')
    expect(refusedFor(ours, null, { baseUrl: `${context.address}/` }).code).toBe('oauth-signature-invalid')
    expect(refusedFor(ours, 'no base string', { baseUrl: context.address }).code).toBe('oauth-signature-invalid')
    recognised({
      code: 'oauth-signature-invalid',
      by: 'signature_invalid without a base string to compare',
      how: 'sign-in'
    })
  })

  test('a base string too long to be kept whole still counts as the same', () => {
    const ours = sent('https://jira.example.com', `jql=${'x'.repeat(6_000)}`)
    expect(refusedFor(ours, ours).code).toBe('oauth-key-differs')
  })

  test('a base string we cannot read is left out', () => {
    const failure = explain(
      formBody(
        `oauth_problem=signature_invalid&oauth_signature_base_string=${encodeURIComponent('oauth_token=TOPTOKEN')}`
      )
    )
    expect(failure.evidence).toBe('HTTP 401, oauth_problem=signature_invalid')
  })
})

describe('clock', () => {
  test('Jira’s window is preferred to the Date header', () => {
    const date = new Date(now - 90_000).toUTCString()
    const window = 'oauth_problem=timestamp_refused&oauth_acceptable_timestamps=1699996100-1699996700'
    expect(measuredSkew({ ...formBody(window, 400), headers: { date } }, now)).toBe(-3600)
    expect(measuredSkew({ status: 200, headers: { date }, body: '' }, now)).toBe(-90)
    expect(measuredSkew({ status: 200, headers: { date: 'yesterday' }, body: '' }, now)).toBeNull()
    expect(measuredSkew({ status: 200, headers: {}, body: '' }, now)).toBeNull()
    expect(
      explain(formBody('oauth_problem=timestamp_refused', 400), { serverDate: now - 7_200_000 }).params['skew']
    ).toBe('2 hours (this computer is ahead)')
  })

  test.each([
    [null, 'more than Jira allows'],
    [0, '0 seconds'],
    [1, '1 second (this computer is behind)'],
    [-89, '89 seconds (this computer is ahead)'],
    [-90, '90 seconds (this computer is ahead)'],
    [720, '12 minutes (this computer is behind)'],
    [5400, '1 hour 30 minutes (this computer is behind)'],
    [-864_000, '10 days (this computer is ahead)']
  ] as const)('%s seconds', (seconds, words) => {
    expect(skewWords(seconds)).toBe(words)
  })
})
