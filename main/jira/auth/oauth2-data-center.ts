/**
 * Jira Data Center as an OAuth 2.0 provider, 8.22 and newer, through an incoming link of type "External application"
 * (confluence.atlassian.com/adminjiraserver/jira-oauth-2-0-provider-api).
 */
import { requestTokens, type OAuth2Server } from './oauth2-server.ts'

/** AtTrack only reads; what it sees is further limited to what the user may see. */
const scope = 'READ'

/** @param siteUrl origin and context path, no slash at the end. */
export function dataCenterServer(siteUrl: string): OAuth2Server {
  const { host } = new URL(siteUrl)
  const tokenEndpoint = `${siteUrl}/rest/oauth2/latest/token`
  const post = (step: 'exchange' | 'renew', redirectUri: string, form: Readonly<Record<string, string>>) => ({
    url: tokenEndpoint,
    host,
    step,
    redirectUri,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Atlassian-Token': 'no-check' },
    // Sent in the body, as Atlassian's page shows it. The redirect URL is asked for at renewal too: without it Jira
    // answers invalid_grant.
    body: new URLSearchParams({ ...form, redirect_uri: redirectUri }).toString()
  })
  return {
    host,
    authorizeUrl: ({ clientId, redirectUri, state, codeChallenge }) =>
      `${siteUrl}/rest/oauth2/latest/authorize?${new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        state,
        scope,
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
          code_verifier: codeVerifier
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
