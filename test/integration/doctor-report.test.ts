/** Reports of real runs: no secret that was in use is in them, nor in what the window is told; people only when wanted. */
import { afterEach, expect, test } from 'vitest'
import { defaultConsumerKey } from '../../preload/contract/applink.ts'
import { ok } from '../../preload/contract/failures/failure.ts'
import type { Desktop } from '../../main/desktop.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { openBrowser } from './support/browser.ts'
import { CloudSync } from './support/cloud-sync.ts'
import { examine } from './support/doctor.ts'
import { savedBytes } from '../support/saved-bytes.ts'
import { codeOf, linkedProject, must, startTestApp, type TestApp, type TestAppOptions } from './support/test-app.ts'

type Saved = Parameters<Desktop['saveFile']>[0]

const closing: (() => Promise<unknown>)[] = []
/** Every credential the app sent, as it was and decoded. */
const sent = new Set<string>()
let jira: PracticeJira
let app: TestApp

async function begin(options: TestAppOptions = {}): Promise<string> {
  sent.clear()
  jira = await startPracticeJira({ version: '10.3', projects: false })
  app = await startTestApp({ sees: ({ headers }) => note(headers?.['Authorization'] ?? ''), ...options })
  closing.push(
    () => jira.close(),
    () => app.close()
  )
  return (await linkedProject(app, jira.url, 'DAEMON')).connectionId
}
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

function note(authorization: string): void {
  const [scheme = '', ...rest] = authorization.split(' ')
  const credential = rest.join(' ')
  if (scheme === 'OAuth') {
    for (const name of ['oauth_token', 'oauth_signature', 'oauth_nonce']) {
      const value = new RegExp(`${name}="([^"]+)"`).exec(credential)?.[1]
      if (value) sent.add(value).add(decodeURIComponent(value))
    }
    return
  }
  if (credential) sent.add(credential)
  if (scheme === 'Basic') sent.add(Buffer.from(credential, 'base64').toString('utf8').split(':').slice(1).join(':'))
}

/** Everything that can leave: the run, what the window was told, both reports with and without names. */
async function texts(connectionId: string): Promise<{ without: string; all: string }> {
  const { run } = await examine(app, { connectionId })
  const report = async (format: 'markdown' | 'json', userNames: boolean) =>
    must(await app.invoke('doctor.report', { runId: run.id, format, userNames })).text
  const without = [await report('markdown', false), await report('json', false)].join('\n')
  const withNames = [await report('markdown', true), await report('json', true)].join('\n')
  return { without, all: [JSON.stringify(run), JSON.stringify(app.events), without, withNames].join('\n') }
}

function holdsNoSecret(text: string, atLeast: number): void {
  const secrets = [...sent].filter((one) => one.length > 5)
  expect(secrets.length).toBeGreaterThanOrEqual(atLeast)
  for (const secret of secrets) expect(text.includes(secret), 'a credential is in it').toBe(false)
  expect(text).not.toMatch(/JSESSIONID/)
}

const faults = ['', 'captcha', 'basic-disabled', 'anonymous-silent', 'sso-redirect', 'error-500', 'no-browse-projects']

test.each(faults)('login and password, fault “%s”', async (fault) => {
  const connectionId = await begin()
  if (fault) jira.admin.setFault(fault, true)
  const { all, without } = await texts(connectionId)
  holdsNoSecret(all, 2)
  expect(without).not.toMatch(/\banna\b|nowak/i)
})

test('a personal access token, good and refused', async () => {
  const connectionId = await begin()
  const { rawToken: token } = jira.admin.createToken('anna')
  must(await app.invoke('connections.signInWithToken', { siteUrl: jira.url, token, connectionId }))
  expect(sent.has(token)).toBe(true)
  const good = await texts(connectionId)
  expect(good.all).toContain('Anna Nowak')
  jira.admin.setFault('bad-pat', true)
  const refused = await texts(connectionId)
  holdsNoSecret(good.all + refused.all, 3)
  expect(good.without + refused.without).not.toMatch(/\banna\b|nowak/i)
})

test.each(['', 'wrong-key', 'token-revoked', 'clock-ahead'])('OAuth 1.0, fault “%s”', async (fault) => {
  const connectionId = await begin()
  const { consumerKey, consumerName, publicKey } = must(await app.invoke('applink.get', {}))
  jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem: publicKey })
  const input = { siteUrl: jira.url, consumerKey: defaultConsumerKey, via: 'browser' as const, connectionId }
  const { flowId, authorizeUrl } = must(await app.invoke('connections.startOAuth1', input))
  const [outcome] = await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId }),
    openBrowser().answer(authorizeUrl, 'Allow')
  ])
  must(outcome)
  if (fault) jira.admin.setFault(fault, true)
  const { all, without } = await texts(connectionId)
  holdsNoSecret(all, 4)
  expect(without).not.toMatch(/\banna\b|nowak/i)
})

test('Jira Cloud: the e-mail address and the account are people too', async () => {
  sent.clear()
  const cloud = await CloudSync.start({ sees: ({ headers }) => note(headers?.['Authorization'] ?? '') })
  closing.push(() => cloud.end())
  const { connectionId } = await cloud.linked('DAEMON')
  app = cloud.app
  const { all, without } = await texts(connectionId)
  holdsNoSecret(all, 2)
  const account = must(await app.store.getConnection({ id: connectionId }))?.accountId ?? ''
  expect(account).not.toBe('')
  for (const name of ['anna@jira.example.com', 'Anna Nowak', account]) {
    expect(all).toContain(name)
    expect(without).not.toContain(name)
  }
})

test('saved where the person chose, under a name that tells which Jira; nobody chose: nothing', async () => {
  const saved: Saved[] = []
  const connectionId = await begin({
    desktop: {
      async saveFile(file) {
        saved.push(file)
        return ok(saved.length === 1 ? '/home/anna/report.md' : null)
      }
    }
  })
  const { run } = await examine(app, { connectionId })
  const input = { runId: run.id, format: 'markdown' as const, userNames: false }
  expect(must(await app.invoke('doctor.saveReport', input)).file).toBe('/home/anna/report.md')
  const [file] = saved
  expect(file?.suggestedName).toMatch(/^jira-connection-127\.0\.0\.1-\d+-\d{4}-\d\d-\d\d\.md$/)
  expect(Buffer.from(file ? must(await savedBytes(file.bytes, file.suggestedName)) : []).toString('utf8')).toBe(
    must(await app.invoke('doctor.report', input)).text
  )
  expect(must(await app.invoke('doctor.saveReport', { ...input, format: 'json' })).file).toBeNull()
  expect(saved[1]?.kinds).toEqual([{ name: 'JSON', extensions: ['json'] }])
  expect(codeOf(await app.invoke('doctor.saveReport', { ...input, runId: 'x' }))).toBe('not-found')
})
