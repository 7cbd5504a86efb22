/** Connections to Jira: listed, checked, removed, and how they fare. Signing in: server-sign-in.ts, cloud-sign-in.ts. */
import type { ConnectionStatus } from '../../preload/contract/connections.ts'
import type { CheckedInput, ChannelOutput, Connection, Failure, ProjectLink } from '../../preload/contract/index.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { JiraClient } from '../jira/client.ts'
import { readMyself } from '../jira/myself.ts'
import { retryAtOf } from '../jira/rate-limit/retry-at.ts'
import type { Transport } from '../net/transport.ts'
import type { ConnectionRecord } from '../store/api.ts'
import { clientFor } from './clients.ts'
import { createCloudSignIn, type CloudSignInDeps } from './cloud-sign-in.ts'
import { isForLink, leftOver, toConnection } from './connection-record.ts'
import { forget } from './establish.ts'
import { createFlowOwners } from './flow-owners.ts'
import { createLinkWatch, type LinkWatchDeps } from './link-watch.ts'
import { redirectUrl } from './loopback-listener.ts'
import { createServerSignIn, type ServerSignInDeps } from './server-sign-in.ts'
import { standingFailure } from './standing-failure.ts'
import { needsPerson, statusAfter } from './status.ts'
import { userWords } from './take-over.ts'

export interface ConnectionDeps extends ServerSignInDeps, CloudSignInDeps, LinkWatchDeps {
  readonly callbackPort: () => number
  /** Takes along what is set for the way to a Jira when its last connection goes. */
  readonly network: { release(siteUrl: string, others: readonly string[]): Promise<Result<null>> }
}

/** Whoever looks in between does not know of the schedule: what was planned stays, while nothing has changed. */
const stillPlanned = ({ status, nextTryAt }: ConnectionRecord, now: ConnectionRecord['status']): number | null =>
  status === now && nextTryAt !== null && nextTryAt > Date.now() ? nextTryAt : null

/** What can be found out without Jira having looked at the sign-in. */
const saysNothingOfSignIn: readonly ConnectionStatus[] = ['unreachable', 'untrusted-certificate', 'throttled']

/** Where a connection's requests go: the site, and Atlassian's gateway when that is another. */
const addressesOf = ({ siteUrl, apiUrl }: ConnectionRecord): string[] =>
  apiUrl === '' || apiUrl === siteUrl ? [siteUrl] : [siteUrl, apiUrl]

/** The projects behind each connection that has any. */
function usesOf(links: readonly ProjectLink[]): ChannelOutput<'connections.list'>['uses'] {
  const projects = new Map<string, Set<string>>()
  for (const { connectionId, projectId } of links) {
    if (connectionId === null) continue
    projects.set(connectionId, (projects.get(connectionId) ?? new Set()).add(projectId))
  }
  return [...projects].map(([connectionId, projectIds]) => ({ connectionId, projectIds: [...projectIds] }))
}

export type ConnectionService = ReturnType<typeof createConnectionService>

export function createConnectionService(deps: ConnectionDeps) {
  const { store } = deps
  const server = createServerSignIn(deps)
  const cloud = createCloudSignIn(deps)
  const links = createLinkWatch(deps)
  const flows = createFlowOwners()
  const cancelFlow = (flowId: string): void => {
    server.cancel(flowId)
    cloud.cancel(flowId)
  }
  /** Of whoever began it. */
  const own = async <T>(flowId: string, work: () => Promise<Result<T>> | Result<T>): Promise<Result<T>> => {
    const mine = flows.own(flowId)
    return mine.ok ? work() : mine
  }

  const load = async (id: string): Promise<Result<ConnectionRecord>> => {
    const found = await store.getConnection({ id })
    if (!found.ok) return found
    return found.value ? ok(found.value) : fail('not-found', { what: 'This connection' })
  }

  /**
   * Records how a connection fares: after every check and every sync.
   * @param nextTryAt ms since 1970; for a throttled connection what Jira said counts instead, and where a person has
   * to do something first there is none.
   * @param seenWith the generation of the sign-in that the outcome belongs to; an earlier one's counts no longer.
   */
  const report = async (
    id: string,
    outcome: Failure | null,
    nextTryAt: number | null = null,
    seenWith: number = deps.generations.now(id)
  ): Promise<Result<ConnectionRecord>> => {
    const found = await load(id)
    if (!found.ok || seenWith !== deps.generations.now(id)) return found
    // Nobody has signed in yet: how its link fares is told by whoever watches that, and by nothing else.
    if (isForLink(found.value)) return found
    const status = outcome ? statusAfter(outcome.code) : 'connected'
    if (status === null) return found
    // A network that is away says nothing about the sign-in. If it hid a refusal, the next sync would send the refused
    // password once more.
    if (needsPerson(found.value.status) && outcome && saysNothingOfSignIn.includes(status)) return found
    // Only these fields, and only if it is still there: a sign-in or a removal may come in between.
    const saved = await store.updateConnection({
      id,
      change: {
        status,
        failure: outcome,
        // Jira answered and knows the user: the connection as such is good.
        ...(outcome === null || status === 'limited' ? { lastSuccessAt: Date.now() } : {}),
        nextTryAt: needsPerson(status)
          ? null
          : ((outcome && retryAtOf(outcome, Date.now())) ?? nextTryAt ?? stillPlanned(found.value, status))
      }
    })
    deps.changed()
    if (!saved.ok) return saved
    return saved.value ? ok(saved.value) : fail('not-found', { what: 'This connection' })
  }

  return {
    report,
    load,
    /** To be taken before a client is asked for, and handed to `report` with what came of it. */
    generation: (id: string): number => deps.generations.now(id),
    /** Resolves when no token is being renewed. */
    async settled(): Promise<void> {
      await Promise.all([deps.grants.settled(), deps.oauth1Tokens.settled()])
    },
    /**
     * Fails with `password-wrong` where that is what Jira said last: whoever asks, it is not sent again.
     * @param transport another one than usual: the doctor watches what goes over it.
     */
    async client(id: string, transport: Transport = deps.transport): Promise<Result<JiraClient>> {
      const found = await load(id)
      if (!found.ok) return found
      const { failure } = found.value
      return failure?.code === 'password-wrong' ? err(failure) : clientFor({ ...deps, transport }, found.value)
    },

    async list(): Promise<Result<ChannelOutput<'connections.list'>>> {
      const [all, links] = await Promise.all([store.listConnections({}), store.listLinks({})])
      if (!all.ok) return all
      if (!links.ok) return links
      return ok({ connections: all.value.map(toConnection), uses: usesOf(links.value) })
    },

    findSite: server.findSite,
    signInWithPassword: server.signInWithPassword,
    signInWithToken: server.signInWithToken,
    createToken: server.createToken,
    async waitForLink(input: CheckedInput<'connections.waitForLink'>): Promise<Result<Connection>> {
      const site = await server.siteOf(input.siteUrl)
      if (!site.ok) return site
      const waiting = await links.wait(site.value, input.consumerKey)
      return waiting.ok ? ok(toConnection(waiting.value)) : waiting
    },
    /** Looks after the links that are waited for: those due at `now` (ms since 1970), or when the person is back. */
    lookForLinks: links.look,
    lookForLinksAgain: links.lookAgain,
    linkWorks: links.works,
    /** The application links in use: of each connection that signs in, or is to sign in, with OAuth 1.0. */
    async applicationLinks(): Promise<Result<{ siteUrl: string; baseUrl: string; consumerKey: string }[]>> {
      const all = await store.listConnections({})
      if (!all.ok) return all
      const own = all.value.filter(({ method }) => method === 'oauth1')
      const links = own.map(({ siteUrl, baseUrl, consumerKey }) => ({
        siteUrl,
        baseUrl,
        consumerKey: consumerKey ?? ''
      }))
      return ok([...new Map(links.map((one) => [`${one.siteUrl} ${one.consumerKey}`, one])).values()])
    },
    startOAuth1: (input: CheckedInput<'connections.startOAuth1'>) =>
      flows.begin(() => server.startOAuth1(input), cancelFlow),
    startOAuth2: (input: CheckedInput<'connections.startOAuth2'>) =>
      flows.begin(() => server.startOAuth2(input), cancelFlow),
    awaitSignIn: (input: CheckedInput<'connections.awaitSignIn'>) => own(input.flowId, () => server.awaitSignIn(input)),
    startCloud: (input: CheckedInput<'connections.startCloud'>) => flows.begin(() => cloud.start(input), cancelFlow),
    awaitCloudSites: (input: CheckedInput<'connections.awaitCloudSites'>) =>
      own(input.flowId, () => cloud.awaitSites(input)),
    chooseCloudSite: (input: CheckedInput<'connections.chooseCloudSite'>) =>
      own(input.flowId, () => cloud.chooseSite(input)),
    signInWithApiToken: cloud.signInWithApiToken,
    saveApiToken: cloud.saveApiToken,
    declineApiToken: cloud.declineApiToken,

    redirectUrl: async (): Promise<Result<{ url: string }>> => ok({ url: redirectUrl(deps.callbackPort()) }),
    submitVerifier: ({ flowId, verifier }: CheckedInput<'connections.submitVerifier'>) =>
      own(flowId, () => deps.oauth1.submitVerifier(flowId, verifier)),
    async cancelSignIn({ flowId }: CheckedInput<'connections.cancelSignIn'>): Promise<Result<Record<string, never>>> {
      if (flows.own(flowId).ok) cancelFlow(flowId)
      return ok({})
    },
    /** The member who began them leaves the window. */
    cancelSignIns(): void {
      flows.leave()
      server.cancelAll()
      cloud.cancelAll()
    },

    async check({ id }: CheckedInput<'connections.check'>): Promise<Result<Connection>> {
      const found = await load(id)
      if (!found.ok) return found
      // A password refused once is not sent again, not even by this button: the third one brings the CAPTCHA.
      if (found.value.failure?.code === 'password-wrong') return ok(toConnection(found.value))
      if (isForLink(found.value)) {
        const asked = await links.check(found.value)
        return asked.ok ? ok(toConnection(asked.value)) : asked
      }
      const seenWith = deps.generations.now(id)
      const client = await clientFor(deps, found.value)
      const me = client.ok ? await readMyself(client.value) : client
      const reported = await report(id, me.ok ? await standingFailure(store, id) : me.failure, null, seenWith)
      return reported.ok ? ok(toConnection(reported.value)) : reported
    },

    async remove({ id }: CheckedInput<'connections.remove'>): Promise<Result<Record<string, never>>> {
      const [found, all] = await Promise.all([load(id), store.listConnections({})])
      if (!found.ok) return found
      if (!all.ok) return all
      // A sync under way would go on with the secret for minutes.
      await deps.stopSyncs(id)
      deps.generations.raise(id)
      // Secrets first: if the keychain cannot be reached, the connection stays visible and can be removed later.
      const forgotten = await forget(deps, leftOver(found.value, null, all.value))
      if (!forgotten.ok) return forgotten
      const others = all.value.filter((one) => one.id !== id).flatMap(addressesOf)
      for (const address of addressesOf(found.value)) {
        const released = await deps.network.release(address, others)
        if (!released.ok) return released
      }
      const gone = await store.removeConnection({ id })
      if (!gone.ok) return gone
      const { siteUrl, authorisedBy } = found.value
      const by = authorisedBy ? `, authorised by ${authorisedBy.name}` : ''
      await deps.audit.record('connection-removed', new URL(siteUrl).host, `${userWords(found.value)}${by}`)
      deps.changed()
      return ok({})
    }
  }
}
