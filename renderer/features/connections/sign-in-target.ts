/** The Jira somebody is about to sign in to. */
import type { AuthMethod, Connection, Site } from '../../../preload/contract/index.ts'

export interface SignInTarget {
  readonly siteUrl: string
  readonly label: string
  readonly version: string
  readonly baseUrlWarning: string | null
  readonly insecure: boolean
  readonly methods: Site['methods']
  /** What was used before, for signing in again. */
  readonly known?: { connectionId: string; method: AuthMethod; username: string; consumerKey: string | null }
}

/** `jira.example.com/jira` of `https://jira.example.com/jira`. */
export const hostOf = (url: string): string => url.replace(/^https?:\/\//, '')

export const targetOfSite = (site: Site): SignInTarget => ({
  siteUrl: site.url,
  label: site.label,
  version: site.version,
  baseUrlWarning: site.baseUrlWarning,
  insecure: site.insecure,
  methods: site.methods
})

/** `label` is what a known connection is called; Jira is not asked again for it. */
export const targetOfConnection = (connection: Connection, label: string): SignInTarget => ({
  siteUrl: connection.siteUrl,
  label,
  version: connection.version,
  baseUrlWarning: null,
  insecure: connection.siteUrl.startsWith('http://'),
  methods: [
    { method: 'password', recommended: false, impossible: null },
    { method: 'oauth1', recommended: false, impossible: null }
  ],
  known: {
    connectionId: connection.id,
    method: connection.method,
    username: connection.userName,
    consumerKey: connection.consumerKey
  }
})
