import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultConsumerKey } from '../../preload/contract/applink.ts'
import { fail, ok } from '../../preload/contract/failures/failure.ts'
import type { Desktop } from '../../main/desktop.ts'
import { publicKeyOf } from '../../main/jira/auth/oauth1-keys.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { recognised } from '../support/recognised.ts'
import { savedBytes } from '../support/saved-bytes.ts'
import { openBrowser } from './support/browser.ts'
import { codeOf, must, startTestApp, type TestApp } from './support/test-app.ts'

let app: TestApp
let one: PracticeJira
let two: PracticeJira
let file: { name: string; bytes: Uint8Array; secret: boolean } | null = null

const desktop = {
  saveFile: async ({ suggestedName: name, bytes, secret = false }: Parameters<Desktop['saveFile']>[0]) => {
    file = { name, bytes: must(await savedBytes(bytes, name)), secret }
    return ok(name)
  },
  openFiles: async () => (file ? ok([file]) : fail('cancelled'))
}

beforeEach(async () => {
  file = null
  app = await startTestApp({ desktop })
  ;[one, two] = (await Promise.all([1, 2].map(() => startPracticeJira({ version: '10.3', projects: false })))) as [
    PracticeJira,
    PracticeJira
  ]
})
afterEach(async () => {
  await app.close()
  await Promise.all([one.close(), two.close()])
})

const kit = async () => must(await app.invoke('applink.get', {}))
/** The Jira administrator's part; replacing the key keeps the tokens, as in Jira's *Edit*. */
async function createLink(jira: PracticeJira): Promise<void> {
  const { consumerKey, consumerName, publicKey } = await kit()
  jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem: publicKey })
}
async function signIn(jira: PracticeJira): Promise<string> {
  const { flowId, authorizeUrl } = must(
    await app.invoke('connections.startOAuth1', { siteUrl: jira.url, consumerKey: defaultConsumerKey, via: 'browser' })
  )
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId }),
    openBrowser().answer(authorizeUrl, 'Allow')
  ])
  return must(outcome).id
}
/** The administrator puts the new key into the link: Jira makes it anew, so people sign in once more. */
async function replaceKey(jira: PracticeJira): Promise<void> {
  jira.admin.removeApplicationLink(defaultConsumerKey)
  await createLink(jira)
}
const statusOf = async (id: string) => must(await app.invoke('connections.check', { id })).status
const testLink = async (jira: PracticeJira) =>
  must(await app.invoke('applink.test', { siteUrl: jira.url, consumerKey: defaultConsumerKey }))
const finish = (anyway = false) => app.invoke('applink.finishKeyChange', { anyway })
const cancel = (anyway = false) => app.invoke('applink.cancelKeyChange', { anyway })

test('while keys are being changed both work: at the Jira that has the new one and at the one that has not', async () => {
  await createLink(one)
  await createLink(two)
  const [first, second] = [await signIn(one), await signIn(two)]
  const former = (await kit()).fingerprint
  const during = must(await app.invoke('applink.rotateKey', {}))
  expect(during.fingerprint).not.toBe(former)
  expect(during.formerKey?.fingerprint).toBe(former)
  expect(app.events).toContainEqual({ name: 'changed', payload: { topics: ['applink'] } })

  await replaceKey(two)
  expect(await signIn(two)).toBe(second)
  expect([await statusOf(first), await statusOf(second)]).toEqual(['connected', 'connected'])
  expect(await testLink(one)).toMatchObject({ fingerprint: former, message: expect.stringContaining('former key') })
  expect(await testLink(two)).toMatchObject({ fingerprint: during.fingerprint })
  // Asked once, it is remembered: nothing is refused first.
  two.admin.resetRequests()
  await statusOf(second)
  expect(two.admin.requests().map(({ status }) => status)).not.toContain(401)

  const refused = await finish()
  expect(refused).toMatchObject({ ok: false, failure: { code: 'key-still-needed', params: { sites: one.url } } })
  recognised({ code: 'key-still-needed', by: 'a link that holds the former key', how: 'app' })
  expect(await statusOf(first)).toBe('connected')
  await replaceKey(one)
  await signIn(one)
  expect(must(await finish())).toMatchObject({ fingerprint: during.fingerprint, formerKey: null })
  expect([await statusOf(first), await statusOf(second)]).toEqual(['connected', 'connected'])
})

test('after a restart nothing is remembered: each Jira is asked, and what answers neither way still needs the former key', async () => {
  await createLink(one)
  await createLink(two)
  const ids = [await signIn(one), await signIn(two)]
  must(await app.invoke('applink.rotateKey', {}))
  await replaceKey(two)
  const { folder, secrets } = app
  await app.close({ keep: true })
  app = await startTestApp({ folder, secrets, desktop })
  expect(await finish()).toMatchObject({ failure: { code: 'key-still-needed', params: { sites: one.url } } })
  await two.close()
  two = await startPracticeJira()
  expect(await statusOf(ids[0] ?? '')).toBe('connected')
  // Told to go on anyway, it does; the connection at the other Jira then waits for its administrator.
  must(await finish(true))
  expect(must(await app.invoke('connections.check', { id: ids[0] ?? '' }))).toMatchObject({
    status: 'waiting-for-administrator',
    failure: { code: 'oauth-key-differs' }
  })
})

test('a change can be cancelled, and nobody noticed', async () => {
  await createLink(one)
  const id = await signIn(one)
  const before = (await kit()).fingerprint
  must(await app.invoke('applink.rotateKey', {}))
  expect(must(await cancel())).toMatchObject({ fingerprint: before, formerKey: null })
  expect(await statusOf(id)).toBe('connected')
})

test('a change is not cancelled while a Jira holds the new key, or does not say which', async () => {
  await createLink(one)
  await createLink(two)
  const ids = [await signIn(one), await signIn(two)]
  const former = (await kit()).fingerprint
  const during = must(await app.invoke('applink.rotateKey', {}))
  // As long as both held the former key, and were seen to.
  expect([await statusOf(ids[0] ?? ''), await statusOf(ids[1] ?? '')]).toEqual(['connected', 'connected'])
  await replaceKey(two)
  const refused = await cancel()
  expect(refused).toMatchObject({
    failure: { code: 'key-still-needed', params: { sites: two.url, other: 'former' } }
  })
  recognised({
    code: 'key-still-needed',
    by: 'a link that holds the new key, when the former is to be kept',
    how: 'app'
  })
  expect(await kit()).toMatchObject({ fingerprint: during.fingerprint, formerKey: { fingerprint: former } })

  one.admin.setFault('connection-reset', true)
  expect(await cancel()).toMatchObject({ failure: { params: { sites: `${one.url}, ${two.url}` } } })
  must(await cancel(true))
  expect(await kit()).toMatchObject({ fingerprint: former, formerKey: null })
})

test('a link that nobody made, or with a third key, does not hold a change up', async () => {
  const third = publicKeyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
  two.admin.createApplicationLink({ consumerKey: defaultConsumerKey, consumerName: 'x', publicKeyPem: third })
  for (const jira of [one, two])
    must(await app.invoke('connections.waitForLink', { siteUrl: jira.url, consumerKey: defaultConsumerKey }))
  const during = must(await app.invoke('applink.rotateKey', {}))
  expect(await app.invoke('applink.test', { siteUrl: two.url, consumerKey: defaultConsumerKey })).toMatchObject({
    failure: { code: 'oauth-key-differs', params: { fingerprint: during.fingerprint } }
  })
  expect(must(await finish()).fingerprint).toBe(during.fingerprint)
})

test('a key exported at one workstation works at another, under its passphrase and no other', async () => {
  await createLink(one)
  const { fingerprint } = await kit()
  const passphrase = 'correct horse battery'
  expect(codeOf(await app.invoke('applink.exportKey', { passphrase: 'short' }))).toBe('invalid-input')
  const unreadable = { ok: false, failure: { code: 'invalid-input', field: 'passphrase' } }
  expect(await app.invoke('applink.exportKey', { passphrase: '€'.repeat(342) })).toMatchObject(unreadable)
  expect(file).toBeNull()
  must(await app.invoke('applink.exportKey', { passphrase }))
  expect(file?.secret).toBe(true)
  expect(file?.name).toBe(`AtTrack private key ${fingerprint.replaceAll(':', '').slice(0, 8)}.pem`)
  expect(Buffer.from(file?.bytes ?? []).toString()).toContain('BEGIN ENCRYPTED PRIVATE KEY')
  const other = await startTestApp({ desktop })
  try {
    expect(await other.invoke('applink.importKey', { passphrase: 'not this one' })).toMatchObject({
      failure: { code: 'private-key-unreadable', field: 'passphrase' }
    })
    recognised({ code: 'private-key-unreadable', by: 'a private key under another passphrase', how: 'app' })
    const imported = must(await other.invoke('applink.importKey', { passphrase }))
    expect(imported.fingerprint).toBe(fingerprint)
    expect(imported.formerKey).not.toBeNull()
    expect(
      must(await other.invoke('applink.test', { siteUrl: one.url, consumerKey: defaultConsumerKey })).fingerprint
    ).toBe(fingerprint)
    expect(must(await other.invoke('applink.finishKeyChange', { anyway: false })).formerKey).toBeNull()
    expect(JSON.stringify(imported)).not.toContain('PRIVATE')
  } finally {
    await other.close()
  }
})

test('a sign-in during a renewal is not overwritten by it', async () => {
  const short = await startPracticeJira({ lifetimes: { accessToken: 1 }, projects: false })
  try {
    await createLink(short)
    const id = await signIn(short)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    short.admin.setFault('slow', true, { ms: 600, path: 'access-token', times: 1 })
    const checking = app.invoke('connections.check', { id })
    const renewing = () => short.admin.faults().some(({ name, struck }) => name === 'slow' && struck > 0)
    while (!renewing()) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await signIn(short)).toBe(id)
    const signedIn = must(await app.secrets.get('oauth1-token', id))
    await checking
    expect(must(await app.secrets.get('oauth1-token', id))).toBe(signedIn)
    expect(must(await app.invoke('connections.list', {})).connections).toMatchObject([{ id, status: 'connected' }])
  } finally {
    await short.close()
  }
})
