/**
 * The names alone, for the preload script: it is loaded before every page, so it carries no schema library.
 * A test compares them with the channels and events there are; the types make a missing or wrong name an error.
 */
import type { ChannelName } from './index.ts'
import type { EventName } from './events.ts'

const channelTable: Readonly<Record<ChannelName, true>> = {
  'app.status': true,
  'app.openExternal': true,
  'app.copy': true,
  'app.keepSecretsUntilQuit': true,
  'settings.get': true,
  'settings.set': true,
  'projects.list': true,
  'projects.get': true,
  'projects.create': true,
  'projects.rename': true,
  'projects.setArchived': true,
  'tasks.list': true,
  'tasks.facets': true,
  'tasks.get': true,
  'tasks.create': true,
  'connections.list': true,
  'connections.findSite': true,
  'connections.signInWithPassword': true,
  'connections.signInWithToken': true,
  'connections.createToken': true,
  'connections.startOAuth1': true,
  'connections.startOAuth2': true,
  'connections.redirectUrl': true,
  'connections.awaitSignIn': true,
  'connections.startCloud': true,
  'connections.awaitCloudSites': true,
  'connections.chooseCloudSite': true,
  'connections.signInWithApiToken': true,
  'connections.saveApiToken': true,
  'connections.declineApiToken': true,
  'connections.submitVerifier': true,
  'connections.cancelSignIn': true,
  'connections.check': true,
  'connections.remove': true,
  'cloudClient.get': true,
  'cloudClient.set': true,
  'cloudClient.remove': true,
  'applink.get': true,
  'applink.test': true,
  'jiraProjects.list': true,
  'jiraProjects.countIssues': true,
  'links.list': true,
  'links.create': true,
  'links.remove': true,
  'sync.status': true,
  'sync.start': true,
  'sync.cancel': true,
  'sync.runs': true,
  'sync.entries': true
}
const eventTable: Readonly<Record<EventName, true>> = { changed: true, 'sync.progress': true }

export const channelNames: ReadonlySet<string> = new Set(Object.keys(channelTable))
export const eventNames: ReadonlySet<string> = new Set(Object.keys(eventTable))
