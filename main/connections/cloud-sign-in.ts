/** Signing in to Jira Cloud: on Atlassian's page, with a choice among the account's sites, or with an API token. */
import type { ChannelOutput, CheckedInput, Connection, StartedSignIn } from '../../preload/contract/index.ts'
import { err, fail, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import { apiTokenCredential } from '../jira/auth/api-token.ts'
import { cloudServer } from '../jira/auth/oauth2-cloud.ts'
import { oauth2Credential } from '../jira/auth/oauth2.ts'
import { cleanToken } from '../jira/auth/pat.ts'
import { gatewayUrl } from '../jira/cloud/atlassian.ts'
import { accessibleSites, cloudIdOf, findCloudSite, siteAddress, type AccessibleSite } from '../jira/cloud/sites.ts'
import { readMyself } from '../jira/myself.ts'
import type { Myself } from '../jira/schemas.ts'
import { findSite } from '../jira/site/find-site.ts'
import type { ConnectionRecord, StoreClient } from '../store/api.ts'
import { clientWith, type ClientDeps } from './clients.ts'
import type { CloudClientService } from './cloud-client.ts'
import { forget, establish, type Establishing } from './establish.ts'
import { toConnection } from './connection-record.ts'
import { readExpiryDate } from './expiry.ts'
import type { OAuth2Grant, OAuth2SignIns } from './oauth2-sign-in.ts'

export interface CloudSignInDeps extends ClientDeps, Establishing {
  readonly store: StoreClient
  readonly oauth2: OAuth2SignIns
  readonly cloudClient: CloudClientService
}

/** Access was allowed; the person still has to say for which site. */
interface Allowed {
  readonly grant: OAuth2Grant
  readonly sites: readonly AccessibleSite[]
}

/** Where and as whom an API token works. */
interface TokenSignIn {
  readonly apiUrl: string
  readonly cloudId: string | null
  readonly me: Myself
}

export function createCloudSignIn(deps: CloudSignInDeps) {
  const { store, transport, secrets, atlassian } = deps
  const server = cloudServer(atlassian)
  /** Which connection a flow signs in again. */
  const renewals = new Map<string, string>()
  /** Flows whose site is still to be chosen. Only the latest few: nobody comes back to older ones. */
  const allowed = new Map<string, Allowed>()

  const load = async (id: string): Promise<Result<ConnectionRecord>> => {
    const found = await store.getConnection({ id })
    if (!found.ok) return found
    return found.value ? ok(found.value) : fail('not-found', { what: 'This connection' })
  }

  const cloudSite = (url: string, title: string, cloudId: string | null, apiUrl: string) => ({
    product: 'cloud' as const,
    siteUrl: url,
    apiUrl,
    baseUrl: url,
    title,
    version: '',
    cloudId
  })

  const whoAt = (site: AccessibleSite, { tokens, client }: OAuth2Grant): Promise<Result<Myself>> => {
    const fresh = async () => ok(tokens.accessToken)
    const apiUrl = gatewayUrl(atlassian, site.cloudId)
    const record = { ...cloudSite(site.url, site.name, site.cloudId, apiUrl), userName: '', clientId: client.clientId }
    const credential = oauth2Credential('oauth2-3lo', { current: fresh, renewed: fresh }, new URL(site.url).host)
    return readMyself(clientWith(deps, record, credential))
  }

  const connect = async (
    site: AccessibleSite,
    grant: OAuth2Grant,
    connectionId: string | undefined
  ): Promise<Result<Connection>> => {
    const me = await whoAt(site, grant)
    if (!me.ok) return me
    const earlier = connectionId ? await load(connectionId) : ok(null)
    if (!earlier.ok) return earlier
    const known = earlier.value ?? (await knownConnection(site.url, me.value.accountId))
    // A token given before goes on serving, if it is the same account's; also one it signed in with alone until now.
    const mine = known && known.accountId === me.value.accountId ? known : null
    const served = mine?.apiToken === 'held' || mine?.method === 'api-token'
    const token = served ? await secrets.get('api-token', mine.id) : ok(null)
    if (!token.ok) return token
    // Not in the keychain any more: then the sign-in serves alone, instead of asking for itself for ever.
    const keepsToken = token.value !== null
    const { client, redirectUri, tokens } = grant
    const held = { clientId: client.clientId, clientSecret: null, redirectUri, refreshToken: tokens.refreshToken }
    return establish(deps, {
      site: cloudSite(site.url, site.name, site.cloudId, gatewayUrl(atlassian, site.cloudId)),
      me: me.value,
      method: 'oauth2-3lo',
      // Choosing a site that is connected already renews that connection, with all that is kept under its id.
      connectionId: connectionId ?? mine?.id,
      keepSecret: (_id, grantId) => deps.grants.keep(grantId, held, tokens),
      more: {
        clientId: client.clientId,
        apiToken: keepsToken ? 'held' : mine?.apiToken === 'declined' ? 'declined' : 'unset',
        ...(keepsToken && mine
          ? { apiUrl: mine.apiUrl, email: mine.email, credentialExpiresAt: mine.credentialExpiresAt }
          : {})
      }
    })
  }

  const knownConnection = async (siteUrl: string, accountId: string | null): Promise<ConnectionRecord | null> => {
    const all = await store.listConnections({})
    if (!all.ok) return null
    const mine = all.value.filter((one) => one.siteUrl === siteUrl && one.accountId === accountId)
    return mine.find((one) => one.method === 'oauth2-3lo') ?? mine[0] ?? null
  }

  /**
   * The site's own address first; a token with scopes is refused there and works through the gateway only. By its form
   * it cannot be told apart.
   */
  const signInWith = async (
    siteUrl: string,
    email: string,
    token: string,
    knownId: string | null = null
  ): Promise<Result<TokenSignIn>> => {
    const { host } = new URL(siteUrl)
    const credential = apiTokenCredential(email, token, host, null)
    const at = async (apiUrl: string, cloudId: string | null): Promise<Result<TokenSignIn>> => {
      const record = { ...cloudSite(siteUrl, '', cloudId, apiUrl), userName: '', clientId: null }
      const me = await readMyself(clientWith(deps, record, credential))
      return me.ok ? ok({ apiUrl, cloudId, me: me.value }) : me
    }
    const cloudId = (await cloudIdOf(transport, siteUrl)) ?? knownId
    const direct = await at(siteUrl, cloudId)
    if (direct.ok || cloudId === null || direct.failure.code !== 'cloud-token-refused') return direct
    const scoped = await at(gatewayUrl(atlassian, cloudId), cloudId)
    // What the gateway says otherwise – it cannot be reached, it lacks a scope – is not about the token being wrong.
    return scoped.ok || scoped.failure.code !== 'cloud-token-refused' ? scoped : direct
  }

  /** Only of a connection that is still there. */
  const change = async (id: string, fields: Partial<Omit<ConnectionRecord, 'id'>>): Promise<Result<Connection>> => {
    const saved = await store.updateConnection({ id, change: fields })
    deps.generations.raise(id)
    deps.changed()
    if (!saved.ok) return saved
    return saved.value ? ok(toConnection(saved.value)) : fail('not-found', { what: 'This connection' })
  }

  /** What is no Cloud site may be a Jira that a company runs itself, also below a context path: then that is said. */
  const asServer = async (typed: string, why: Failure): Promise<Result<never> | null> => {
    if (!['cloud-site-not-found', 'tls-failed', 'connection-refused'].includes(why.code)) return null
    const found = await findSite(transport, typed)
    if (!found.ok) return null
    return fail('not-cloud', { host: new URL(found.value.url).host, version: found.value.version }, { field: 'site' })
  }

  return {
    async start({ via, connectionId }: CheckedInput<'connections.startCloud'>): Promise<Result<StartedSignIn>> {
      const client = await deps.cloudClient.client()
      if (!client.ok) return client
      const flow = await deps.oauth2.start({ server, client: client.value, via })
      if (flow.ok && connectionId) renewals.set(flow.value.flowId, connectionId)
      return flow
    },

    async awaitSites({
      flowId
    }: CheckedInput<'connections.awaitCloudSites'>): Promise<Result<ChannelOutput<'connections.awaitCloudSites'>>> {
      const outcome = await deps.oauth2.outcome(flowId)
      const connectionId = renewals.get(flowId)
      renewals.delete(flowId)
      if (!outcome.ok) return outcome
      const grant = outcome.value
      const listed = await accessibleSites(transport, atlassian, grant.tokens.accessToken)
      if (!listed.ok) return listed
      const sites = listed.value
      const [first] = sites
      if (!first) return fail('cloud-no-sites', { account: 'Your account' })
      if (connectionId) {
        const record = await load(connectionId)
        if (!record.ok) return record
        const same = sites.find((one) => one.cloudId === record.value.cloudId || one.url === record.value.siteUrl)
        if (!same)
          return fail('cloud-site-not-allowed', { site: new URL(record.value.siteUrl).host, account: 'Your account' })
        const connection = await connect(same, grant, connectionId)
        return connection.ok ? ok({ connection: connection.value, account: '', sites: [] }) : connection
      }
      if (sites.length === 1) {
        const connection = await connect(first, grant, undefined)
        return connection.ok ? ok({ connection: connection.value, account: '', sites: [] }) : connection
      }
      const [me, all] = await Promise.all([whoAt(first, grant), store.listConnections({})])
      if (!me.ok) return me
      if (!all.ok) return all
      for (const old of [...allowed.keys()].slice(0, -4)) allowed.delete(old)
      allowed.set(flowId, { grant, sites })
      const connected = (site: AccessibleSite): boolean =>
        all.value.some((one) => one.siteUrl === site.url && one.accountId === me.value.accountId)
      const choices = sites.map((site) => ({ ...site, connected: connected(site) }))
      return ok({ connection: null, account: me.value.displayName || me.value.name, sites: choices })
    },

    async chooseSite({ flowId, cloudId }: CheckedInput<'connections.chooseCloudSite'>): Promise<Result<Connection>> {
      const waiting = allowed.get(flowId)
      const site = waiting?.sites.find((one) => one.cloudId === cloudId)
      if (!waiting || !site) return fail('not-found', { what: 'This sign-in' })
      const connection = await connect(site, waiting.grant, undefined)
      if (connection.ok) allowed.delete(flowId)
      return connection
    },

    /** What was allowed and not used is forgotten. */
    cancel(flowId: string): void {
      allowed.delete(flowId)
    },
    cancelAll: (): void => allowed.clear(),

    async signInWithApiToken(input: CheckedInput<'connections.signInWithApiToken'>): Promise<Result<Connection>> {
      const token = cleanToken(input.token)
      if (!token.ok) return token
      const expiresAt = readExpiryDate(input.expiresOn)
      if (!expiresAt.ok) return expiresAt
      const address = siteAddress(input.site)
      if (!address.ok) return address
      const site = await findCloudSite(transport, address.value)
      if (!site.ok) return (await asServer(input.site, site.failure)) ?? site
      const signedIn = await signInWith(site.value.url, input.email, token.value)
      if (!signedIn.ok) return err({ ...signedIn.failure, field: 'token' })
      const { apiUrl, cloudId, me } = signedIn.value
      return establish(deps, {
        site: cloudSite(site.value.url, site.value.title, cloudId, apiUrl),
        me,
        method: 'api-token',
        connectionId: input.connectionId,
        keepSecret: (id) => secrets.set('api-token', id, token.value),
        more: { email: input.email, credentialExpiresAt: expiresAt.value }
      })
    },

    async saveApiToken(input: CheckedInput<'connections.saveApiToken'>): Promise<Result<Connection>> {
      const token = cleanToken(input.token)
      if (!token.ok) return token
      const expiresAt = readExpiryDate(input.expiresOn)
      if (!expiresAt.ok) return expiresAt
      const found = await load(input.id)
      if (!found.ok) return found
      const record = found.value
      const { host } = new URL(record.siteUrl)
      const signedIn = await signInWith(record.siteUrl, input.email, token.value, record.cloudId)
      if (!signedIn.ok) return err({ ...signedIn.failure, field: 'token' })
      const { apiUrl, me } = signedIn.value
      if (me.accountId !== record.accountId) {
        const actual = me.displayName || me.name
        return fail('cloud-account-mismatch', { host, expected: record.userDisplayName, actual }, { field: 'token' })
      }
      deps.generations.raise(record.id)
      const kept = await secrets.set('api-token', record.id, token.value)
      if (!kept.ok) return kept
      const saved = await change(record.id, {
        apiUrl,
        email: input.email,
        apiToken: record.method === 'oauth2-3lo' ? 'held' : record.apiToken,
        credentialExpiresAt: expiresAt.value,
        status: 'connected',
        failure: null,
        lastSuccessAt: Date.now(),
        nextTryAt: null
      })
      if (saved.ok) await deps.audit.record('api-token-saved', host, `Jira user ${record.userName}`)
      return saved
    },

    async declineApiToken({ id }: CheckedInput<'connections.declineApiToken'>): Promise<Result<Connection>> {
      const found = await load(id)
      if (!found.ok) return found
      const record = found.value
      if (record.method !== 'oauth2-3lo' || record.cloudId === null)
        return fail(
          'invalid-input',
          { field: 'id', problem: 'This connection has no sign-in besides its token.' },
          { field: 'id' }
        )
      const tokenAtFault = record.status === 'token-required'
      // First the record: a connection that says it holds a token must have one.
      const declined = await change(id, {
        apiToken: 'declined',
        apiUrl: gatewayUrl(atlassian, record.cloudId),
        credentialExpiresAt: null,
        ...(tokenAtFault ? { status: 'connected' as const, failure: null } : {})
      })
      if (!declined.ok) return declined
      const { host } = new URL(record.siteUrl)
      await deps.audit.record('api-token-declined', host, `Jira user ${record.userName}`)
      if (record.apiToken !== 'held') return declined
      const forgotten = await forget(deps, [{ kind: 'api-token', id }])
      return forgotten.ok ? declined : forgotten
    }
  }
}
