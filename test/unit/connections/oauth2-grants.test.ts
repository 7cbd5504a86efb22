/** Rotating refresh tokens against a server that, as Atlassian's and Jira's do, accepts each of them once. */
import { beforeEach, expect, test } from 'vitest'
import { createOAuth2Grants, type HeldGrant } from '../../../main/connections/oauth2-grants.ts'
import type { OAuth2Server, OAuth2Tokens } from '../../../main/jira/auth/oauth2-server.ts'
import { createSecretStore, type Keychain } from '../../../main/secrets/secret-store.ts'
import type { Transport } from '../../../main/net/transport.ts'
import { fail, ok } from '../../../preload/contract/failures/failure.ts'
import { recognised } from '../../support/recognised.ts'

const transport: Transport = { send: async () => fail('internal', { where: 'no request is sent here' }) }
const client = { clientId: 'client', clientSecret: 'secret' }

let entries: Map<string, string>
let locked: boolean
/** The one refresh token that is good. */
let good: number
let renewals: number
let offline: boolean

const keychain: Keychain = {
  getPassword: async (_service, account) => entries.get(account) ?? null,
  async setPassword(_service, account, password) {
    if (locked) throw new Error('The keychain is locked.')
    entries.set(account, password)
  },
  deletePassword: async (_service, account) => entries.delete(account)
}

const tokens = (number: number, lifetimeMs = 3_600_000): OAuth2Tokens => ({
  accessToken: `access-${number}`,
  refreshToken: `refresh-${number}`,
  expiresAt: Date.now() + lifetimeMs
})

const server: OAuth2Server = {
  host: 'auth.example.com',
  authorizeUrl: () => '',
  exchange: async () => fail('cancelled'),
  async renew(_transport, { refreshToken }) {
    if (offline) return fail('unreachable', { host: 'auth.example.com', detail: '' })
    renewals += 1
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (refreshToken !== `refresh-${good}`) return fail('oauth2-grant-ended', { host: 'h', problem: 'invalid_grant' })
    good += 1
    return ok(tokens(good))
  }
}

const held: HeldGrant = { refreshToken: 'refresh-1', redirectUri: 'http://localhost:1/callback', ...client }

const makeGrants = () =>
  createOAuth2Grants({
    transport,
    secrets: createSecretStore(async () => keychain),
    cloudClient: async () => ok({ clientId: 'cloud', clientSecret: 'of the build' })
  })

beforeEach(() => {
  entries = new Map([['oauth2-grant:g', JSON.stringify(held)]])
  locked = false
  offline = false
  good = 1
  renewals = 0
})

test('many at once share one renewal, and the new refresh token is kept before the access token is handed out', async () => {
  const access = makeGrants().tokens('g', server, 'h')
  const all = await Promise.all(Array.from({ length: 20 }, () => access.current()))
  expect(new Set(all.map((one) => one.ok && one.value))).toEqual(new Set(['access-2']))
  expect(renewals).toBe(1)
  expect(JSON.parse(entries.get('oauth2-grant:g') ?? '{}')).toMatchObject({
    refreshToken: 'refresh-2',
    clientId: 'client'
  })
})

test('two connections that see the same refusal renew once', async () => {
  const grants = makeGrants()
  const first = grants.tokens('g', server, 'h')
  const second = grants.tokens('g', server, 'h')
  await first.current()
  expect(await Promise.all([first.renewed('access-2'), second.renewed('access-2')])).toEqual([
    ok('access-3'),
    ok('access-3')
  ])
  // Whoever comes later with the old token gets the present one.
  expect(await first.renewed('access-2')).toEqual(ok('access-3'))
  expect(renewals).toBe(2)
})

test('an ended grant is told, and the server is not asked again until somebody signs in', async () => {
  good = 7
  const grants = makeGrants()
  const access = grants.tokens('g', server, 'h')
  for (let times = 0; times < 3; times += 1)
    expect(await access.current()).toMatchObject({ ok: false, failure: { code: 'oauth2-grant-ended' } })
  expect(renewals).toBe(1)
  await grants.keep('g', { ...held, refreshToken: 'refresh-7' }, tokens(7))
  expect(await access.current()).toEqual(ok('access-7'))
})

test('a network that is away is no lost sign-in: the same refresh token is tried again', async () => {
  const access = makeGrants().tokens('g', server, 'h')
  offline = true
  expect(await access.current()).toMatchObject({ ok: false, failure: { code: 'unreachable' } })
  offline = false
  expect(await access.current()).toEqual(ok('access-2'))
})

test('when the keychain does not take the new token it is not lost: it is saved later, without another renewal', async () => {
  const access = makeGrants().tokens('g', server, 'h')
  locked = true
  expect(await access.current()).toMatchObject({ ok: false, failure: { code: 'keychain-missing' } })
  expect(await access.current()).toMatchObject({ ok: false, failure: { code: 'keychain-missing' } })
  locked = false
  expect(await access.current()).toEqual(ok('access-2'))
  expect(renewals).toBe(1)
  expect(entries.get('oauth2-grant:g')).toContain('refresh-2')
})

test('a process that starts anew goes on from what the keychain holds', async () => {
  await makeGrants().tokens('g', server, 'h').current()
  expect(await makeGrants().tokens('g', server, 'h').current()).toEqual(ok('access-3'))
})

test('removed while it is renewed, or renewed while it is removed: nothing is left in the keychain', async () => {
  for (const order of ['renewal first', 'removal first']) {
    entries.set('oauth2-grant:g', JSON.stringify(held))
    good = 1
    const grants = makeGrants()
    const access = grants.tokens('g', server, 'h')
    const both =
      order === 'renewal first' ? [access.current(), grants.forget('g')] : [grants.forget('g'), access.current()]
    await Promise.all(both)
    expect([...entries.keys()], order).toEqual([])
  }
})

test('a sign-in is not undone by a renewal that begins while it is being kept', async () => {
  good = 7
  const grants = makeGrants()
  const access = grants.tokens('g', server, 'h')
  const keeping = grants.keep('g', { ...held, refreshToken: 'refresh-7' }, tokens(7))
  expect(await access.current()).toEqual(ok('access-7'))
  await keeping
  expect(await access.renewed('access-7')).toEqual(ok('access-8'))
  expect(renewals).toBe(1)
})

test('a failed renewal is shared too: nobody waits for the network one after the other', async () => {
  offline = true
  let asked = 0
  const counting: OAuth2Server = { ...server, renew: (...request) => ((asked += 1), server.renew(...request)) }
  const access = makeGrants().tokens('g', counting, 'h')
  await Promise.all(Array.from({ length: 10 }, () => access.current()))
  expect(asked).toBe(1)
})

test('a short-lived token is used for most of its life', async () => {
  const grants = makeGrants()
  await grants.keep('g', held, tokens(1, 5_000))
  expect(await grants.tokens('g', server, 'h').current()).toEqual(ok('access-1'))
  expect(renewals).toBe(0)
})

test('a Cloud grant is renewed by the client it was given to, and by no other', async () => {
  entries.set('oauth2-grant:g', JSON.stringify({ ...held, clientId: 'an earlier client', clientSecret: null }))
  expect(await makeGrants().tokens('g', server, 'h').current()).toMatchObject({
    ok: false,
    failure: { code: 'oauth2-client-refused' }
  })
  expect(renewals).toBe(0)
})

test.each(['', 'not json', '{}', '[]', '{"refreshToken":1}', 'null'])(
  'a spoilt entry (%s) asks to sign in',
  async (entry) => {
    entries.set('oauth2-grant:g', entry)
    expect(await makeGrants().tokens('g', server, 'h').current()).toMatchObject({
      ok: false,
      failure: { code: 'secret-missing' }
    })
    recognised({ code: 'secret-missing', by: 'the keychain’s entry of a connection is spoilt', how: 'sync' })
  }
)
