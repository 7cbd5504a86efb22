/** Channels about connections, the Cloud client, Jira projects, links and syncs. */
import type { CloudClientService } from '../connections/cloud-client.ts'
import type { ConnectionService } from '../connections/connection-service.ts'
import type { JiraLinkService } from '../projects/jira-links.ts'
import type { SyncService } from '../sync/sync-service.ts'
import type { Handlers } from './handler.ts'

export interface JiraServices {
  readonly connections: ConnectionService
  readonly cloudClient: CloudClientService
  readonly links: JiraLinkService
  readonly sync: SyncService
}

type Own = Extract<
  keyof Handlers,
  `connections.${string}` | `cloudClient.${string}` | `jiraProjects.${string}` | `links.${string}` | `sync.${string}`
>

export const jiraHandlers = ({ connections, cloudClient, links, sync }: JiraServices): Pick<Handlers, Own> => ({
  'connections.list': () => connections.list(),
  'connections.findSite': (input) => connections.findSite(input),
  'connections.signInWithPassword': (input) => connections.signInWithPassword(input),
  'connections.signInWithToken': (input) => connections.signInWithToken(input),
  'connections.createToken': (input) => connections.createToken(input),
  'connections.waitForLink': (input) => connections.waitForLink(input),
  'connections.startOAuth1': (input) => connections.startOAuth1(input),
  'connections.startOAuth2': (input) => connections.startOAuth2(input),
  'connections.redirectUrl': () => connections.redirectUrl(),
  'connections.awaitSignIn': (input) => connections.awaitSignIn(input),
  'connections.startCloud': (input) => connections.startCloud(input),
  'connections.awaitCloudSites': (input) => connections.awaitCloudSites(input),
  'connections.chooseCloudSite': (input) => connections.chooseCloudSite(input),
  'connections.signInWithApiToken': (input) => connections.signInWithApiToken(input),
  'connections.saveApiToken': (input) => connections.saveApiToken(input),
  'connections.declineApiToken': (input) => connections.declineApiToken(input),
  'connections.submitVerifier': (input) => connections.submitVerifier(input),
  'connections.cancelSignIn': (input) => connections.cancelSignIn(input),
  'connections.check': (input) => connections.check(input),
  'connections.remove': (input) => connections.remove(input),
  'cloudClient.get': () => cloudClient.describe(),
  'cloudClient.set': (input) => cloudClient.set(input),
  'cloudClient.remove': () => cloudClient.remove(),
  'jiraProjects.list': (input) => links.list(input),
  'jiraProjects.countIssues': (input) => links.countIssues(input),
  'links.list': (input) => links.links(input),
  'links.create': (input) => links.create(input),
  'links.remove': (input) => links.remove(input),
  'sync.status': (input) => sync.status(input),
  'sync.start': (input) => sync.start(input),
  'sync.cancel': (input) => sync.cancel(input),
  'sync.runs': (input) => sync.runs(input),
  'sync.entries': (input) => sync.entries(input)
})
