/** Builds the services from their parts. No Electron: tests and benches build the same app around a Node transport. */
import type { EventName, EventPayload, ChangedTopic } from '../preload/contract/events.ts'
import type { Result } from '../preload/contract/failures/failure.ts'
import { createAuditLog } from './audit/audit.ts'
import { createApplinkService } from './applink/applink.ts'
import { createKeyRing } from './applink/key-ring.ts'
import { createBackupService } from './backup/backup.ts'
import type { RunJob } from './backup/jobs.ts'
import { createCloudClientService } from './connections/cloud-client.ts'
import { createConnectionService } from './connections/connection-service.ts'
import { createGenerations } from './connections/generations.ts'
import { createOAuth1SignIns } from './connections/oauth1-sign-in.ts'
import { createOAuth1Tokens } from './connections/oauth1-tokens.ts'
import { createOAuth2Grants } from './connections/oauth2-grants.ts'
import { createOAuth2SignIns } from './connections/oauth2-sign-in.ts'
import type { SignInPages } from './connections/sign-in-page.ts'
import type { OAuth2Client } from './jira/auth/oauth2-server.ts'
import type { AtlassianAddresses } from './jira/cloud/atlassian.ts'
import { createRateLimiter } from './jira/rate-limit/rate-limiter.ts'
import type { Desktop } from './desktop.ts'
import { createDoctorService } from './doctor/doctor.ts'
import { createGate } from './members/gate.ts'
import { hears } from './members/hearing.ts'
import { createMemberService } from './members/members.ts'
import { ownDialogs } from './members/own-dialogs.ts'
import { createPasswords } from './members/password.ts'
import { createSessionService } from './members/session.ts'
import { createNetworkService } from './net/network-service.ts'
import type { NetworkAccess, NetworkStack } from './net/network-stack.ts'
import { createJiraLinkService } from './projects/jira-links.ts'
import { createProjectService } from './projects/projects.ts'
import { createTaskService } from './projects/tasks.ts'
import type { SecretStore } from './secrets/secret-store.ts'
import type { StoreClient } from './store/api.ts'
import { createSyncService, type SyncService } from './sync/sync-service.ts'

export interface ServiceParts {
  /** `1.2.3`, for reports. */
  readonly appVersion: string
  readonly store: StoreClient
  readonly secrets: SecretStore
  /** What is set for the way to each Jira, and what carries requests by it. */
  readonly access: NetworkAccess
  readonly stack: NetworkStack
  readonly pages: SignInPages
  readonly desktop: Desktop
  readonly workspaceId: () => Promise<Result<string>>
  /** Where it lies. */
  readonly workspaceFile: string
  /** The system's user. */
  readonly owner: { readonly name: string; readonly login: string }
  readonly syncIntervalMinutes: () => number
  /** Minutes after which an idle window locks; 0 is never. */
  readonly lockAfterMinutes: () => number
  /** What a password's digest costs, log2; less than the default only where tests need many. */
  readonly passwordCost?: number | undefined
  /** The port to which OAuth 2.0 sign-ins return. */
  readonly callbackPort: () => number
  readonly atlassian: AtlassianAddresses
  /** The client by which Atlassian knows this build of AtTrack, if it was given one. */
  readonly builtCloudClient: OAuth2Client | null
  readonly tell: <N extends EventName>(name: N, payload: EventPayload<N>) => void
  /** Told of defects of ours; never of anything secret. */
  readonly report: (where: string, error: unknown) => void
  /** Closes the app and starts it again. */
  readonly restart: () => void
  /** Makes and reads backups, in a process of its own. */
  readonly runJob: RunJob
}

export type Services = ReturnType<typeof createServices>

export function createServices(parts: ServiceParts) {
  const { store, secrets, stack, pages, callbackPort, workspaceId } = parts
  const { transport } = stack
  const passwords = createPasswords(parts.passwordCost)
  const session = createSessionService({
    store,
    // Made a little later: what it tells goes by who sits at the window.
    audit: { record: (...entry) => audit.record(...entry) },
    passwords,
    owner: parts.owner,
    lockAfterMinutes: parts.lockAfterMinutes,
    changed: () => parts.tell('changed', { topics: ['app'] }),
    leaving: () => connections.cancelSignIns()
  })
  const desktop = ownDialogs(parts.desktop, session)
  /** Nothing is told to a window at which nobody may hear it. */
  const tell: typeof parts.tell = (name, payload) => {
    if (hears(session.presentNow(), name)) parts.tell(name, payload)
  }
  const changed = (topics: ChangedTopic[], projectId?: string): void =>
    tell('changed', projectId === undefined ? { topics } : { topics, projectId })
  const audit = createAuditLog({ store, desktop, changed: () => changed(['audit']), report: parts.report })
  const members = createMemberService({ store, session, passwords, audit, changed: () => changed(['members', 'app']) })
  const backup = createBackupService({
    store,
    secrets,
    desktop,
    audit,
    appVersion: parts.appVersion,
    workspaceFile: parts.workspaceFile,
    runJob: parts.runJob,
    tell: (progress) => tell('backup.progress', progress),
    restart: parts.restart
  })
  const keys = createKeyRing(secrets, workspaceId)
  const network = createNetworkService({
    access: parts.access,
    stack,
    desktop,
    audit,
    changed: () => changed(['network', 'connections'])
  })
  const cloudClient = createCloudClientService({
    secrets,
    built: parts.builtCloudClient,
    workspaceId,
    callbackPort,
    audit,
    changed: () => changed(['settings'])
  })
  const connections = createConnectionService({
    store,
    secrets,
    transport,
    keys,
    limiter: createRateLimiter(),
    atlassian: parts.atlassian,
    cloudClient,
    callbackPort,
    generations: createGenerations(),
    network,
    audit,
    stopSyncs: (connectionId) => sync.cancelConnection(connectionId),
    oauth1: createOAuth1SignIns({ transport, keys, pages }),
    oauth1Tokens: createOAuth1Tokens({ transport, secrets }),
    oauth2: createOAuth2SignIns({ transport, pages, callbackPort }),
    grants: createOAuth2Grants({ transport, secrets, cloudClient: cloudClient.client }),
    changed: () => changed(['connections', 'links', 'sync']),
    linkReady(connectionId, host, noticed) {
      tell('applink.ready', { connectionId, host })
      if (noticed && hears(session.presentNow(), 'applink.ready'))
        parts.desktop.notify('The application link works', `${host} is ready for AtTrack. Sign in to go on.`)
    }
  })
  const sync: SyncService = createSyncService({
    store,
    connections,
    intervalMinutes: parts.syncIntervalMinutes,
    progress: (projectId, link) => tell('sync.progress', { projectId, link }),
    changed: (projectId) => changed(['sync', 'tasks', 'links', 'projects'], projectId)
  })
  const links = createJiraLinkService({
    store,
    connections,
    audit,
    changed: (projectId) => changed(['links', 'sync', 'projects', 'tasks'], projectId),
    syncLink: (linkId) => void sync.startLink(linkId),
    cancelLink: (linkId) => sync.cancelLink(linkId)
  })
  const applink = createApplinkService({
    keys,
    transport,
    workspaceId,
    desktop,
    audit,
    usedLinks: connections.applicationLinks,
    linkWorks: connections.linkWorks,
    changed: () => changed(['applink'])
  })
  const doctor = createDoctorService({
    store,
    transport,
    network,
    connections,
    testLink: applink.test,
    desktop,
    audit,
    appVersion: parts.appVersion,
    tell: (run) => tell('doctor.progress', { run })
  })
  return {
    session,
    gate: createGate({ session, store, atlassian: parts.atlassian }),
    members,
    audit,
    backup,
    projects: createProjectService(store, (projectId) => changed(['projects'], projectId), audit, session.refresh),
    tasks: createTaskService(store, (projectId) => changed(['tasks', 'projects'], projectId)),
    applink,
    network,
    doctor,
    connections,
    cloudClient,
    links,
    sync,
    /** Before the end: syncs, checks and backups stop, and a renewal under way may still save its token. */
    async settle(): Promise<void> {
      await Promise.all([sync.stopAll(), doctor.stopAll(), backup.stop()])
      await connections.settled()
    }
  }
}
