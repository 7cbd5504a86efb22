/** Every way to sign in to a Jira, each with something wrong first. */
import { defaultConsumerKey } from '../../../preload/contract/applink.ts'
import { cloudClient, redirectUri, type World } from '../../integration/support/audit/world.ts'
import { openBrowser } from '../../integration/support/browser.ts'
import { must, syncedOnce } from '../../integration/support/test-app.ts'
import { typed, type Way } from './typed-secrets.ts'

type ByWay = Record<string, string>

const anna = { username: 'anna', password: 'anna-password' }
const email = 'anna@jira.example.com'

function failed(result: { ok: boolean }): void {
  if (result.ok) throw new Error('something wrong was accepted')
}

export async function signInAtServer({ world, invoke, used }: Way): Promise<ByWay> {
  const { url: siteUrl, admin } = await world.jira({ projects: true })
  used['password for Jira'] = anna.password

  failed(
    await invoke('connections.signInWithPassword', { siteUrl, ...anna, password: typed['wrong password for Jira'] })
  )
  const password = must(await invoke('connections.signInWithPassword', { siteUrl, ...anna })).id
  const make = { siteUrl, ...anna, name: 'AtTrack', days: 30 }
  failed(await invoke('connections.createToken', { ...make, password: typed['wrong password for Jira'] }))
  failed(await invoke('connections.signInWithToken', { siteUrl, token: typed['wrong token'] }))
  used['token of Ben'] = admin.createToken('ben').rawToken
  const token = must(await invoke('connections.signInWithToken', { siteUrl, token: used['token of Ben'] })).id
  await linkAndSync(world, invoke, password)

  const other = await world.jira()
  const made = must(await invoke('connections.createToken', { ...make, siteUrl: other.url })).id
  return {
    password,
    token,
    'token made by Jira': made,
    'OAuth 1.0': await oauth1(world, invoke),
    ...(await oauth2(world, invoke, used))
  }
}

async function linkAndSync(world: World, invoke: Way['invoke'], connectionId: string): Promise<void> {
  const { id: projectId } = must(await invoke('projects.create', { name: 'Canary project' }))
  const { projects } = must(await invoke('jiraProjects.list', { connectionId, projectId, search: 'DAEMON' }))
  const jiraProjectId = projects[0]?.id ?? ''
  must(await invoke('links.create', { projectId, connectionId, jiraProjectId }))
  await syncedOnce({ ...world.app, invoke }, projectId)
}

async function oauth1(world: World, invoke: Way['invoke']): Promise<string> {
  const { url: siteUrl, admin } = await world.jira()
  const { publicKey, consumerName } = must(await invoke('applink.get', {}))
  admin.createApplicationLink({ consumerKey: defaultConsumerKey, consumerName, publicKeyPem: publicKey })
  const begin = { siteUrl, consumerKey: defaultConsumerKey, via: 'browser' } as const
  const { flowId, authorizeUrl } = must(await invoke('connections.startOAuth1', begin))
  const [connection] = await Promise.all([
    invoke('connections.awaitSignIn', { flowId }),
    openBrowser().answer(authorizeUrl, 'Allow')
  ])
  return must(connection).id
}

async function oauth2(world: World, invoke: Way['invoke'], used: Way['used']): Promise<ByWay> {
  // TLS ends at a proxy before Jira: it calls itself https and is reached here over the loopback interface.
  const { url: siteUrl, admin } = await world.jira({ baseUrl: 'https://jira.example.com/jira' })
  const client = admin.createOAuth2Client({ name: 'AtTrack', redirectUri })
  used['client secret'] = client.clientSecret
  const signIn = async (clientSecret: string) => {
    const begin = { siteUrl, clientId: client.clientId, clientSecret, via: 'browser' } as const
    const { flowId, authorizeUrl } = must(await invoke('connections.startOAuth2', begin))
    const [connection] = await Promise.all([
      invoke('connections.awaitSignIn', { flowId }),
      openBrowser().answer(authorizeUrl, 'Allow')
    ])
    return connection
  }
  failed(await signIn(typed['wrong client secret']))
  const { id } = must(await signIn(client.clientSecret))
  admin.expireOAuth2AccessTokens()
  must(await invoke('connections.check', { id }))
  return { 'OAuth 2.0': id }
}

export async function signInAtCloud({ world, invoke, used }: Way): Promise<ByWay> {
  const { sites, admin } = world.cloud()
  const site = (name: string) => sites.find((one) => one.name === name) ?? sites[0]!
  used['client secret for Cloud'] = cloudClient.clientSecret
  const signIn = async () => {
    const { flowId, authorizeUrl } = must(await invoke('connections.startCloud', { via: 'browser' }))
    const [outcome] = await Promise.all([
      invoke('connections.awaitCloudSites', { flowId }),
      openBrowser().consent(authorizeUrl, site('globex'), 'anna')
    ])
    return outcome
  }
  must(await invoke('cloudClient.set', { ...cloudClient, clientSecret: typed['wrong client secret for Cloud'] }))
  failed(await signIn())
  must(await invoke('cloudClient.set', cloudClient))
  const id = must(await signIn()).connection?.id ?? ''
  admin.expireAccessTokens()
  must(await invoke('connections.check', { id }))
  const token = (used['API token'] = admin.createApiToken(email))
  failed(await invoke('connections.saveApiToken', { id, email, token: typed['wrong API token'] }))
  must(await invoke('connections.saveApiToken', { id, email, token }))
  const scoped = (used['API token with scopes'] = admin.createApiToken(email, { scoped: true }))
  const byToken = must(
    await invoke('connections.signInWithApiToken', { site: site('acme').url, email, token: scoped })
  ).id
  return { Atlassian: id, 'API token': byToken }
}

export async function signInBehindNetwork({ world, invoke, used }: Way): Promise<ByWay> {
  const behind = await world.around('proxy-407')
  const { url = '', user: username = '', password = '' } = behind.proxy ?? {}
  used['password for the proxy'] = password
  must(await invoke('network.setProxy', { siteUrl: behind.url, proxy: { mode: 'manual', url, bypass: '' } }))
  const keep = { siteUrl: behind.url, username }
  must(await invoke('network.saveProxyCredential', { ...keep, password: typed['wrong password for the proxy'] }))
  failed(await invoke('connections.signInWithPassword', { siteUrl: behind.url, ...anna }))
  must(await invoke('network.saveProxyCredential', { ...keep, password }))
  const proxied = must(await invoke('connections.signInWithPassword', { siteUrl: behind.url, ...anna })).id

  const { url: siteUrl, caPem = '', clientPfx, clientPem } = await world.around('client-certificate')
  used['passphrase of the client certificate'] = clientPfx?.passphrase ?? ''
  used['key of the client certificate'] = (clientPem?.key ?? '').replaceAll(/-----[^-]+-----|\s/g, '')
  world.dialogs.open = [{ name: 'ca.pem', bytes: Buffer.from(caPem) }]
  must(await invoke('network.importAuthority', { siteUrl }))
  world.dialogs.open = [{ name: 'anna.pfx', bytes: clientPfx?.bytes ?? new Uint8Array() }]
  const wrong = typed['wrong passphrase of the client certificate']
  failed(await invoke('network.setClientCertificate', { siteUrl, passphrase: wrong }))
  must(await invoke('network.setClientCertificate', { siteUrl, passphrase: clientPfx?.passphrase ?? '' }))
  const certified = must(await invoke('connections.signInWithPassword', { siteUrl, ...anna })).id
  return { 'behind a proxy': proxied, 'with a client certificate': certified }
}
