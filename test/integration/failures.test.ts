/** Failures that no fault of the practice Jira brings about: files, keys, proxies, what stands at an address instead. */
import { afterEach, describe, expect, test } from 'vitest'
import { defaultConsumerKey } from '../../preload/contract/applink.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import { ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ChosenFile } from '../../main/desktop.ts'
import { startPracticeCloud } from '../jira/cloud/index.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { startSurroundings, type Surroundings } from '../jira/surroundings/index.ts'
import { recognised, type RecognisedHow } from '../support/recognised.ts'
import { openBrowser } from './support/browser.ts'
import { closedPort, likeJira, serve } from './support/broken-servers.ts'
import { codeOf, must, startTestApp, type TestApp, type TestAppOptions } from './support/test-app.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function appWith(options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp(options)
  open.push(app)
  return app
}
async function aJira(): Promise<PracticeJira> {
  const jira = await startPracticeJira({ projects: false })
  open.push(jira)
  return jira
}
async function around(name: string): Promise<Surroundings> {
  const started = await startSurroundings(name)
  open.push(started)
  return started
}

/** Asserts and writes down in one. */
function expectCode(result: Result<unknown>, code: FailureCode, by: string, how: RecognisedHow): void {
  expect(codeOf(result)).toBe(code)
  recognised({ code, by, how })
}

const password = (siteUrl: string) => ({ siteUrl, username: 'anna', password: 'anna-password' })

describe('a file that is something else', () => {
  const choosing = (text: string) => {
    const file: ChosenFile = { name: 'notes.txt', bytes: Buffer.from(text) }
    return appWith({ desktop: { openFiles: async () => ok([file]) } })
  }
  const shopping = 'Milk, bread, eggs.'
  const siteUrl = 'https://jira.example.com'

  test('in place of a certificate', async () => {
    const app = await choosing(shopping)
    const result = await app.invoke('network.importAuthority', { siteUrl })
    expectCode(result, 'certificate-file-unreadable', 'a text file is chosen as certificate', 'app')
  })

  test('in place of a client certificate', async () => {
    const app = await choosing(shopping)
    const result = await app.invoke('network.setClientCertificate', { siteUrl, passphrase: '' })
    expectCode(result, 'client-certificate-unreadable', 'a text file is chosen as client certificate', 'app')
  })

  test('in place of a link file', async () => {
    const app = await choosing(shopping)
    expectCode(await app.invoke('applink.openLinkFile', {}), 'link-file-invalid', 'a text file is opened', 'app')
  })

  test('in place of a private key', async () => {
    const app = await choosing(shopping)
    const result = await app.invoke('applink.importKey', { passphrase: '' })
    expectCode(result, 'private-key-unreadable', 'a text file is imported as private key', 'app')
  })
})

test('the former key is not thrown away while a Jira holds it', async () => {
  const [app, jira] = [await appWith(), await aJira()]
  const { consumerKey, consumerName, publicKey } = must(await app.invoke('applink.get', {}))
  jira.admin.createApplicationLink({ consumerKey, consumerName, publicKeyPem: publicKey })
  must(await app.invoke('applink.test', { siteUrl: jira.url, consumerKey }))
  const started = must(
    await app.invoke('connections.startOAuth1', { siteUrl: jira.url, consumerKey: defaultConsumerKey, via: 'browser' })
  )
  await Promise.all([
    app.invoke('connections.awaitSignIn', { flowId: started.flowId }),
    openBrowser().answer(started.authorizeUrl, 'Allow')
  ])
  must(await app.invoke('applink.rotateKey', {}))
  const result = await app.invoke('applink.finishKeyChange', { anyway: false })
  expectCode(result, 'key-still-needed', 'a change of keys is finished before Jira has the new one', 'app')
})

describe('signing in', () => {
  /** Says that it is a Jira, and answers everything else with this. */
  const half = async (status = 404) => {
    const server = await serve((request, response) => {
      if (request.url.endsWith('/serverInfo')) return likeJira(request, response)
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"No."}')
    })
    open.push(server)
    return server.url
  }

  test('where /rest/api is not let through', async () => {
    const app = await appWith()
    const result = await app.invoke('connections.signInWithPassword', password(await half()))
    expectCode(result, 'sign-in-api-missing', 'a gateway lets serverInfo through and nothing else', 'sign-in')
  })

  test('where /plugins/servlet/oauth is not let through', async () => {
    const app = await appWith()
    const result = await app.invoke('applink.test', { siteUrl: await half(), consumerKey: defaultConsumerKey })
    expectCode(result, 'oauth-not-offered', 'a gateway lets serverInfo through and nothing else', 'sign-in')
  })

  test('where apps are forbidden', async () => {
    const app = await appWith()
    const result = await app.invoke('connections.signInWithPassword', password(await half(403)))
    expectCode(result, 'sign-in-refused', 'a gateway forbids the REST API', 'sign-in')
  })

  test('with a token that Jira does not make any more', async () => {
    const [app, jira] = [await appWith(), await aJira()]
    // Jira's own limit: ten tokens for each user.
    for (let n = 0; n < 10; n += 1) jira.admin.createToken('anna', { name: `token ${n}` })
    const result = await app.invoke('connections.createToken', { ...password(jira.url), name: 'AtTrack', days: 90 })
    expectCode(result, 'token-not-created', 'the user has as many tokens as Jira allows', 'sign-in')
  })
})

describe('Jira Cloud', () => {
  const port = 28_661
  const client = { clientId: 'attrack-practice', clientSecret: 'practice-secret' }

  async function cloudAnd(options: TestAppOptions = {}) {
    const cloud = await startPracticeCloud()
    open.push(cloud)
    cloud.admin.registerClient({ ...client, redirectUris: [`http://localhost:${port}/callback`] })
    const atlassian = { authUrl: cloud.authUrl, apiUrl: cloud.apiUrl }
    const app = await appWith({ atlassian, builtCloudClient: client, callbackPort: port, ...options })
    const allow = async () => {
      const { flowId, authorizeUrl } = must(await app.invoke('connections.startCloud', { via: 'browser' }))
      const [site] = cloud.sites
      const [outcome] = await Promise.all([
        app.invoke('connections.awaitCloudSites', { flowId }),
        openBrowser().consent(authorizeUrl, site ?? 'cancel')
      ])
      return outcome
    }
    return { cloud, allow }
  }

  test('access to a site without Jira', async () => {
    /** Atlassian's list holds one entry for each product; this account's holds Confluence alone. */
    const withoutJira = (body: Uint8Array): Uint8Array => {
      const list = JSON.parse(Buffer.from(body).toString('utf8')) as { scopes: string[] }[]
      return Buffer.from(JSON.stringify(list.filter(({ scopes }) => !scopes.some((one) => one.includes('jira')))))
    }
    const { allow } = await cloudAnd({
      changes: (reply) =>
        reply.url.endsWith('/accessible-resources') ? { ...reply, body: withoutJira(reply.body) } : reply
    })
    expectCode(await allow(), 'cloud-no-sites', 'the account has no site with Jira', 'sign-in')
  })

  test('a token without the scopes that are needed', async () => {
    const { cloud, allow } = await cloudAnd()
    cloud.admin.setFault('scope-mismatch', true)
    expectCode(await allow(), 'cloud-scope-missing', '“scope does not match” from Atlassian’s gateway', 'sign-in')
  })
})

describe('the way to Jira', () => {
  const find = (app: TestApp, address: string) => app.invoke('connections.findSite', { address })
  const manual = (url: string) => ({ mode: 'manual' as const, url, bypass: '' })

  test('a proxy that is not there', async () => {
    const app = await appWith()
    const siteUrl = 'http://jira.practice.invalid'
    must(await app.invoke('network.setProxy', { siteUrl, proxy: manual(`http://127.0.0.1:${await closedPort()}`) }))
    expectCode(await find(app, siteUrl), 'proxy-failed', 'nothing listens at the proxy’s address', 'sign-in')
  })

  test('a proxy that refuses its sign-in', async () => {
    const [app, { url: siteUrl, proxy }] = [await appWith(), await around('proxy-407')]
    must(await app.invoke('network.setProxy', { siteUrl, proxy: manual(proxy?.url ?? '') }))
    must(await app.invoke('network.saveProxyCredential', { siteUrl, username: 'proxy-user', password: 'wrong' }))
    expectCode(await find(app, siteUrl), 'proxy-credential-refused', 'a wrong password for the proxy', 'sign-in')
  })

  test('a client certificate of an authority that Jira does not know', async () => {
    const { url: siteUrl, caPem = '', strangersPem } = await around('client-certificate')
    const files = [
      [{ name: 'company.pem', bytes: Buffer.from(caPem) }],
      [{ name: 'me.pem', bytes: Buffer.from(`${strangersPem?.certificate}${strangersPem?.key}`) }]
    ]
    const app = await appWith({ desktop: { openFiles: async () => ok(files.shift() ?? []) } })
    must(await app.invoke('network.importAuthority', { siteUrl }))
    must(await app.invoke('network.setClientCertificate', { siteUrl, passphrase: '' }))
    const by = 'a client certificate of an authority Jira does not know'
    expectCode(await find(app, siteUrl), 'client-certificate-refused', by, 'sign-in')
  })

  test('another certificate than the one that was trusted', async () => {
    const [app, first] = [await appWith(), await startSurroundings('self-signed')]
    const { port } = new URL(first.url)
    const siteUrl = first.url
    const [leaf] = must(await app.invoke('network.inspectCertificate', { siteUrl })).chain
    must(await app.invoke('network.pin', { siteUrl, fingerprint: leaf?.fingerprint ?? '' }))
    expect(codeOf(await find(app, siteUrl))).toBe('ok')
    await first.close()
    open.push(await startSurroundings('self-signed', { port: Number(port) }))
    expectCode(await find(app, siteUrl), 'certificate-changed', 'the pinned certificate is replaced', 'sign-in')
  })
})
