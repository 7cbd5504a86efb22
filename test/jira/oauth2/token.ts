/** POST /rest/oauth2/latest/token: exchanges a code, or renews; both kinds of tokens change with every renewal. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { json, jiraErrors, type Exchange, type Reply } from '../exchange.ts'
import type { World } from '../world.ts'
import type { Code, Grant, OAuth2Client } from './provider.ts'

/** The form's parameters come in the body; in the address they would end up in every log. */
export function token(exchange: Exchange, world: World): Reply {
  if (!/^application\/x-www-form-urlencoded\b/i.test(exchange.headers['content-type'] ?? ''))
    return jiraErrors(415, ['HTTP 415 Unsupported Media Type'])
  const form = new URLSearchParams(exchange.body.toString('utf8'))
  const grantType = form.get('grant_type') ?? ''
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token')
    return refusal('unsupported_grant_type', `grant_type ${grantType === '' ? 'is missing' : 'is not supported'}`)
  const client = clientOf(form, world)
  // RFC 6749 §5.2 allows 401 for clients that are not who they say.
  if (client === undefined) return refusal('invalid_client', 'client_id or client_secret is wrong', 401)
  return grantType === 'authorization_code' ? exchangeCode(form, client, world) : renew(form, client, world)
}

function refusal(error: string, description: string, status = 400): Reply {
  return json(status, { error, error_description: description })
}

function clientOf(form: URLSearchParams, world: World): OAuth2Client | undefined {
  const client = world.oauth2.client(form.get('client_id') ?? '')
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  const secret = form.get('client_secret') ?? ''
  return client !== undefined && timingSafeEqual(hash(secret), hash(client.clientSecret)) ? client : undefined
}

function exchangeCode(form: URLSearchParams, client: OAuth2Client, world: World): Reply {
  const code = world.oauth2.takeCode(form.get('code') ?? '')
  if (code === undefined || code.clientId !== client.clientId)
    return refusal('invalid_grant', 'The authorization code is invalid, expired or used')
  if (form.get('redirect_uri') !== code.redirectUri) return refusal('invalid_grant', 'redirect_uri does not match')
  if (!verified(code, form.get('code_verifier'))) return refusal('invalid_grant', 'code_verifier does not match')
  return tokens(world.oauth2.grant(code), world)
}

function verified({ challenge }: Code, verifier: string | null): boolean {
  if (challenge === undefined) return true
  if (verifier === null) return false
  const made = challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url')
  return made === challenge.value
}

/** The redirect URL is asked for here as well. */
function renew(form: URLSearchParams, client: OAuth2Client, world: World): Reply {
  const grant = world.oauth2.renewable(form.get('refresh_token') ?? '')
  if (grant === undefined || grant.clientId !== client.clientId)
    return refusal('invalid_grant', 'The refresh token is invalid, expired or used')
  if (form.get('redirect_uri') !== grant.redirectUri) return refusal('invalid_grant', 'redirect_uri does not match')
  return tokens(world.oauth2.renew(grant), world)
}

/** `created_at` is in seconds. */
function tokens(grant: Grant, world: World): Reply {
  return json(200, {
    access_token: grant.accessToken,
    token_type: 'bearer',
    expires_in: world.oauth2.lifetimes.accessToken,
    refresh_token: grant.refreshToken,
    created_at: Math.floor(grant.createdAt / 1000),
    scope: grant.scopes.join(' ')
  })
}
