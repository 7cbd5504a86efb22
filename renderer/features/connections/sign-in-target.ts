/** The Jira of one's own company somebody is about to sign in to. */
import type { AuthMethod, Connection, ServerMethod, Site } from '../../../preload/contract/index.ts'

export interface SignInTarget {
  readonly siteUrl: string
  readonly label: string
  readonly version: string
  readonly baseUrlWarning: string | null
  readonly insecure: boolean
  readonly methods: Site['methods']
  /** What was used before, for signing in again. */
  readonly known?: KnownSignIn
}

export interface KnownSignIn {
  readonly connectionId: string
  readonly method: AuthMethod
  readonly username: string
  readonly consumerKey: string | null
  readonly clientId: string | null
}

/** In the order shown. */
const serverMethods: readonly ServerMethod[] = ['password', 'oauth1', 'pat', 'oauth2']

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

/** What is known without asking: any way may be possible. `label` is what a known connection is called. */
export const targetOfConnection = (connection: Connection, label: string): SignInTarget => ({
  siteUrl: connection.siteUrl,
  label,
  version: connection.version,
  baseUrlWarning: null,
  insecure: connection.siteUrl.startsWith('http://'),
  methods: serverMethods.map((method) => ({ method, recommended: false, impossible: null, because: null })),
  known: {
    connectionId: connection.id,
    method: connection.method,
    username: connection.userName,
    consumerKey: connection.consumerKey,
    clientId: connection.clientId
  }
})

/** Somebody else is about to sign in: all that is known stays, but for the user. */
export const byAnother = (target: SignInTarget): SignInTarget =>
  target.known ? { ...target, known: { ...target.known, username: '' } } : target

/** A known connection with what its Jira says now; the address stays the connection's own. */
export const renewedTarget = (known: SignInTarget, site: Site): SignInTarget => ({
  ...targetOfSite(site),
  siteUrl: known.siteUrl,
  ...(known.known ? { known: known.known } : {})
})

/** For the input of a sign-in: which connection it renews, if it does. */
export const renewing = (target: SignInTarget): { connectionId?: string } =>
  target.known ? { connectionId: target.known.connectionId } : {}

export const isPossible = (target: SignInTarget, method: ServerMethod): boolean =>
  target.methods.some((one) => one.method === method && one.impossible === null)

/** The way to begin with: the one used before while it is possible, else the recommended one, else one that works. */
export function firstMethod(target: SignInTarget): ServerMethod {
  const before = serverMethods.find((one) => one === target.known?.method)
  if (before && isPossible(target, before)) return before
  const possible = target.methods.filter((one) => one.impossible === null)
  return (possible.find((one) => one.recommended) ?? possible[0])?.method ?? 'password'
}
