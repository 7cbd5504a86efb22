/** Connections to Jira: signing in, checking, removing. Secrets go to the keychain, everything else to the store. */
import { randomUUID } from 'node:crypto'
import type { CheckedInput, ChannelOutput, Connection, Failure, Site } from '../../preload/contract/index.ts'
import { err, fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { basicCredential } from '../jira/auth/basic.ts'
import { createJiraClient } from '../jira/client.ts'
import { readMyself } from '../jira/myself.ts'
import type { Myself } from '../jira/schemas.ts'
import { findSite } from '../jira/site/find-site.ts'
import type { SecretKind } from '../secrets/secret-store.ts'
import type { ConnectionRecord, StoreClient } from '../store/api.ts'
import { clientFor, writePassword, type ClientDeps } from './clients.ts'
import type { OAuth1SignIns } from './oauth1-sign-in.ts'
import { statusAfter } from './status.ts'

export interface ConnectionDeps extends ClientDeps {
  readonly store: StoreClient
  readonly oauth1: OAuth1SignIns
  /** Told after every change, so that windows ask again. */
  readonly changed: () => void
}

export type ConnectionService = ReturnType<typeof createConnectionService>

export function createConnectionService(deps: ConnectionDeps) {
  const { store, secrets, transport } = deps
  /** Sites found lately, so that signing in does not probe again; by address. */
  const sites = new Map<string, Site>()
  /** Which connection a flow signs in again. */
  const renewals = new Map<string, string>()

  const siteOf = async (siteUrl: string): Promise<Result<Site>> => {
    const known = sites.get(siteUrl)
    if (known) return ok(known)
    const found = await findSite(transport, siteUrl)
    if (found.ok) sites.set(found.value.url, found.value)
    return found
  }

  /** Saves the secret first: a connection without its secret would be a lie, a secret without one is only a leftover. */
  const establish = async (
    site: Site,
    me: Myself,
    how: {
      method: Connection['method']
      consumerKey: string | null
      kind: SecretKind
      secret: string
      connectionId: string | undefined
    }
  ): Promise<Result<Connection>> => {
    const all = await store.listConnections({})
    if (!all.ok) return all
    const earlier = how.connectionId
      ? all.value.find((one) => one.id === how.connectionId)
      : all.value.find((one) => one.siteUrl === site.url && one.method === how.method && one.userName === me.name)
    const id = earlier?.id ?? randomUUID()
    const saved = await secrets.set(how.kind, id, how.secret)
    if (!saved.ok) return saved
    const now = Date.now()
    const record: ConnectionRecord = {
      id,
      siteUrl: site.url,
      baseUrl: site.baseUrl,
      title: site.title,
      version: site.version,
      method: how.method,
      userName: me.name,
      userDisplayName: me.displayName || me.name,
      consumerKey: how.consumerKey,
      status: 'connected',
      failure: null,
      lastSuccessAt: now,
      nextTryAt: null,
      createdAt: earlier?.createdAt ?? now
    }
    const kept = await store.saveConnection(record)
    if (!kept.ok) {
      // Keeping the secret of a connection that was not saved would leave it in the keychain for ever.
      if (!earlier) await secrets.remove(how.kind, id)
      return kept
    }
    if (earlier && earlier.method !== how.method) await secrets.remove(secretKindOf(earlier), id)
    deps.changed()
    return ok(toConnection(kept.value))
  }

  const load = async (id: string): Promise<Result<ConnectionRecord>> => {
    const found = await store.getConnection({ id })
    if (!found.ok) return found
    return found.value ? ok(found.value) : fail('not-found', { what: 'This connection' })
  }

  /** Records how a connection fares: after every check and every sync. */
  const report = async (
    id: string,
    outcome: Failure | null,
    nextTryAt: number | null = null
  ): Promise<Result<ConnectionRecord>> => {
    const found = await load(id)
    if (!found.ok) return found
    const status = outcome ? statusAfter(outcome.code) : 'connected'
    if (status === null) return found
    const saved = await store.saveConnection({
      ...found.value,
      status,
      failure: outcome,
      lastSuccessAt: outcome ? found.value.lastSuccessAt : Date.now(),
      nextTryAt
    })
    deps.changed()
    return saved
  }

  /** Who a fresh OAuth 1.0 token belongs to; the secret is handed over as the keychain would hand it over later. */
  const whoIs = async (site: Site, consumerKey: string, secret: string): Promise<Result<Myself>> => {
    const held = { ...deps.secrets, get: async () => ok(secret) }
    const probe = { ...blank, siteUrl: site.url, baseUrl: site.baseUrl, consumerKey }
    const client = await clientFor({ ...deps, secrets: held }, probe)
    return client.ok ? readMyself(client.value) : client
  }

  return {
    report,
    load,
    async client(id: string) {
      const found = await load(id)
      return found.ok ? clientFor(deps, found.value) : found
    },

    async list(): Promise<Result<ChannelOutput<'connections.list'>>> {
      const all = await store.listConnections({})
      return all.ok ? ok({ connections: all.value.map(toConnection) }) : all
    },

    async findSite({ address }: CheckedInput<'connections.findSite'>): Promise<Result<Site>> {
      const found = await findSite(transport, address)
      if (found.ok) sites.set(found.value.url, found.value)
      else if (found.failure.code === 'address-invalid') return err({ ...found.failure, field: 'address' })
      return found
    },

    async signInWithPassword(input: CheckedInput<'connections.signInWithPassword'>): Promise<Result<Connection>> {
      const site = await siteOf(input.siteUrl)
      if (!site.ok) return site
      const { host } = new URL(site.value.url)
      const credential = basicCredential(input.username, input.password, host)
      const client = createJiraClient({ transport, siteUrl: site.value.url, credential, userName: null })
      const me = await readMyself(client)
      if (!me.ok) return me.failure.code === 'password-wrong' ? err({ ...me.failure, field: 'password' }) : me
      return establish(site.value, me.value, {
        method: 'password',
        consumerKey: null,
        kind: 'password',
        secret: writePassword(input.username, input.password),
        connectionId: input.connectionId
      })
    },

    async startOAuth1(
      input: CheckedInput<'connections.startOAuth1'>
    ): Promise<Result<ChannelOutput<'connections.startOAuth1'>>> {
      const site = await siteOf(input.siteUrl)
      if (!site.ok) return site
      const { url: siteUrl, baseUrl } = site.value
      const started = await deps.oauth1.start({ siteUrl, baseUrl, consumerKey: input.consumerKey, via: input.via })
      if (started.ok && input.connectionId) renewals.set(started.value.flowId, input.connectionId)
      return started
    },

    async awaitSignIn({ flowId }: CheckedInput<'connections.awaitSignIn'>): Promise<Result<Connection>> {
      const outcome = await deps.oauth1.outcome(flowId)
      const connectionId = renewals.get(flowId)
      renewals.delete(flowId)
      if (!outcome.ok) return outcome
      const { request, grant } = outcome.value
      const site = await siteOf(request.siteUrl)
      if (!site.ok) return site
      const secret = JSON.stringify(grant)
      // Asked through the same path as every later request, with the token not yet saved.
      const me = await whoIs(site.value, request.consumerKey, secret)
      if (!me.ok) return me
      return establish(site.value, me.value, {
        method: 'oauth1',
        consumerKey: request.consumerKey,
        kind: 'oauth1-token',
        secret,
        connectionId
      })
    },

    submitVerifier: async ({ flowId, verifier }: CheckedInput<'connections.submitVerifier'>) =>
      deps.oauth1.submitVerifier(flowId, verifier),
    async cancelSignIn({ flowId }: CheckedInput<'connections.cancelSignIn'>): Promise<Result<Record<string, never>>> {
      deps.oauth1.cancel(flowId)
      return ok({})
    },

    async check({ id }: CheckedInput<'connections.check'>): Promise<Result<Connection>> {
      const found = await load(id)
      if (!found.ok) return found
      // A password refused once is not sent again, not even by this button: the third one brings the CAPTCHA.
      if (found.value.failure?.code === 'password-wrong') return ok(toConnection(found.value))
      const client = await clientFor(deps, found.value)
      const me = client.ok ? await readMyself(client.value) : client
      const reported = await report(id, me.ok ? null : me.failure)
      return reported.ok ? ok(toConnection(reported.value)) : reported
    },

    async remove({ id }: CheckedInput<'connections.remove'>): Promise<Result<Record<string, never>>> {
      const found = await load(id)
      if (!found.ok) return found
      // Secrets first: if the keychain cannot be reached, the connection stays visible and can be removed later.
      const removed = await secrets.remove(secretKindOf(found.value), id)
      if (!removed.ok) return removed
      const gone = await store.removeConnection({ id })
      if (!gone.ok) return gone
      deps.changed()
      return ok({})
    }
  }
}

const secretKindOf = (connection: Pick<ConnectionRecord, 'method'>): SecretKind =>
  connection.method === 'password' ? 'password' : 'oauth1-token'

const blank: ConnectionRecord = {
  id: 'signing-in',
  siteUrl: '',
  baseUrl: '',
  title: '',
  version: '',
  method: 'oauth1',
  userName: '',
  userDisplayName: '',
  consumerKey: null,
  status: 'connected',
  failure: null,
  lastSuccessAt: null,
  nextTryAt: null,
  createdAt: 0
}

/** What the window may know: no secret is in the record to begin with. */
export const toConnection = (record: ConnectionRecord): Connection => ({
  id: record.id,
  siteUrl: record.siteUrl,
  host: new URL(record.siteUrl).host,
  title: record.title,
  version: record.version,
  method: record.method,
  userName: record.userName,
  userDisplayName: record.userDisplayName,
  consumerKey: record.consumerKey,
  status: record.status,
  failure: record.failure,
  lastSuccessAt: record.lastSuccessAt,
  nextTryAt: record.nextTryAt,
  createdAt: record.createdAt
})
