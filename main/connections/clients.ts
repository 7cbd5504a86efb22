/** Turns a stored connection into a client that speaks to its Jira, with the secret from the keychain. */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { basicCredential } from '../jira/auth/basic.ts'
import type { Credential } from '../jira/auth/credential.ts'
import { oauth1Credential } from '../jira/auth/oauth1.ts'
import { createJiraClient, type JiraClient } from '../jira/client.ts'
import type { KeyPair } from '../applink/key-pair.ts'
import type { Transport } from '../net/transport.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { ConnectionRecord } from '../store/api.ts'

export interface ClientDeps {
  readonly transport: Transport
  readonly secrets: SecretStore
  readonly keys: { get(): Promise<Result<KeyPair>> }
}

/** Failures: `secret-missing`, `keychain-missing`, `oauth-key-invalid`. Sends nothing. */
export async function clientFor(deps: ClientDeps, connection: ConnectionRecord): Promise<Result<JiraClient>> {
  const credential = await credentialFor(deps, connection)
  if (!credential.ok) return credential
  return ok(
    createJiraClient({
      transport: deps.transport,
      siteUrl: connection.siteUrl,
      credential: credential.value,
      userName: connection.userName
    })
  )
}

async function credentialFor(deps: ClientDeps, connection: ConnectionRecord): Promise<Result<Credential>> {
  const { host } = new URL(connection.siteUrl)
  if (connection.method === 'password') {
    const password = await deps.secrets.get('password', connection.id)
    if (!password.ok) return password
    if (password.value === null) return fail('secret-missing', { host })
    const held = readPassword(password.value)
    return ok(basicCredential(held.username, held.password, host))
  }
  const [secret, keys] = await Promise.all([deps.secrets.get('oauth1-token', connection.id), deps.keys.get()])
  if (!secret.ok) return secret
  if (!keys.ok) return keys
  const token = secret.value === null ? null : readToken(secret.value)
  if (!token) return fail('secret-missing', { host })
  return ok(
    oauth1Credential(
      { consumerKey: connection.consumerKey ?? '', privateKey: keys.value.privateKey, token },
      { siteUrl: connection.siteUrl, baseUrl: connection.baseUrl, step: 'api' }
    )
  )
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

function readToken(secret: string): string | null {
  try {
    const { token } = JSON.parse(secret) as { token?: unknown }
    return typeof token === 'string' ? token : null
  } catch {
    return null
  }
}
