/**
 * GET /rest/oauth2/latest/authorize: checks what an app asks for and sends the browser to the consent page
 * (confluence.atlassian.com/adminjiraserver/jira-oauth-2-0-provider-api).
 */
import { html, redirect, type Exchange, type Reply } from '../exchange.ts'
import { escapeHtml } from '../pages/layout.ts'
import type { World } from '../world.ts'
import type { Challenge, OAuth2Client } from './provider.ts'
import { allows, readScopes, type Scope } from './scopes.ts'

export const consentPath = '/plugins/servlet/oauth2/consent'

export interface AuthorizationRequest {
  readonly client: OAuth2Client
  readonly redirectUri: string
  readonly state: string | undefined
  readonly scopes: readonly Scope[]
  readonly challenge: Challenge | undefined
}

export function authorize(exchange: Exchange, world: World): Reply {
  const asked = readRequest(exchange.query, world)
  return 'status' in asked ? asked : redirect(`${world.contextPath}${consentPath}?${exchange.rawQuery}`)
}

/**
 * Reads the parameters of an authorisation request. Until client and redirect URL are known to belong together, what is
 * wrong is shown to the person; afterwards the app is told (RFC 6749 §4.1.2.1).
 */
export function readRequest(parameters: URLSearchParams, world: World): AuthorizationRequest | Reply {
  // As with atlassian.oauth2.provider.skip.base.url.https.requirement, so that the fault shows over plain http as well.
  const httpsNeeded = !world.faults.isOn('oauth2-link')
  if (httpsNeeded && !/^https:/i.test(world.baseUrl()))
    return badRequest(
      'Please ensure that your server is using HTTPS and that your application base URL is configured appropriately.'
    )
  const client = world.oauth2.client(parameters.get('client_id') ?? '')
  if (client === undefined) return badRequest('The client_id is missing or unknown.')
  const redirectUri = parameters.get('redirect_uri') ?? ''
  if (!client.redirectUris.includes(redirectUri))
    return badRequest('The redirect_uri is not the one configured for this application.')
  const state = parameters.get('state') ?? undefined
  const refuse = (error: string, description: string): Reply =>
    redirect(callbackWith(redirectUri, { error, error_description: description, state }))
  if (parameters.get('response_type') !== 'code')
    return refuse('unsupported_response_type', 'response_type must be code')
  const scopes = readScopes(parameters.get('scope'))
  if (scopes === undefined || !scopes.every((scope) => allows(client.scopes, scope)))
    return refuse('invalid_scope', 'The scope is missing, unknown or more than this application may ask for')
  const challenge = challengeOf(parameters)
  if (challenge === 'wrong') return refuse('invalid_request', 'code_challenge or code_challenge_method is wrong')
  return { client, redirectUri, state, scopes, challenge }
}

/** The manual's table calls S256 `sha256`, its samples say S256; without a method it is plain (RFC 7636 §4.3). */
const methods: Readonly<Record<string, Challenge['method']>> = { S256: 'S256', sha256: 'S256', plain: 'plain' }

function challengeOf(parameters: URLSearchParams): Challenge | undefined | 'wrong' {
  const value = parameters.get('code_challenge')
  const named = parameters.get('code_challenge_method')
  if (value === null) return named === null ? undefined : 'wrong'
  const method = methods[named ?? 'plain']
  return method === undefined || !/^[A-Za-z0-9._~-]{43,128}$/.test(value) ? 'wrong' : { value, method }
}

export function callbackWith(redirectUri: string, values: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(values)) if (value !== undefined) url.searchParams.append(name, value)
  return url.toString()
}

function badRequest(sentence: string): Reply {
  return html(
    400,
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bad Request</title></head>
<body><h1>400 Bad Request</h1><p role="alert">${escapeHtml(sentence)}</p></body></html>`
  )
}
