/**
 * Who may call which channel, written down by hand from the manual and the issue: not computed from the app's own table,
 * which it is compared with. Every call is about the project *Ours*, its connection, its link, its Jira.
 */
import type { ChannelName } from '../../../preload/contract/index.ts'

export const columns = [
  /** The only member there is: nobody signs in. */
  'alone',
  'administrator',
  /** A Project Manager of *Ours*, who signed its connection in. */
  'inside',
  /** A Project Manager of *Theirs*. */
  'outside',
  /** A Project Manager of no project. */
  'unattached',
  'employee',
  'observer',
  'signed-out',
  /** An Administrator's session. */
  'locked',
  /** An Administrator who signed in with a password somebody else gave. */
  'password-due',
  /** The workspace is damaged: nobody is known, and a backup is what helps. */
  'damaged',
  /** The workspace does not answer right now. */
  'unavailable'
] as const
export type Column = (typeof columns)[number]

type Row = readonly Column[]

const anybody: Row = columns
const session: Row = [
  'alone',
  'administrator',
  'inside',
  'outside',
  'unattached',
  'employee',
  'observer',
  'password-due'
]
const members: Row = ['alone', 'administrator', 'inside', 'outside', 'unattached', 'employee', 'observer']
const workers: Row = ['alone', 'administrator', 'inside', 'outside', 'unattached', 'employee']
const managers: Row = ['alone', 'administrator', 'inside', 'outside', 'unattached']
const managersOfAny: Row = ['alone', 'administrator', 'inside', 'outside']
const managersOfIt: Row = ['alone', 'administrator', 'inside']
const administrators: Row = ['alone', 'administrator']
const administratorsOrNobodyKnown: Row = ['alone', 'administrator', 'damaged']

export const whoMay: Readonly<Record<ChannelName, Row>> = {
  'app.status': anybody,
  'app.openExternal': anybody,
  'app.copy': anybody,
  'app.keepSecretsUntilQuit': administrators,
  'settings.get': members,
  'settings.set': administrators,

  'session.signIn': anybody,
  'session.unlock': anybody,
  'session.lock': session,
  'session.signOut': anybody,
  'session.changePassword': session,
  'session.active': anybody,

  'members.list': members,
  'members.add': administrators,
  'members.update': administrators,
  'members.resetPassword': administrators,
  'members.remove': administrators,
  'audit.list': administrators,
  'audit.export': administrators,

  'backup.create': administrators,
  'backup.cancel': administratorsOrNobodyKnown,
  'backup.choose': administratorsOrNobodyKnown,
  'backup.open': administratorsOrNobodyKnown,
  'backup.restore': administratorsOrNobodyKnown,
  'backup.discard': administratorsOrNobodyKnown,
  'backup.restart': administratorsOrNobodyKnown,

  'projects.list': members,
  'projects.get': members,
  'projects.create': managers,
  'projects.rename': managersOfIt,
  'projects.setArchived': managersOfIt,
  'tasks.list': members,
  'tasks.facets': members,
  'tasks.get': members,
  'tasks.create': workers,

  'connections.list': members,
  'connections.findSite': managersOfAny,
  'connections.signInWithPassword': managersOfIt,
  'connections.signInWithToken': managersOfIt,
  'connections.createToken': managersOfIt,
  'connections.waitForLink': managersOfAny,
  'connections.startOAuth1': managersOfIt,
  'connections.startOAuth2': managersOfIt,
  'connections.redirectUrl': members,
  'connections.awaitSignIn': managersOfAny,
  'connections.startCloud': managersOfIt,
  'connections.awaitCloudSites': managersOfAny,
  'connections.chooseCloudSite': managersOfAny,
  'connections.signInWithApiToken': managersOfIt,
  'connections.saveApiToken': managersOfIt,
  'connections.declineApiToken': managersOfIt,
  'connections.submitVerifier': managersOfAny,
  'connections.cancelSignIn': managersOfAny,
  'connections.check': workers,
  'connections.remove': managersOfIt,
  'cloudClient.get': members,
  'cloudClient.set': administrators,
  'cloudClient.remove': administrators,

  'applink.get': managersOfAny,
  'applink.test': managersOfAny,
  'applink.saveSheet': managersOfAny,
  'applink.saveLinkFile': managersOfAny,
  'applink.openLinkFile': managersOfAny,
  'applink.rotateKey': administrators,
  'applink.importKey': administrators,
  'applink.exportKey': administrators,
  'applink.finishKeyChange': administrators,
  'applink.cancelKeyChange': administrators,

  'network.get': members,
  'network.inspectCertificate': managersOfAny,
  'network.importAuthority': managersOfIt,
  'network.removeAuthority': managersOfIt,
  'network.pin': managersOfIt,
  'network.unpin': managersOfIt,
  'network.setClientCertificate': managersOfIt,
  'network.removeClientCertificate': managersOfIt,
  'network.setProxy': managersOfIt,
  'network.saveProxyCredential': managersOfIt,
  'network.forgetProxyCredential': managersOfIt,

  'doctor.start': managersOfAny,
  'doctor.get': managersOfAny,
  'doctor.cancel': managersOfAny,
  'doctor.report': managersOfAny,
  'doctor.saveReport': managersOfAny,

  'jiraProjects.list': managersOfIt,
  'jiraProjects.countIssues': managersOfIt,
  'links.list': members,
  'links.create': managersOfIt,
  'links.remove': managersOfIt,
  'sync.status': members,
  'sync.start': workers,
  'sync.cancel': workers,
  'sync.runs': members,
  'sync.entries': members
}

/** The code a refusal is told by. */
export function refusalOf(column: Column, name: ChannelName): string {
  switch (column) {
    case 'signed-out':
      return 'signed-out'
    case 'locked':
      return 'locked'
    case 'password-due':
      return 'password-change-due'
    // What the store says, which is closed, or has met the damage.
    case 'damaged':
      return 'database-corrupt'
    case 'unavailable':
      return 'store-stopped'
    case 'outside':
    case 'unattached':
      return whoMay[name].includes('inside') ? 'not-your-project' : 'not-permitted'
    default:
      return 'not-permitted'
  }
}
