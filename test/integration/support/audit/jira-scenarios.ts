/** What is noted of signing in to a Jira and of linking its projects. */
import { expect } from 'vitest'
import { defaultConsumerKey } from '../../../../preload/contract/applink.ts'
import { openBrowser } from '../browser.ts'
import { must } from '../test-app.ts'
import type { NotingChannel } from './notes.ts'
import { entry, type Scenarios } from './scenario.ts'
import { cloudClient, type World } from './world.ts'

type Group = 'connections' | 'cloudClient' | 'links'
type Own = Extract<NotingChannel, `${Group}.${string}`>

const password = { username: 'anna', password: 'anna-password' }
const email = 'anna@jira.example.com'
const hostOf = (url: string): string => new URL(url).host
const containing = (text: string): string => expect.stringContaining(text) as unknown as string
const connected = (url: string, detail: string) => entry('connected', hostOf(url), containing(detail))

const site = (world: World, name: string) => {
  const found = world.cloud().sites.find((one) => one.name === name)
  if (!found) throw new Error(`no site ${name}`)
  return found
}
const signedIn = async ({ invoke }: World, siteUrl: string) =>
  must(await invoke('connections.signInWithPassword', { siteUrl, ...password }))

/** The Jira project MOD, a connection to its Jira and a project of ours. */
async function toBeLinked(world: World) {
  const jira = await world.jira({ projects: true })
  const [connection, project] = [
    await signedIn(world, jira.url),
    must(await world.invoke('projects.create', { name: 'Shelves' }))
  ]
  const list = must(
    await world.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: 'MOD' })
  )
  const chosen = list.projects.find(({ key }) => key === 'MOD')
  if (!chosen) throw new Error('MOD is not listed')
  const input = { connectionId: connection.id, projectId: project.id, jiraProjectId: chosen.id }
  return { input, subject: `MOD – ${chosen.name} → Shelves`, host: hostOf(jira.url) }
}

/** Through Atlassian's page at one of its sites. */
async function throughThePage(world: World, name: string) {
  const { flowId, authorizeUrl } = must(await world.invoke('connections.startCloud', { via: 'browser' }))
  const awaited = async () => {
    const [outcome] = await Promise.all([
      world.invoke('connections.awaitCloudSites', { flowId }),
      openBrowser().consent(authorizeUrl, site(world, name), 'anna')
    ])
    return outcome
  }
  return { flowId, awaited }
}

/** A connection that signed in at Atlassian's page. */
async function atCloud(world: World, name: string): Promise<{ id: string; host: string }> {
  must(await world.invoke('cloudClient.set', cloudClient))
  const { flowId, awaited } = await throughThePage(world, name)
  const { connection } = must(await awaited())
  const { cloudId, url } = site(world, name)
  const made = connection ?? must(await world.invoke('connections.chooseCloudSite', { flowId, cloudId }))
  return { id: made.id, host: hostOf(url) }
}

export const jiraScenarios: Scenarios<Own> = {
  'connections.signInWithPassword': {
    async prepare(world) {
      const { url: siteUrl } = await world.jira()
      return {
        input: { siteUrl, ...password },
        entries: [connected(siteUrl, 'Jira user anna, password')],
        fails: [
          () => world.invoke('connections.signInWithPassword', { siteUrl, username: 'anna', password: 'wrong' }),
          () => world.invoke('connections.signInWithPassword', { siteUrl: 'http://127.0.0.1:1', ...password })
        ]
      }
    }
  },
  'connections.signInWithToken': {
    async prepare(world) {
      const { url: siteUrl, admin } = await world.jira()
      const { rawToken: token } = admin.createToken('anna')
      return {
        input: { siteUrl, token },
        entries: [connected(siteUrl, 'personal access token')],
        fails: [() => world.invoke('connections.signInWithToken', { siteUrl, token: 'MTIzNDU2Nzg5MDEyOmNhbmFyeQ' })]
      }
    }
  },
  'connections.createToken': {
    async prepare(world) {
      const { url: siteUrl } = await world.jira()
      const input = { siteUrl, ...password, name: 'AtTrack', days: 30 }
      return {
        input,
        entries: [connected(siteUrl, 'personal access token')],
        fails: [() => world.invoke('connections.createToken', { ...input, password: 'wrong' })]
      }
    }
  },
  'connections.awaitSignIn': {
    async prepare(world) {
      const { url: siteUrl, admin } = await world.jira()
      const { publicKey } = must(await world.invoke('applink.get', {}))
      admin.createApplicationLink({ consumerKey: defaultConsumerKey, consumerName: 'AtTrack', publicKeyPem: publicKey })
      const answered = async (decision: 'Allow' | 'Deny', begun?: { flowId: string; authorizeUrl: string }) => {
        const { flowId, authorizeUrl } =
          begun ??
          must(
            await world.invoke('connections.startOAuth1', {
              siteUrl,
              consumerKey: defaultConsumerKey,
              via: 'browser'
            })
          )
        const [outcome] = await Promise.all([
          world.invoke('connections.awaitSignIn', { flowId }),
          openBrowser().answer(authorizeUrl, decision)
        ])
        return outcome
      }
      const begun = must(
        await world.invoke('connections.startOAuth1', { siteUrl, consumerKey: defaultConsumerKey, via: 'browser' })
      )
      return {
        input: { flowId: begun.flowId },
        entries: [connected(siteUrl, 'OAuth 1.0')],
        perform: () => answered('Allow', begun),
        fails: [() => answered('Deny')]
      }
    }
  },
  'connections.awaitCloudSites': {
    needsCloud: true,
    async prepare(world) {
      must(await world.invoke('cloudClient.set', cloudClient))
      // Of the sites the account has, this one only is allowed: nothing is left to choose.
      const { flowId, awaited } = await throughThePage(world, 'globex')
      return { input: { flowId }, entries: [connected(site(world, 'globex').url, 'Atlassian')], perform: awaited }
    }
  },
  'connections.chooseCloudSite': {
    needsCloud: true,
    async prepare(world) {
      await atCloud(world, 'globex')
      const { flowId, awaited } = await throughThePage(world, 'acme')
      const { connection } = must(await awaited())
      if (connection) throw new Error('there was nothing to choose')
      const { cloudId, url } = site(world, 'acme')
      return {
        input: { flowId, cloudId },
        entries: [connected(url, 'Atlassian')],
        fails: [() => world.invoke('connections.chooseCloudSite', { flowId, cloudId: 'none' })]
      }
    }
  },
  'connections.signInWithApiToken': {
    needsCloud: true,
    async prepare(world) {
      const input = { site: site(world, 'acme').url, email, token: world.cloud().admin.createApiToken(email) }
      return {
        input,
        entries: [connected(input.site, 'API token')],
        fails: [() => world.invoke('connections.signInWithApiToken', { ...input, token: 'ATATT-wrong' })]
      }
    }
  },
  'connections.saveApiToken': {
    needsCloud: true,
    async prepare(world) {
      const { id, host } = await atCloud(world, 'globex')
      const input = { id, email, token: world.cloud().admin.createApiToken(email) }
      return {
        input,
        entries: [entry('api-token-saved', host)],
        fails: [() => world.invoke('connections.saveApiToken', { ...input, token: 'ATATT-wrong' })]
      }
    }
  },
  'connections.declineApiToken': {
    needsCloud: true,
    async prepare(world) {
      const { id, host } = await atCloud(world, 'globex')
      return {
        input: { id },
        entries: [entry('api-token-declined', host)],
        fails: [() => world.invoke('connections.declineApiToken', { id: 'none' })]
      }
    }
  },
  'connections.remove': {
    async prepare(world) {
      const { url } = await world.jira()
      const { id } = await signedIn(world, url)
      return {
        input: { id },
        entries: [entry('connection-removed', hostOf(url), containing('Jira user anna'))],
        once: true
      }
    }
  },
  'cloudClient.set': {
    prepare: async ({ invoke }) => ({
      input: cloudClient,
      entries: [entry('cloud-client-set', cloudClient.clientId, '')],
      fails: [() => invoke('cloudClient.set', { ...cloudClient, clientSecret: '' })]
    })
  },
  'cloudClient.remove': {
    async prepare({ invoke }) {
      must(await invoke('cloudClient.set', cloudClient))
      return { input: {}, entries: [entry('cloud-client-removed', cloudClient.clientId, '')], once: true }
    }
  },
  'links.create': {
    async prepare(world) {
      const { input, subject, host } = await toBeLinked(world)
      return {
        input,
        entries: [entry('linked', subject, host)],
        once: true,
        fails: [() => world.invoke('links.create', { ...input, jiraProjectId: '999999' })]
      }
    }
  },
  'links.remove': {
    async prepare(world) {
      const { input, subject, host } = await toBeLinked(world)
      const { id } = must(await world.invoke('links.create', input))
      return { input: { id }, entries: [entry('unlinked', subject, host)], once: true }
    }
  }
}
