/** Where Atlassian's own servers are. */

export interface AtlassianAddresses {
  /** The authorisation server, no slash at the end. */
  readonly authUrl: string
  /** The gateway in front of all Cloud sites. */
  readonly apiUrl: string
}

/** developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps */
export const atlassian: AtlassianAddresses = {
  authUrl: 'https://auth.atlassian.com',
  apiUrl: 'https://api.atlassian.com'
}

/**
 * Another authorisation server and gateway for tests and support, from `ATTRACK_ATLASSIAN_AUTH_URL` and
 * `ATTRACK_ATLASSIAN_API_URL`. A packaged app ignores them: whoever can set a variable could otherwise have all Cloud
 * tokens sent to a server of theirs.
 */
export function atlassianAddresses(
  env: Readonly<Record<string, string | undefined>>,
  packaged: boolean
): AtlassianAddresses {
  if (packaged) return atlassian
  return {
    authUrl: webOrigin(env['ATTRACK_ATLASSIAN_AUTH_URL']) ?? atlassian.authUrl,
    apiUrl: webOrigin(env['ATTRACK_ATLASSIAN_API_URL']) ?? atlassian.apiUrl
  }
}

function webOrigin(text: string | undefined): string | null {
  try {
    const { protocol, origin } = new URL(text ?? '')
    return protocol === 'https:' || protocol === 'http:' ? origin : null
  } catch {
    return null
  }
}

/** The address of one site at the gateway: all requests with a sign-in of Atlassian's page, or with a token that has scopes. */
export const gatewayUrl = ({ apiUrl }: AtlassianAddresses, cloudId: string): string =>
  `${apiUrl}/ex/jira/${encodeURIComponent(cloudId)}`
