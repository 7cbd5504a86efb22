/** Turns a stored connection into a client that speaks to its Jira, with the secret from the keychain. */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { apiTokenCredential } from '../jira/auth/api-token.ts'
import { basicCredential } from '../jira/auth/basic.ts'
import type { Credential } from '../jira/auth/credential.ts'
import { oauth1Credential } from '../jira/auth/oauth1.ts'
import { oauth2Credential } from '../jira/auth/oauth2.ts'
import { cloudServer } from '../jira/auth/oauth2-cloud.ts'
import { dataCenterServer } from '../jira/auth/oauth2-data-center.ts'
import { patCredential } from '../jira/auth/pat.ts'
import { createJiraClient, type JiraClient } from '../jira/client.ts'
import type { AtlassianAddresses } from '../jira/cloud/atlassian.ts'
import type { RateLimiter } from '../jira/rate-limit/rate-limiter.ts'
import type { KeyRing } from '../applink/key-ring.ts'
import type { Transport } from '../net/transport.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { ConnectionRecord } from '../store/api.ts'
import type { OAuth1Tokens } from './oauth1-tokens.ts'
import type { OAuth2Grants } from './oauth2-grants.ts'

export interface ClientDeps {
  readonly transport: Transport
  readonly secrets: SecretStore
  readonly keys: Pick<KeyRing, 'forLink'>
  readonly oauth1Tokens: OAuth1Tokens
  readonly grants: OAuth2Grants
  readonly atlassian: AtlassianAddresses
  readonly limiter: RateLimiter
}

/** Failures: `secret-missing`, `keychain-missing`, `oauth-key-invalid`. Sends nothing. */
export async function clientFor(deps: ClientDeps, connection: ConnectionRecord): Promise<Result<JiraClient>> {
  const credential = await credentialFor(deps, connection)
  return credential.ok ? ok(clientWith(deps, connection, credential.value)) : credential
}

/** A client for a connection whose secret is at hand already, as while signing in. */
export const clientWith = (
  { transport, limiter }: Pick<ClientDeps, 'transport' | 'limiter'>,
  connection: Pick<ConnectionRecord, 'product' | 'siteUrl' | 'apiUrl' | 'userName' | 'clientId'>,
  credential: Credential
): JiraClient =>
  createJiraClient({
    transport,
    product: connection.product,
    siteUrl: connection.siteUrl,
    apiUrl: connection.apiUrl || undefined,
    credential,
    userName: connection.userName || null,
    limiter,
    // Cloud counts a quota over everything a client does; API tokens are outside of it.
    clientId: credential.method === 'oauth2-3lo' ? (connection.clientId ?? undefined) : undefined
  })

async function credentialFor(deps: ClientDeps, connection: ConnectionRecord): Promise<Result<Credential>> {
  const { secrets } = deps
  const { id, method, credentialExpiresAt: expiresAt } = connection
  const { host } = new URL(connection.siteUrl)
  const missing = fail('secret-missing', { host })
  switch (method) {
    case 'password': {
      const password = await secrets.get('password', id)
      if (!password.ok) return password
      if (password.value === null) return missing
      const held = readPassword(password.value)
      return ok(basicCredential(held.username, held.password, host))
    }
    case 'pat': {
      const token = await secrets.get('pat', id)
      if (!token.ok) return token
      return token.value === null ? missing : ok(patCredential(token.value, host, expiresAt))
    }
    case 'oauth1':
      return oauth1For(deps, connection)
    case 'oauth2': {
      if (!connection.grantId) return missing
      const tokens = deps.grants.tokens(connection.grantId, dataCenterServer(connection.siteUrl), host)
      return ok(oauth2Credential('oauth2', tokens, host))
    }
    case 'oauth2-3lo': {
      // The manual's API token, where one was given, does the work: Atlassian's quota for apps does not count it.
      if (connection.apiToken === 'held') return apiTokenFor(deps, connection)
      if (!connection.grantId) return missing
      const tokens = deps.grants.tokens(connection.grantId, cloudServer(deps.atlassian, connection.siteUrl), host)
      return ok(oauth2Credential('oauth2-3lo', tokens, host))
    }
    case 'api-token':
      return apiTokenFor(deps, connection)
  }
}

async function oauth1For(deps: ClientDeps, connection: ConnectionRecord): Promise<Result<Credential>> {
  const { siteUrl, baseUrl, id } = connection
  const consumerKey = connection.consumerKey ?? ''
  const [held, keys] = await Promise.all([deps.oauth1Tokens.held(id), deps.keys.forLink(siteUrl, consumerKey)])
  if (!held.ok) return held
  if (!keys.ok) return keys
  if (!held.value) return fail('secret-missing', { host: new URL(siteUrl).host })
  const site = { siteUrl, baseUrl, consumerKey, keys: keys.value }
  return ok(
    oauth1Credential(
      { consumerKey, keys: keys.value, token: held.value.token },
      {
        siteUrl,
        baseUrl,
        step: 'api',
        async renew(expired) {
          const renewed = await deps.oauth1Tokens.renew(id, site, expired)
          return renewed.ok ? renewed.value : null
        }
      }
    )
  )
}

async function apiTokenFor({ secrets }: ClientDeps, connection: ConnectionRecord): Promise<Result<Credential>> {
  const { host } = new URL(connection.siteUrl)
  const token = await secrets.get('api-token', connection.id)
  if (!token.ok) return token
  if (token.value === null) return fail('api-token-missing', { host })
  return ok(apiTokenCredential(connection.email ?? '', token.value, host, connection.credentialExpiresAt))
}

/** The name typed at sign-in is kept with the password: Jira also lets people sign in under former names. */
export const writePassword = (username: string, password: string): string => JSON.stringify([username, password])

function readPassword(secret: string): { username: string; password: string } {
  try {
    const [username, password] = JSON.parse(secret) as [string, string]
    return { username: String(username), password: String(password) }
  } catch {
    return { username: '', password: secret }
  }
}
