/**
 * What this build knows of Atlassian: its servers, and the OAuth client the build was given –
 * `ATTRACK_CLOUD_CLIENT_ID` and `ATTRACK_CLOUD_CLIENT_SECRET` in the build's environment, put in by the bundler
 * (electron.vite.config.ts). Whoever has the app has them too, as with any desktop app; Atlassian offers no flow without
 * a secret (ECO-283).
 */
import type { OAuth2Client } from '../jira/auth/oauth2-server.ts'
import { atlassianAddresses, type AtlassianAddresses } from '../jira/cloud/atlassian.ts'
import { isPackaged } from './electron-app.ts'

declare const __CLOUD_CLIENT_ID__: string
declare const __CLOUD_CLIENT_SECRET__: string

export interface AtlassianParts {
  readonly atlassian: AtlassianAddresses
  /** Null when the build was given none. */
  readonly builtCloudClient: OAuth2Client | null
}

/** In development and tests the client's variables are read at run time too; a packaged app reads none. */
export function atlassianParts(): AtlassianParts {
  const env = isPackaged() ? {} : process.env
  const clientId = env['ATTRACK_CLOUD_CLIENT_ID'] || __CLOUD_CLIENT_ID__
  const clientSecret = env['ATTRACK_CLOUD_CLIENT_SECRET'] || __CLOUD_CLIENT_SECRET__
  return {
    atlassian: atlassianAddresses(process.env, isPackaged()),
    builtCloudClient: clientId && clientSecret ? { clientId, clientSecret } : null
  }
}
