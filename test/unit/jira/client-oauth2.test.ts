/** Many requests at once of one connection whose access token has ended; a server that ends the old one at renewal. */
import { expect, test } from 'vitest'
import { createOAuth2Grants } from '../../../main/connections/oauth2-grants.ts'
import { basicCredential } from '../../../main/jira/auth/basic.ts'
import { oauth2Credential } from '../../../main/jira/auth/oauth2.ts'
import type { OAuth2Server } from '../../../main/jira/auth/oauth2-server.ts'
import { createJiraClient } from '../../../main/jira/client.ts'
import type { Transport } from '../../../main/net/transport.ts'
import { createSecretStore } from '../../../main/secrets/secret-store.ts'
import { fail, ok } from '../../../preload/contract/failures/failure.ts'
import { recognised } from '../../support/recognised.ts'

const json = (status: number, url: string, headers: Record<string, string> = {}) =>
  ok({ status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from('{}'), url })

test('they renew once and all succeed, in whatever order the refusals come', async () => {
  for (let round = 0; round < 20; round += 1) {
    let number = 1
    const server: OAuth2Server = {
      host: 'h',
      authorizeUrl: () => '',
      exchange: async () => fail('cancelled'),
      async renew(_transport, { refreshToken }) {
        await new Promise((resolve) => setTimeout(resolve, 5))
        if (refreshToken !== `r${number}`) return fail('oauth2-grant-ended', { host: 'h', problem: 'invalid_grant' })
        number += 1
        return ok({ accessToken: `a${number}`, refreshToken: `r${number}`, expiresAt: Date.now() + 3_600_000 })
      }
    }
    const secrets = createSecretStore(() => Promise.reject(new Error('none')))
    secrets.keepUntilQuit()
    const transport: Transport = {
      async send({ url, headers }) {
        const token = headers?.['Authorization']
        await new Promise((resolve) => setTimeout(resolve, ((round * 7 + url.length * 13) % 5) * 8))
        // The first token has ended; later ones are good until they are replaced.
        return json(token === `Bearer a${number}` && number > 1 ? 200 : 401, url)
      }
    }
    const grants = createOAuth2Grants({ transport, secrets, cloudClient: async () => fail('cloud-client-missing') })
    const grant = { refreshToken: 'r1', redirectUri: 'x', clientId: 'c', clientSecret: 's' }
    await grants.keep('g', grant, { accessToken: 'a1', refreshToken: 'r1', expiresAt: Date.now() + 3_600_000 })
    const credential = oauth2Credential('oauth2', grants.tokens('g', server, 'h'), 'h')
    const client = createJiraClient({ transport, product: 'server', siteUrl: 'http://h', credential, userName: 'u' })
    const all = await Promise.all(['/1', '/22', '/333', '/4444'].map((path) => client.send({ path, what: 'x' })))
    expect(all.map((one) => one.ok || one.failure.code)).toEqual([true, true, true, true])
    expect(number).toBe(2)
  }
})

test('a 429 or a 503 says nothing about the token', async () => {
  let renewals = 0
  const tokens = { current: async () => ok('a'), renewed: async () => ok(`b${(renewals += 1)}`) }
  for (const status of [429, 503]) {
    const transport: Transport = { send: async ({ url }) => json(status, url, { 'x-ausername': 'anonymous' }) }
    const credential = oauth2Credential('oauth2', tokens, 'h')
    const client = createJiraClient({ transport, product: 'server', siteUrl: 'http://h', credential, userName: 'u' })
    expect((await client.send({ path: '/x', what: 'x' })).ok).toBe(false)
  }
  expect(renewals).toBe(0)
})

test('a 401 that names the user is about what was asked for, not about who asked', async () => {
  const headers = { 'x-ausername': 'bob', 'x-seraph-loginreason': 'OK' }
  const transport: Transport = { send: async ({ url }) => json(401, url, headers) }
  let renewals = 0
  const tokens = { current: async () => ok('a'), renewed: async () => ok(`b${(renewals += 1)}`) }
  for (const credential of [basicCredential('bob', 'x', 'h'), oauth2Credential('oauth2', tokens, 'h')]) {
    const client = createJiraClient({ transport, product: 'server', siteUrl: 'http://h', credential, userName: 'bob' })
    const reply = await client.send({ path: '/issue/1', what: 'issue X-1' })
    expect(reply).toMatchObject({ ok: false, failure: { code: 'jira-forbidden' } })
    recognised({ code: 'jira-forbidden', by: '401 for one issue, with the user’s name in X-AUSERNAME', how: 'sync' })
  }
  expect(renewals).toBe(0)
})
