/** Something every channel accepts, about the project *Ours* and what belongs to it. */
import type { ChannelInput, ChannelName } from '../../../preload/contract/index.ts'
import type { World } from './world.ts'

const fingerprint = Array(32).fill('AB').join(':')
const password = 'five quiet brown boats'

export const inputs: { readonly [N in ChannelName]: (world: World) => ChannelInput<N> } = {
  'app.status': () => ({}),
  'app.openExternal': () => ({ url: 'https://example.com' }),
  'app.copy': () => ({ text: 'a' }),
  'app.keepSecretsUntilQuit': () => ({}),
  'settings.get': () => ({}),
  'settings.set': () => ({ syncIntervalMinutes: 30 }),

  'session.signIn': () => ({ login: 'kim', password }),
  'session.unlock': () => ({ password }),
  'session.lock': () => ({}),
  'session.signOut': () => ({}),
  'session.changePassword': () => ({ current: password, password: `${password} again` }),
  'session.active': () => ({}),

  'members.list': () => ({}),
  'members.add': ({ ours }) => ({
    name: 'Mallory',
    login: 'mallory',
    role: 'administrator',
    projectIds: [ours.projectId],
    password
  }),
  'members.update': ({ memberIds }) => ({ id: memberIds.employee, role: 'administrator' }),
  'members.resetPassword': ({ memberIds }) => ({ id: memberIds.administrator, password: `${password} again` }),
  'members.remove': ({ memberIds }) => ({ id: memberIds.administrator }),
  'audit.list': () => ({}),
  'audit.export': () => ({}),

  'backup.create': () => ({ passphrase: password, withSecrets: true }),
  'backup.cancel': () => ({}),
  'backup.choose': () => ({}),
  'backup.open': () => ({ backupId: 'b1', passphrase: password }),
  'backup.restore': () => ({ backupId: 'b1' }),
  'backup.discard': () => ({ backupId: 'b1' }),
  'backup.restart': () => ({}),

  'projects.list': () => ({}),
  'projects.get': ({ ours }) => ({ id: ours.projectId }),
  'projects.create': () => ({ name: 'Made by somebody' }),
  'projects.rename': ({ ours }) => ({ id: ours.projectId, name: 'Renamed' }),
  'projects.setArchived': ({ ours }) => ({ id: ours.projectId, archived: true }),
  'tasks.list': ({ ours }) => ({ projectId: ours.projectId }),
  'tasks.facets': ({ ours }) => ({ projectId: ours.projectId }),
  'tasks.get': ({ ours }) => ({ id: ours.taskId }),
  'tasks.create': ({ ours }) => ({ projectId: ours.projectId, summary: 'Made by somebody' }),

  'connections.list': () => ({}),
  'connections.findSite': ({ ours }) => ({ address: ours.siteUrl }),
  'connections.signInWithPassword': ({ ours }) => ({
    siteUrl: ours.siteUrl,
    username: 'mallory',
    password,
    connectionId: ours.connectionId
  }),
  'connections.signInWithToken': ({ ours }) => ({
    siteUrl: ours.siteUrl,
    token: 'token',
    connectionId: ours.connectionId
  }),
  'connections.createToken': ({ ours }) => ({
    siteUrl: ours.siteUrl,
    username: 'mallory',
    password,
    name: 'AtTrack',
    days: 30,
    connectionId: ours.connectionId
  }),
  'connections.waitForLink': ({ ours }) => ({ siteUrl: ours.siteUrl, consumerKey: 'attrack' }),
  'connections.startOAuth1': ({ ours }) => ({
    siteUrl: ours.siteUrl,
    consumerKey: 'attrack',
    via: 'code',
    connectionId: ours.connectionId
  }),
  'connections.startOAuth2': ({ ours }) => ({
    siteUrl: ours.siteUrl,
    clientId: 'client',
    clientSecret: '',
    via: 'window',
    connectionId: ours.connectionId
  }),
  'connections.redirectUrl': () => ({}),
  'connections.awaitSignIn': () => ({ flowId: 'f1' }),
  'connections.startCloud': ({ ours }) => ({ via: 'window', connectionId: ours.connectionId }),
  'connections.awaitCloudSites': () => ({ flowId: 'f1' }),
  'connections.chooseCloudSite': () => ({ flowId: 'f1', cloudId: 'c1' }),
  'connections.signInWithApiToken': ({ ours }) => ({
    site: 'acme',
    email: 'mallory@example.com',
    token: 'token',
    connectionId: ours.connectionId
  }),
  'connections.saveApiToken': ({ ours }) => ({ id: ours.connectionId, email: 'mallory@example.com', token: 'token' }),
  'connections.declineApiToken': ({ ours }) => ({ id: ours.connectionId }),
  'connections.submitVerifier': () => ({ flowId: 'f1', verifier: '123456' }),
  'connections.cancelSignIn': () => ({ flowId: 'f1' }),
  'connections.check': ({ ours }) => ({ id: ours.connectionId }),
  'connections.remove': ({ ours }) => ({ id: ours.connectionId }),
  'cloudClient.get': () => ({}),
  'cloudClient.set': () => ({ clientId: 'client', clientSecret: 'secret' }),
  'cloudClient.remove': () => ({}),

  'applink.get': ({ ours }) => ({ siteUrl: ours.siteUrl }),
  'applink.test': ({ ours }) => ({ siteUrl: ours.siteUrl, consumerKey: 'attrack' }),
  'applink.saveSheet': () => ({ format: 'html' }),
  'applink.saveLinkFile': () => ({}),
  'applink.openLinkFile': () => ({}),
  'applink.rotateKey': () => ({}),
  'applink.importKey': () => ({ passphrase: '' }),
  'applink.exportKey': () => ({ passphrase: password }),
  'applink.finishKeyChange': () => ({ anyway: true }),
  'applink.cancelKeyChange': () => ({ anyway: true }),

  'network.get': ({ ours }) => ({ siteUrl: ours.siteUrl }),
  'network.inspectCertificate': ({ ours }) => ({ siteUrl: ours.siteUrl }),
  'network.importAuthority': ({ ours }) => ({ siteUrl: ours.siteUrl }),
  'network.removeAuthority': ({ ours }) => ({ siteUrl: ours.siteUrl, fingerprint }),
  'network.pin': ({ ours }) => ({ siteUrl: ours.siteUrl, fingerprint }),
  'network.unpin': ({ ours }) => ({ siteUrl: ours.siteUrl }),
  'network.setClientCertificate': ({ ours }) => ({ siteUrl: ours.siteUrl, passphrase: '' }),
  'network.removeClientCertificate': ({ ours }) => ({ siteUrl: ours.siteUrl }),
  'network.setProxy': ({ ours }) => ({ siteUrl: ours.siteUrl, proxy: { mode: 'direct' } }),
  'network.saveProxyCredential': ({ ours }) => ({ siteUrl: ours.siteUrl, username: 'mallory', password }),
  'network.forgetProxyCredential': ({ ours }) => ({ siteUrl: ours.siteUrl }),

  'doctor.start': ({ ours }) => ({ connectionId: ours.connectionId }),
  'doctor.get': () => ({ runId: 'r1' }),
  'doctor.cancel': () => ({ runId: 'r1' }),
  'doctor.report': () => ({ runId: 'r1', format: 'markdown', userNames: true }),
  'doctor.saveReport': () => ({ runId: 'r1', format: 'markdown', userNames: true }),

  'jiraProjects.list': ({ ours }) => ({ connectionId: ours.connectionId, projectId: ours.projectId }),
  'jiraProjects.countIssues': ({ ours }) => ({ connectionId: ours.connectionId, jiraProjectId: '10034' }),
  'links.list': ({ ours }) => ({ projectId: ours.projectId }),
  'links.create': ({ ours }) => ({
    projectId: ours.projectId,
    connectionId: ours.connectionId,
    jiraProjectId: '10035'
  }),
  'links.remove': ({ ours }) => ({ id: ours.linkId }),
  'sync.status': ({ ours }) => ({ projectId: ours.projectId }),
  'sync.start': ({ ours }) => ({ projectId: ours.projectId }),
  'sync.cancel': ({ ours }) => ({ projectId: ours.projectId }),
  'sync.runs': ({ ours }) => ({ projectId: ours.projectId }),
  'sync.entries': ({ ours }) => ({ runId: ours.runId })
}
