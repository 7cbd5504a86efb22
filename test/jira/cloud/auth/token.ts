/** POST /oauth/token of the authorisation server. Refusals worded as reported for the real one. */
import { json, type Reply } from '../../exchange.ts'
import { jsonBody, type CloudExchange } from '../exchange.ts'
import type { CloudWorld } from '../world.ts'
import type { IssuedTokens } from './grants.ts'

export function tokenReply(exchange: CloudExchange, world: CloudWorld): Reply {
  if (exchange.method !== 'POST') return json(405, { error: 'method_not_allowed' })
  const body = jsonBody(exchange)
  if (body === undefined) return refusal(400, 'invalid_request', 'Incorrect request parameters')
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '')
  // There is no public-client flow: PKCE without the secret is refused in these very words (measured 2026-09).
  if (text('client_id') === '' || text('client_secret') === '')
    return refusal(400, 'invalid_request', 'Incorrect request parameters')
  const app = world.grants.app(text('client_id'))
  if (app === undefined || app.clientSecret !== text('client_secret'))
    return refusal(401, 'access_denied', 'Unauthorized')
  exchange.clientId = app.clientId
  switch (text('grant_type')) {
    case 'authorization_code': {
      const tokens = world.grants.exchange(app, text('code'), text('redirect_uri'), text('code_verifier'))
      return tokens === undefined ? refusal(400, 'invalid_request', 'authorization_code is invalid') : issued(tokens)
    }
    case 'refresh_token': {
      const verdict = world.grants.refresh(app, text('refresh_token'))
      world.refreshes.push({ at: world.clock.now(), clientId: app.clientId, ok: verdict.ok })
      if (verdict.ok) return issued(verdict.tokens)
      return verdict.why === 'password'
        ? refusal(403, 'invalid_grant', 'Unknown or invalid refresh token.')
        : refusal(403, 'unauthorized_client', 'refresh_token is invalid')
    }
    default:
      return refusal(400, 'unsupported_grant_type', `Unsupported grant type: ${text('grant_type')}`)
  }
}

function refusal(status: number, error: string, description: string): Reply {
  return json(status, { error, error_description: description })
}

function issued(tokens: IssuedTokens): Reply {
  return json(200, {
    access_token: tokens.accessToken,
    ...(tokens.refreshToken === undefined ? {} : { refresh_token: tokens.refreshToken }),
    expires_in: tokens.expiresIn,
    scope: tokens.scope,
    token_type: 'Bearer'
  })
}
