/**
 * What every channel of the contract leaves in the audit log. A channel that is not here does not compile: whoever adds
 * one decides, and where it notes something `audit.test.ts` wants to see it.
 */
import type { ChannelName } from '../../../../preload/contract/index.ts'
import type { AuditAction } from '../../../../main/audit/actions.ts'

type Noted = readonly AuditAction[] | 'reads' | `not noted: ${string}`

const begun = 'not noted: begins a sign-in; what comes of it is noted'

export const notes = {
  'app.status': 'reads',
  'app.openExternal': 'not noted: opens a page that anybody could open',
  'app.copy': 'not noted: copies what the window shows already',
  'app.keepSecretsUntilQuit': ['secrets-kept-until-quit'],
  'settings.get': 'reads',
  'settings.set': ['settings-changed'],
  'session.signIn': ['signed-in'],
  'session.unlock': ['unlocked'],
  'session.lock': ['locked'],
  'session.signOut': ['signed-out'],
  'session.changePassword': ['password-changed'],
  'session.active': 'not noted: somebody moved the mouse',
  'members.list': 'reads',
  'members.add': ['member-added'],
  'members.update': ['member-changed', 'role-changed'],
  'members.resetPassword': ['password-reset'],
  'members.remove': ['member-removed'],
  'audit.list': 'reads',
  'audit.export': ['audit-exported'],
  'backup.create': ['backed-up'],
  'backup.cancel': 'not noted: nothing was written',
  'backup.choose': 'not noted: reads a file; what is taken from it is noted by backup.restore',
  'backup.open': 'not noted: reads a file; what is taken from it is noted by backup.restore',
  'backup.restore': 'not noted: the log that is there is set aside; the restored one begins with the entry',
  'backup.discard': 'not noted: forgets what was read',
  'backup.restart': 'not noted: starts AtTrack again',
  'projects.list': 'reads',
  'projects.get': 'reads',
  'projects.create': ['project-made'],
  'projects.rename': ['project-renamed'],
  'projects.setArchived': ['project-archived'],
  'tasks.list': 'reads',
  'tasks.facets': 'reads',
  'tasks.get': 'reads',
  'tasks.create': 'not noted: daily work, seen in the tasks themselves',
  'connections.list': 'reads',
  'connections.findSite': 'reads',
  'connections.signInWithPassword': ['connected'],
  'connections.signInWithToken': ['connected'],
  'connections.createToken': ['connected'],
  'connections.waitForLink': 'not noted: nobody has signed in yet',
  'connections.startOAuth1': begun,
  'connections.startOAuth2': begun,
  'connections.redirectUrl': 'reads',
  'connections.awaitSignIn': ['connected'],
  'connections.startCloud': begun,
  'connections.awaitCloudSites': ['connected'],
  'connections.chooseCloudSite': ['connected'],
  'connections.signInWithApiToken': ['connected'],
  'connections.saveApiToken': ['api-token-saved'],
  'connections.declineApiToken': ['api-token-declined'],
  'connections.submitVerifier': begun,
  'connections.cancelSignIn': 'not noted: nothing came of it',
  'connections.check': 'reads',
  'connections.remove': ['connection-removed'],
  'cloudClient.get': 'reads',
  'cloudClient.set': ['cloud-client-set'],
  'cloudClient.remove': ['cloud-client-removed'],
  'jiraProjects.list': 'reads',
  'jiraProjects.countIssues': 'reads',
  'links.list': 'reads',
  'links.create': ['linked'],
  'links.remove': ['unlinked'],
  'sync.status': 'reads',
  'sync.start': 'not noted: each sync has its own record',
  'sync.cancel': 'not noted: each sync has its own record',
  'sync.runs': 'reads',
  'sync.entries': 'reads',
  'applink.get': 'reads',
  'applink.test': 'reads',
  'applink.saveSheet': ['sheet-saved'],
  'applink.saveLinkFile': ['link-file-saved'],
  'applink.openLinkFile': 'reads',
  'applink.rotateKey': ['key-made'],
  'applink.importKey': ['key-imported'],
  'applink.exportKey': ['key-exported'],
  'applink.finishKeyChange': ['key-change-finished'],
  'applink.cancelKeyChange': ['key-change-cancelled'],
  'network.get': 'reads',
  'network.inspectCertificate': 'reads',
  'network.importAuthority': ['authority-trusted'],
  'network.removeAuthority': ['authority-removed'],
  'network.pin': ['certificate-pinned'],
  'network.unpin': ['certificate-unpinned'],
  'network.setClientCertificate': ['client-certificate-set'],
  'network.removeClientCertificate': ['client-certificate-removed'],
  'network.setProxy': ['proxy-set'],
  'network.saveProxyCredential': ['proxy-sign-in-saved'],
  'network.forgetProxyCredential': ['proxy-sign-in-removed'],
  'doctor.start': 'reads',
  'doctor.get': 'reads',
  'doctor.cancel': 'reads',
  'doctor.report': 'reads',
  'doctor.saveReport': ['report-saved']
} as const satisfies Record<ChannelName, Noted>

/** The channels that note something. */
export type NotingChannel = {
  [N in ChannelName]: (typeof notes)[N] extends string ? never : N
}[ChannelName]

/** Noted by other ways than a call that succeeds: proved one by one in `audit.test.ts`. */
export const notedElsewhere = {
  'sign-in-refused': 'a sign-in that is refused',
  'connection-taken-over': 'a sign-in to what another member connected',
  'project-restored': 'projects.setArchived, the other way round',
  restored: 'at the start after backup.restore'
} as const satisfies Partial<Record<AuditAction, string>>
