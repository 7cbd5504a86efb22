import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { cloudServer } from '../../../main/jira/auth/oauth2-cloud.ts'
import { dataCenterServer } from '../../../main/jira/auth/oauth2-data-center.ts'
import { makePkce } from '../../../main/jira/auth/oauth2-server.ts'
import { atlassian } from '../../../main/jira/cloud/atlassian.ts'
import type { Transport, TransportRequest } from '../../../main/net/transport.ts'
import { ok } from '../../../preload/contract/failures/failure.ts'
import { recognised } from '../../support/recognised.ts'

const client = { clientId: 'the client', clientSecret: 's&cret' }
const redirectUri = 'http://localhost:17653/callback'
const renewal = { client, refreshToken: 'old', redirectUri }
const exchange = { client, code: 'c', redirectUri, codeVerifier: 'v' }

/** A token endpoint that answers with this, and remembers what it was sent. */
function endpoint(status: number, body: unknown, type = 'application/json') {
  const seen: TransportRequest[] = []
  const transport: Transport = {
    async send(request) {
      seen.push(request)
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return ok({ status, headers: { 'content-type': type }, body: Buffer.from(text), url: request.url })
    }
  }
  return { transport, seen }
}

test('PKCE: RFC 7636, S256', () => {
  const { verifier, challenge } = makePkce()
  expect(verifier).toMatch(/^[\w-]{43}$/)
  expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'))
})

test('Data Center: a form, the secret in the body, the redirect URL also at renewal, below the context path', async () => {
  const { transport, seen } = endpoint(200, { access_token: 'a', refresh_token: 'r', expires_in: 7200 })
  const server = dataCenterServer('https://example.com/jira')
  const before = Date.now()
  const renewed = await server.renew(transport, renewal)
  expect(renewed).toMatchObject({ ok: true, value: { accessToken: 'a', refreshToken: 'r' } })
  if (renewed.ok) expect(renewed.value.expiresAt - before).toBeGreaterThanOrEqual(7_200_000)
  expect(seen[0]).toMatchObject({ method: 'POST', url: 'https://example.com/jira/rest/oauth2/latest/token' })
  expect(Object.fromEntries(new URLSearchParams(String(seen[0]?.body)))).toEqual({
    grant_type: 'refresh_token',
    client_id: 'the client',
    client_secret: 's&cret',
    refresh_token: 'old',
    redirect_uri: redirectUri
  })
  const url = new URL(server.authorizeUrl({ clientId: 'the client', redirectUri, state: 'st', codeChallenge: 'ch' }))
  expect(url.pathname).toBe('/jira/rest/oauth2/latest/authorize')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'the client',
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 'st',
    scope: 'READ',
    code_challenge: 'ch',
    code_challenge_method: 'S256'
  })
})

test('Cloud: JSON at Atlassian’s authorisation server, classic scopes, a refresh token asked for', async () => {
  const { transport, seen } = endpoint(200, { access_token: 'a', refresh_token: 'r', expires_in: 3600 })
  const server = cloudServer(atlassian)
  expect((await server.exchange(transport, exchange)).ok).toBe(true)
  expect(seen[0]?.url).toBe('https://auth.atlassian.com/oauth/token')
  expect(JSON.parse(String(seen[0]?.body))).toEqual({
    grant_type: 'authorization_code',
    client_id: 'the client',
    client_secret: 's&cret',
    code: 'c',
    code_verifier: 'v',
    redirect_uri: redirectUri
  })
  const url = new URL(server.authorizeUrl({ clientId: 'id', redirectUri, state: 'st', codeChallenge: 'ch' }))
  expect(url.origin + url.pathname).toBe('https://auth.atlassian.com/authorize')
  expect(url.searchParams.get('code_challenge')).toBe('ch')
  expect(url.searchParams.get('audience')).toBe('api.atlassian.com')
  expect(url.searchParams.get('scope')).toBe('read:jira-work read:jira-user read:me offline_access')
})

test.each([
  ['renew', 400, { error: 'invalid_grant' }, 'oauth2-grant-ended'],
  ['renew', 403, { error: 'unauthorized_client', error_description: 'refresh_token is invalid' }, 'oauth2-grant-ended'],
  [
    'renew',
    403,
    { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' },
    'oauth2-grant-ended'
  ],
  ['renew', 401, { error: 'invalid_client' }, 'oauth2-client-refused'],
  ['renew', 401, { error: 'access_denied', error_description: 'Unauthorized' }, 'oauth2-client-refused'],
  ['renew', 503, '<html>maintenance</html>', 'site-unavailable'],
  ['renew', 429, { error: 'too_many_requests' }, 'rate-limited'],
  ['renew', 500, { error: 'server_error' }, 'jira-error'],
  ['renew', 404, '', 'oauth2-not-offered'],
  ['renew', 200, '<html><title>Log in</title><input type="password"></html>', 'sso-page'],
  ['renew', 200, { access_token: 'a' }, 'oauth2-refused'],
  ['renew', 200, { token: 'a' }, 'reply-not-understood'],
  ['exchange', 400, { error: 'invalid_grant' }, 'oauth2-code-refused'],
  [
    'exchange',
    400,
    { error: 'invalid_request', error_description: 'authorization_code is invalid' },
    'oauth2-code-refused'
  ],
  [
    'exchange',
    400,
    { error: 'invalid_request', error_description: 'redirect_uri does not match' },
    'oauth2-redirect-refused'
  ],
  ['exchange', 400, { error: 'unsupported_grant_type' }, 'oauth2-refused'],
  [
    'exchange',
    403,
    { error: 'unauthorized_client', error_description: 'Client is not authorised' },
    'oauth2-client-refused'
  ]
] as const)('%s: %i %j is %s', async (step, status, body, code) => {
  const type = typeof body === 'string' ? 'text/html' : 'application/json'
  const { transport } = endpoint(status, body, type)
  const server = dataCenterServer('https://jira.example.com')
  const outcome = step === 'renew' ? await server.renew(transport, renewal) : await server.exchange(transport, exchange)
  expect(outcome).toMatchObject({ ok: false, failure: { code } })
  recognised({ code, by: `${step === 'renew' ? 'renewing' : 'signing in'} with OAuth 2.0: ${status}`, how: 'sign-in' })
})

test('no secret of the request or the reply is in a failure', async () => {
  const { transport } = endpoint(400, { error: 'invalid_grant', access_token: 'leaked-access' })
  const outcome = await dataCenterServer('https://jira.example.com').renew(transport, {
    ...renewal,
    refreshToken: 'leaked-refresh'
  })
  expect(JSON.stringify(outcome)).not.toMatch(/leaked|s&cret/)
})

test.each(['application/json', 'text/plain', 'text/html', ''])(
  'a token reply of an odd shape as %j is not shown',
  async (type) => {
    const { transport } = endpoint(
      200,
      { access_token: 'leaked-access', refresh_token: 'leaked-refresh', expires_in: 0 },
      type
    )
    const outcome = await dataCenterServer('https://jira.example.com').renew(transport, renewal)
    expect(outcome.ok).toBe(false)
    expect(JSON.stringify(outcome)).not.toContain('leaked')
  }
)

test('what a server echoes of a secret is not shown', async () => {
  const echo = { error: 'invalid_grant', error_description: 'no token leaked-refresh-1 for client s&cret-of-8' }
  const secrets = {
    client: { clientId: 'c', clientSecret: 's&cret-of-8' },
    refreshToken: 'leaked-refresh-1',
    redirectUri
  }
  for (const server of [dataCenterServer('https://jira.example.com'), cloudServer(atlassian)]) {
    const outcome = await server.renew(endpoint(400, echo).transport, secrets)
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'oauth2-grant-ended' } })
    expect(JSON.stringify(outcome)).not.toMatch(/leaked|s&cret/)
  }
})
