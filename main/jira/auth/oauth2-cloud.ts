/**
 * Signing in to Jira Cloud on Atlassian's page: OAuth 2.0 authorisation code grants, "3LO"
 * (developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps). The client secret is mandatory there, and PKCE does
 * not replace it (ECO-283); it is sent all the same, since whoever has the app has its secret. Refresh tokens rotate.
 */
import type { AtlassianAddresses } from '../cloud/atlassian.ts'
import { requestTokens, type OAuth2Server } from './oauth2-server.ts'

/** Classic scopes, as Atlassian recommends: reading issues and projects, who the user is, and a refresh token. */
export const cloudScopes = ['read:jira-work', 'read:jira-user', 'read:me', 'offline_access'] as const

/** @param site the Jira on whose behalf tokens are renewed: its proxy setting holds for Atlassian’s server, too. */
export function cloudServer({ authUrl }: AtlassianAddresses, site?: string): OAuth2Server {
  const { host } = new URL(authUrl)
  const post = (step: 'exchange' | 'renew', redirectUri: string, json: Readonly<Record<string, string>>) => ({
    url: `${authUrl}/oauth/token`,
    site,
    host,
    step,
    redirectUri,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(json)
  })
  return {
    host,
    authorizeUrl: ({ clientId, redirectUri, state, codeChallenge }) =>
      `${authUrl}/authorize?${new URLSearchParams({
        audience: 'api.atlassian.com',
        client_id: clientId,
        scope: cloudScopes.join(' '),
        redirect_uri: redirectUri,
        state,
        response_type: 'code',
        prompt: 'consent',
        code_challenge: codeChallenge,
        code_challenge_method: 'S256'
      }).toString()}`,
    exchange: (transport, { client, code, redirectUri, codeVerifier }) =>
      requestTokens(
        transport,
        post('exchange', redirectUri, {
          grant_type: 'authorization_code',
          client_id: client.clientId,
          client_secret: client.clientSecret,
          code,
          code_verifier: codeVerifier,
          redirect_uri: redirectUri
        })
      ),
    renew: (transport, { client, refreshToken, redirectUri }) =>
      requestTokens(
        transport,
        post('renew', redirectUri, {
          grant_type: 'refresh_token',
          client_id: client.clientId,
          client_secret: client.clientSecret,
          refresh_token: refreshToken
        })
      )
  }
}
