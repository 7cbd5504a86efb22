/** Jira's own pages in the sign-in window: they are reached, and trusted, as requests are. */
import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { startSurroundings, type Surroundings } from '../jira/surroundings/index.ts'
import { bridgeOf, chooseFiles } from './support/bridge.ts'
import { answerJira } from './support/flows.ts'
import { launchApp, type RunningApp } from './support/launchApp.ts'

let running: RunningApp
const open: { close(): Promise<void> }[] = []
test.beforeEach(async () => {
  running = await launchApp()
})
test.afterEach(async () => {
  await running.close()
  rmSync(running.userData, { recursive: true, force: true })
  for (const one of open.splice(0)) await one.close()
})

const consumerKey = 'Oauth_attrack_prod'

/** A Jira with the application link; its authority imported. */
async function linked(name: string, options: { https?: boolean } = {}): Promise<Surroundings> {
  const around = await startSurroundings(name, { version: '9.12', ...options })
  open.push(around)
  const { must } = bridgeOf(running.page)
  await chooseFiles(running.app, around.caPem ?? '')
  await must('network.importAuthority', { siteUrl: around.url })
  const link = await must('applink.get', { siteUrl: around.url })
  around.jira.admin.createApplicationLink({
    consumerKey,
    consumerName: link.consumerName,
    publicKeyPem: link.publicKey,
    callbackUrl: link.callbackUrl
  })
  return around
}

/** Through Jira's pages in the window. @returns the connection's status */
async function signIn(siteUrl: string): Promise<string> {
  const { must } = bridgeOf(running.page)
  const opened = running.app.waitForEvent('window')
  const { flowId } = await must('connections.startOAuth1', { siteUrl, consumerKey, via: 'window' })
  await answerJira(await opened, { username: 'anna', password: 'anna-password' })
  return (await must('connections.awaitSignIn', { flowId })).status
}

test('with an imported authority', async () => {
  const { url } = await linked('private-ca')
  expect(await signIn(url)).toBe('connected')
})

test('through a proxy that wants a sign-in, with an imported authority', async () => {
  const { url, proxy } = await linked('proxy-407', { https: true })
  const { must } = bridgeOf(running.page)
  const { user: username = '', password = '' } = proxy ?? {}
  await must('network.setProxy', { siteUrl: url, proxy: { mode: 'manual', url: proxy?.url ?? '', bypass: '' } })
  await must('network.saveProxyCredential', { siteUrl: url, username, password })
  expect(await signIn(url)).toBe('connected')
})

test('an authority that was taken away while a page was shown is not trusted by the next sign-in', async () => {
  const { url } = await linked('private-ca')
  const { must, invoke } = bridgeOf(running.page)
  const { authorities } = await must('network.get', { siteUrl: url })
  const opened = running.app.waitForEvent('window')
  const { flowId } = await must('connections.startOAuth1', { siteUrl: url, consumerKey, via: 'window' })
  const jira = await opened
  await jira.getByLabel('Username').waitFor()
  await must('network.removeAuthority', { siteUrl: url, fingerprint: authorities[0]?.fingerprint ?? '' })
  // The window that is open keeps what it began with; the next one does not.
  await must('connections.cancelSignIn', { flowId })
  const again = await invoke('connections.startOAuth1', { siteUrl: url, consumerKey, via: 'window' })
  expect(again).toMatchObject({ ok: false, failure: { code: 'certificate-unknown-authority' } })
})

test('with a client certificate Jira’s pages are for the browser', async () => {
  const { url, clientPfx } = await linked('client-certificate')
  const { must, invoke } = bridgeOf(running.page)
  await chooseFiles(running.app, clientPfx?.bytes ?? '')
  await must('network.setClientCertificate', { siteUrl: url, passphrase: clientPfx?.passphrase ?? '' })
  const { flowId } = await must('connections.startOAuth1', { siteUrl: url, consumerKey, via: 'window' })
  const outcome = await invoke('connections.awaitSignIn', { flowId })
  expect(outcome).toMatchObject({
    ok: false,
    failure: { code: 'client-certificate-needed', remedy: expect.stringContaining('browser') as unknown }
  })
})
