/** Signing in to a Jira that a company runs itself: password, personal access token, OAuth 1.0, OAuth 2.0. */
import type { CheckedInput, Connection, Site, StartedSignIn } from '../../preload/contract/index.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { basicCredential } from '../jira/auth/basic.ts'
import type { Credential } from '../jira/auth/credential.ts'
import { oauth1Credential } from '../jira/auth/oauth1.ts'
import { dataCenterServer } from '../jira/auth/oauth2-data-center.ts'
import { oauth2Credential } from '../jira/auth/oauth2.ts'
import { wouldShowPage } from '../jira/auth/oauth2-preflight.ts'
import { cleanToken, patCredential } from '../jira/auth/pat.ts'
import { createPersonalToken, deletePersonalToken, expiryOfOnlyToken } from '../jira/personal-access-tokens.ts'
import { readMyself } from '../jira/myself.ts'
import { findSite } from '../jira/site/find-site.ts'
import type { ConnectionRecord, StoreClient } from '../store/api.ts'
import { clientWith, writePassword, type ClientDeps } from './clients.ts'
import { establish, type Establishing } from './establish.ts'
import { readExpiryDate } from './expiry.ts'
import type { OAuth1SignIns } from './oauth1-sign-in.ts'
import type { OAuth2SignIns } from './oauth2-sign-in.ts'

export interface ServerSignInDeps extends ClientDeps, Establishing {
  readonly store: StoreClient
  readonly oauth1: OAuth1SignIns
  readonly oauth2: OAuth2SignIns
}

/** What a flow was started with, until its outcome is fetched. */
interface Started {
  readonly siteUrl: string
  readonly connectionId: string | undefined
  /** Also after Jira has confirmed it: what was cancelled makes no connection. */
  cancelled: boolean
}

/** What was found is saved with the connection: it must not be of before an upgrade. */
const siteLifetimeMs = 15 * 60_000

const asSite = (site: Site) => ({
  product: 'server' as const,
  siteUrl: site.url,
  apiUrl: site.url,
  baseUrl: site.baseUrl,
  title: site.title,
  version: site.version,
  cloudId: null
})

export function createServerSignIn(deps: ServerSignInDeps) {
  const { secrets, transport } = deps
  /** Sites found lately, so that signing in does not probe again; by address. */
  const sites = new Map<string, { site: Site; at: number }>()
  const started = new Map<string, Started>()

  const look = async (address: string): Promise<Result<Site>> => {
    const found = await findSite(transport, address)
    if (found.ok) {
      for (const [url, { at }] of sites) if (Date.now() - at > siteLifetimeMs) sites.delete(url)
      sites.set(found.value.url, { site: found.value, at: Date.now() })
    }
    return found
  }
  const siteOf = async (siteUrl: string): Promise<Result<Site>> => {
    const known = sites.get(siteUrl)
    return known && Date.now() - known.at < siteLifetimeMs ? ok(known.site) : look(siteUrl)
  }
  const clientAt = (site: Site, credential: Credential) =>
    clientWith(deps, { ...asSite(site), userName: '', clientId: null }, credential)

  const withToken = async (
    site: Site,
    token: string,
    given: { expiresAt: number | null; connectionId: string | undefined }
  ): Promise<Result<Connection>> => {
    const { host } = new URL(site.url)
    const client = clientAt(site, patCredential(token, host, null))
    const me = await readMyself(client)
    if (!me.ok) return me.failure.code === 'token-refused' ? err({ ...me.failure, field: 'token' }) : me
    return establish(deps, {
      site: asSite(site),
      me: me.value,
      method: 'pat',
      connectionId: given.connectionId,
      keepSecret: (id) => secrets.set('pat', id, token),
      more: { credentialExpiresAt: given.expiresAt ?? (await expiryOfOnlyToken(client)) }
    })
  }

  const endOAuth1 = async (flowId: string, flow: Started): Promise<Result<Connection>> => {
    const outcome = await deps.oauth1.outcome(flowId)
    if (!outcome.ok) return outcome
    const { request, grant } = outcome.value
    const { consumerKey } = request
    const [site, keys] = await Promise.all([siteOf(request.siteUrl), deps.keys.forLink(request.siteUrl, consumerKey)])
    if (!site.ok) return site
    if (!keys.ok) return keys
    const me = await readMyself(
      clientAt(
        site.value,
        oauth1Credential(
          { consumerKey, keys: keys.value, token: grant.token },
          { siteUrl: site.value.url, baseUrl: site.value.baseUrl, step: 'api' }
        )
      )
    )
    if (flow.cancelled) return fail('cancelled')
    if (!me.ok) return me
    return establish(deps, {
      site: asSite(site.value),
      me: me.value,
      method: 'oauth1',
      connectionId: flow.connectionId,
      keepSecret: (id) => deps.oauth1Tokens.keep(id, grant),
      more: { consumerKey }
    })
  }

  const endOAuth2 = async (flowId: string, flow: Started): Promise<Result<Connection>> => {
    const outcome = await deps.oauth2.outcome(flowId)
    if (!outcome.ok) return outcome
    const { client, redirectUri, tokens } = outcome.value
    const { siteUrl, connectionId } = flow
    const site = await siteOf(siteUrl)
    if (!site.ok) return site
    const fresh = async () => ok(tokens.accessToken)
    const { host } = new URL(siteUrl)
    const me = await readMyself(
      clientAt(site.value, oauth2Credential('oauth2', { current: fresh, renewed: fresh }, host))
    )
    if (flow.cancelled) return fail('cancelled')
    if (!me.ok) return me
    const grant = { ...client, redirectUri, refreshToken: tokens.refreshToken }
    return establish(deps, {
      site: asSite(site.value),
      me: me.value,
      method: 'oauth2',
      connectionId,
      keepSecret: (_id, grantId) => deps.grants.keep(grantId, grant, tokens),
      more: { clientId: client.clientId }
    })
  }

  /**
   * The secret held of this connection's client, when signing in again with the same client. Only for the address it was
   * entered for: another one may be anybody's.
   */
  const heldSecret = async (
    connectionId: string | undefined,
    clientId: string,
    siteUrl: string
  ): Promise<Result<string>> => {
    const missing = fail(
      'invalid-input',
      { field: 'Client secret', problem: 'Enter the client secret.' },
      { field: 'clientSecret' }
    )
    if (!connectionId) return missing
    const found = await deps.store.getConnection({ id: connectionId })
    if (!found.ok) return found
    const record: ConnectionRecord | null = found.value
    if (record?.method !== 'oauth2' || !record.grantId || record.siteUrl !== siteUrl) return missing
    const held = await deps.grants.held(record.grantId)
    if (!held.ok) return held
    return held.value?.clientSecret && held.value.clientId === clientId ? ok(held.value.clientSecret) : missing
  }

  return {
    /** The site at an address, as found lately or now. */
    siteOf,

    async findSite({ address }: CheckedInput<'connections.findSite'>): Promise<Result<Site>> {
      const found = await look(address)
      return !found.ok && found.failure.code === 'address-invalid' ? err({ ...found.failure, field: 'address' }) : found
    },

    async signInWithPassword(input: CheckedInput<'connections.signInWithPassword'>): Promise<Result<Connection>> {
      const site = await siteOf(input.siteUrl)
      if (!site.ok) return site
      const { host } = new URL(site.value.url)
      const me = await readMyself(clientAt(site.value, basicCredential(input.username, input.password, host)))
      if (!me.ok) return me.failure.code === 'password-wrong' ? err({ ...me.failure, field: 'password' }) : me
      return establish(deps, {
        site: asSite(site.value),
        me: me.value,
        method: 'password',
        connectionId: input.connectionId,
        keepSecret: (id) => secrets.set('password', id, writePassword(input.username, input.password))
      })
    },

    async signInWithToken(input: CheckedInput<'connections.signInWithToken'>): Promise<Result<Connection>> {
      const token = cleanToken(input.token)
      if (!token.ok) return token
      const expiresAt = readExpiryDate(input.expiresOn)
      if (!expiresAt.ok) return expiresAt
      const site = await siteOf(input.siteUrl)
      if (!site.ok) return site
      return withToken(site.value, token.value, { expiresAt: expiresAt.value, connectionId: input.connectionId })
    },

    async createToken(input: CheckedInput<'connections.createToken'>): Promise<Result<Connection>> {
      const site = await siteOf(input.siteUrl)
      if (!site.ok) return site
      const { host } = new URL(site.value.url)
      const client = clientAt(site.value, basicCredential(input.username, input.password, host))
      const made = await createPersonalToken(client, input.name, input.days)
      if (!made.ok) return made.failure.code === 'password-wrong' ? err({ ...made.failure, field: 'password' }) : made
      const { token, expiresAt } = made.value
      const signedIn = await withToken(site.value, token, { expiresAt, connectionId: input.connectionId })
      // A token that nobody knows must not stay behind in Jira.
      if (!signedIn.ok) await deletePersonalToken(client, made.value)
      return signedIn
    },

    async startOAuth1(input: CheckedInput<'connections.startOAuth1'>): Promise<Result<StartedSignIn>> {
      const site = await siteOf(input.siteUrl)
      if (!site.ok) return site
      const { url: siteUrl, baseUrl } = site.value
      const flow = await deps.oauth1.start({ siteUrl, baseUrl, consumerKey: input.consumerKey, via: input.via })
      if (flow.ok) started.set(flow.value.flowId, { siteUrl, connectionId: input.connectionId, cancelled: false })
      return flow
    },

    async startOAuth2(input: CheckedInput<'connections.startOAuth2'>): Promise<Result<StartedSignIn>> {
      const site = await siteOf(input.siteUrl)
      if (!site.ok) return site
      const { url: siteUrl, baseUrl } = site.value
      const { clientId, via } = input
      const secret =
        input.clientSecret === '' ? await heldSecret(input.connectionId, clientId, siteUrl) : ok(input.clientSecret)
      if (!secret.ok) return secret
      const flow = await deps.oauth2.start({
        server: dataCenterServer(siteUrl),
        client: { clientId, clientSecret: secret.value },
        via,
        preflight: (url, redirect) => wouldShowPage(transport, url, { siteUrl, baseUrl, redirect })
      })
      if (flow.ok) started.set(flow.value.flowId, { siteUrl, connectionId: input.connectionId, cancelled: false })
      return flow
    },

    async awaitSignIn({ flowId }: CheckedInput<'connections.awaitSignIn'>): Promise<Result<Connection>> {
      const flow = started.get(flowId)
      if (!flow) return fail('not-found', { what: 'This sign-in' })
      const outcome = await (deps.oauth1.has(flowId) ? endOAuth1(flowId, flow) : endOAuth2(flowId, flow))
      started.delete(flowId)
      return outcome
    },

    cancel(flowId: string): void {
      const flow = started.get(flowId)
      if (flow) flow.cancelled = true
      deps.oauth1.cancel(flowId)
      deps.oauth2.cancel(flowId)
    },

    /** Of Cloud, too: both go through the same flows. */
    cancelAll(): void {
      for (const flow of started.values()) flow.cancelled = true
      deps.oauth1.cancelAll()
      deps.oauth2.cancelAll()
    }
  }
}
