/** Channels about connections, the application link, Jira projects, links and syncs. */
import type { ApplinkService } from '../applink/applink.ts'
import type { ConnectionService } from '../connections/connection-service.ts'
import type { JiraLinkService } from '../projects/jira-links.ts'
import type { SyncService } from '../sync/sync-service.ts'
import type { Handlers } from './handler.ts'

export interface JiraServices {
  readonly connections: ConnectionService
  readonly applink: ApplinkService
  readonly links: JiraLinkService
  readonly sync: SyncService
}

type Own = Extract<
  keyof Handlers,
  `connections.${string}` | `applink.${string}` | `jiraProjects.${string}` | `links.${string}` | `sync.${string}`
>

export const jiraHandlers = ({ connections, applink, links, sync }: JiraServices): Pick<Handlers, Own> => ({
  'connections.list': () => connections.list(),
  'connections.findSite': (input) => connections.findSite(input),
  'connections.signInWithPassword': (input) => connections.signInWithPassword(input),
  'connections.startOAuth1': (input) => connections.startOAuth1(input),
  'connections.awaitSignIn': (input) => connections.awaitSignIn(input),
  'connections.submitVerifier': (input) => connections.submitVerifier(input),
  'connections.cancelSignIn': (input) => connections.cancelSignIn(input),
  'connections.check': (input) => connections.check(input),
  'connections.remove': (input) => connections.remove(input),
  'applink.get': () => applink.get(),
  'applink.test': (input) => applink.test(input),
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
