/** Connections to a Jira, and signing in to one. */
import { z } from 'zod'
import { channel, id, nothing, time } from './channel.ts'
import { failureSchema } from './failures/failure.ts'

/**
 * How a connection signs in. Server and Data Center: `password`, `oauth1`, `pat` (personal access token), `oauth2`
 * (incoming link). Cloud: `oauth2-3lo` (authorisation code grant, "three-legged OAuth"), `api-token`.
 * More methods join here (CONTRIBUTING.md, "Add a sign-in method").
 */
export const authMethod = z.enum(['password', 'oauth1', 'pat', 'oauth2', 'oauth2-3lo', 'api-token'])
export type AuthMethod = z.infer<typeof authMethod>
/** The methods of a Jira that a company runs itself. */
export type ServerMethod = Exclude<AuthMethod, 'oauth2-3lo' | 'api-token'>

export const connectionStatus = z.enum([
  'connected',
  'limited',
  'throttled',
  'needs-sign-in',
  'unreachable',
  'untrusted-certificate',
  'blocked-by-captcha',
  'waiting-for-administrator',
  'token-required'
])
export type ConnectionStatus = z.infer<typeof connectionStatus>

/** The one thing to do about a connection: which of its buttons helps. `wait`: nothing, it goes on by itself. */
export const connectionAction = z.enum(['select', 'check', 'sign-in', 'enter-token', 'wait'])
export type ConnectionAction = z.infer<typeof connectionAction>

/** `soon`: 14 days or less; `urgent`: 3 days or less. */
export const expiryStage = z.enum(['fine', 'soon', 'urgent', 'expired'])
export type ExpiryStage = z.infer<typeof expiryStage>

export const siteSchema = z.object({
  /** The address requests go to: origin and context path, no slash at the end. */
  url: z.string(),
  /** What the Jira calls itself, `serverInfo.baseUrl`. */
  baseUrl: z.string(),
  title: z.string(),
  product: z.enum(['server', 'cloud']),
  version: z.string(),
  /** `Jira Data Center 10.3.2 at https://jira.example.com/jira` */
  label: z.string(),
  /** Set when Jira's own base URL differs from the address: what that means, ready to show. */
  baseUrlWarning: z.string().nullable(),
  /** Said when the address is plain http: the password would travel readable. */
  insecure: z.boolean(),
  /** The methods this Jira could offer; exactly one possible one is recommended, with the reason. */
  methods: z.array(
    z.object({
      method: z.enum(['password', 'oauth1', 'pat', 'oauth2']),
      recommended: z.boolean(),
      impossible: z.string().nullable().describe('why not, and what would make it possible'),
      /** Why this one is recommended here; null on the others. */
      because: z.string().nullable()
    })
  )
})
export type Site = z.infer<typeof siteSchema>

export const connectionSchema = z.object({
  id,
  siteUrl: z.string(),
  host: z.string(),
  product: z.enum(['server', 'cloud']),
  title: z.string(),
  /** Empty for Cloud, which has none to speak of. */
  version: z.string(),
  method: authMethod,
  /** Jira's user name (Cloud: the account's e-mail address if Jira tells it, else its id) and display name. */
  userName: z.string(),
  userDisplayName: z.string(),
  consumerKey: z.string().nullable(),
  /** OAuth 2.0 on Data Center: the client id of the incoming link. */
  clientId: z.string().nullable(),
  /** Cloud: the account's e-mail address, when known; an API token is sent together with it. */
  email: z.string().nullable(),
  /** `oauth2-3lo` only: whether the API token the manual speaks of was asked for. `unset`: ask before the first choice of a project. */
  apiToken: z.enum(['unset', 'declined', 'held']).nullable(),
  /** When the token ends, if that is known or was entered. */
  expiry: z.object({ at: time, stage: expiryStage }).nullable(),
  status: connectionStatus,
  action: connectionAction,
  /** What is wrong, when something is. */
  failure: failureSchema.nullable(),
  lastSuccessAt: time.nullable(),
  /** When AtTrack tries again by itself, if it does. */
  nextTryAt: time.nullable(),
  createdAt: time,
  /** The member who signed in last; null for connections from before there were members. */
  authorisedBy: z.object({ memberId: id, name: z.string() }).nullable()
})
export type Connection = z.infer<typeof connectionSchema>

/** How the person comes to Jira's page and the confirmation back. `code`: pasted by hand, OAuth 1.0 only. */
export const signInVia = z.enum(['window', 'browser', 'code'])
export type SignInVia = z.infer<typeof signInVia>

/** A sign-in under way on Jira's own page. `authorizeUrl` is that page (for "copy the address"); nothing in it is secret. */
export const startedSignInSchema = z.object({ flowId: id, authorizeUrl: z.string(), via: signInVia, expiresAt: time })
export type StartedSignIn = z.infer<typeof startedSignInSchema>

/** A Jira Cloud site the account lets AtTrack use. */
export const cloudSiteSchema = z.object({
  cloudId: z.string(),
  name: z.string(),
  url: z.string(),
  /** There is a connection of this account to it already; choosing it renews that one. */
  connected: z.boolean()
})
export type CloudSite = z.infer<typeof cloudSiteSchema>

/** What is pasted; at most 2,000 characters. */
const address = z.string().max(2000)
const consumerKey = z.string().trim().min(1, 'Enter the consumer key.').max(255)
const username = z.string().trim().min(1, 'Enter your username.').max(255)
const password = z.string().min(1, 'Enter your password.').max(1024)
const email = z.string().trim().min(1, 'Enter the e-mail address of your Atlassian account.').max(255)
/** Tokens are pasted: blanks and line breaks around them come along. */
const token = z.string().trim().min(1, 'Paste the token.').max(2000)
/** `2027-01-31`, the last day the token works, as Jira or Atlassian showed it. Absent when nobody said. */
const expiresOn = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'Enter the date as year-month-day, for example 2027-01-31.')
  .optional()
const flow = z.strictObject({ flowId: id })
/** With `connectionId`: signs that connection in again – also by another method – keeping its links and tasks. */
const again = id.optional()

export const connectionChannels = {
  /** `uses`: the projects each connection brings tasks to, where there are any; a Project Manager's reach depends on them. */
  'connections.list': channel(
    'workspace.read',
    nothing,
    z.object({
      connections: z.array(connectionSchema),
      uses: z.array(z.object({ connectionId: id, projectIds: z.array(id) }))
    })
  ),
  /** Finds the Jira behind whatever was pasted. */
  'connections.findSite': channel('jira.authorise', z.strictObject({ address }), siteSchema),
  'connections.signInWithPassword': channel(
    'jira.authorise',
    z.strictObject({ siteUrl: address, username, password, connectionId: again }),
    connectionSchema,
    { of: 'connection', field: 'connectionId' }
  ),
  /** A personal access token made in Jira. */
  'connections.signInWithToken': channel(
    'jira.authorise',
    z.strictObject({ siteUrl: address, token, expiresOn, connectionId: again }),
    connectionSchema,
    { of: 'connection', field: 'connectionId' }
  ),
  /** Has Jira make a personal access token, with the password used for this one request and kept nowhere, and signs in with it. */
  'connections.createToken': channel(
    'jira.authorise',
    z.strictObject({
      siteUrl: address,
      username,
      password,
      /** How the token is called in Jira's list. */
      name: z.string().trim().min(1, 'Enter a name for the token.').max(100),
      /** Days until it ends. */
      days: z.number().int().min(1, 'Enter 1 day or more.').max(3650, 'Enter 3,650 days or less.'),
      connectionId: again
    }),
    connectionSchema,
    { of: 'connection', field: 'connectionId' }
  ),
  /**
   * OAuth 1.0 before the application link exists: a connection that waits for the Jira administrator. AtTrack asks the
   * Jira now and then whether the link works; then it can be signed in (`connectionId`).
   */
  'connections.waitForLink': channel(
    'jira.authorise',
    z.strictObject({ siteUrl: address, consumerKey }),
    connectionSchema
  ),
  /** Asks Jira for a request token and opens its page; `awaitSignIn` tells the outcome. */
  'connections.startOAuth1': channel(
    'jira.authorise',
    z.strictObject({ siteUrl: address, consumerKey, via: signInVia, connectionId: again }),
    startedSignInSchema,
    { of: 'connection', field: 'connectionId' }
  ),
  /** OAuth 2.0 with an incoming link of a Data Center. Signing in again may leave the secret out: the one held is used. */
  'connections.startOAuth2': channel(
    'jira.authorise',
    z.strictObject({
      siteUrl: address,
      clientId: z.string().trim().min(1, 'Enter the client ID.').max(255),
      clientSecret: z.string().trim().max(1024),
      via: z.enum(['window', 'browser']),
      connectionId: again
    }),
    startedSignInSchema,
    { of: 'connection', field: 'connectionId' }
  ),
  /** The redirect URL to enter in Jira's incoming link or in Atlassian's developer console. */
  'connections.redirectUrl': channel('workspace.read', nothing, z.object({ url: z.string() })),
  /** Resolves when the sign-in (OAuth 1.0, or OAuth 2.0 on a Data Center) has succeeded or failed. */
  'connections.awaitSignIn': channel('jira.authorise', flow, connectionSchema),
  /** Opens Atlassian's authorisation page; `awaitCloudSites` tells the outcome. */
  'connections.startCloud': channel(
    'jira.authorise',
    z.strictObject({ via: z.enum(['window', 'browser']), connectionId: again }),
    startedSignInSchema,
    { of: 'connection', field: 'connectionId' }
  ),
  /**
   * Resolves when the account has allowed access. With one site – or when signing an existing connection in again –
   * the connection is made at once; with several the person chooses (`chooseCloudSite`), the first is never taken.
   */
  'connections.awaitCloudSites': channel(
    'jira.authorise',
    flow,
    z.object({ connection: connectionSchema.nullable(), account: z.string(), sites: z.array(cloudSiteSchema) })
  ),
  'connections.chooseCloudSite': channel(
    'jira.authorise',
    z.strictObject({ flowId: id, cloudId: z.string().min(1).max(100) }),
    connectionSchema
  ),
  /** Jira Cloud without any OAuth client. `site`: `acme`, `acme.atlassian.net`, or any address of it. */
  'connections.signInWithApiToken': channel(
    'jira.authorise',
    z.strictObject({
      site: z.string().trim().min(1, 'Enter the name or address of your site.').max(2000),
      email,
      token,
      expiresOn,
      connectionId: again
    }),
    connectionSchema,
    { of: 'connection', field: 'connectionId' }
  ),
  /** Adds the API token to a connection that signed in at Atlassian's page, or replaces it. It must be the same account's. */
  'connections.saveApiToken': channel(
    'jira.authorise',
    z.strictObject({ id, email, token, expiresOn }),
    connectionSchema,
    { of: 'connection', field: 'id' }
  ),
  /** Goes on with the sign-in alone; a token held is forgotten. */
  'connections.declineApiToken': channel('jira.authorise', z.strictObject({ id }), connectionSchema, {
    of: 'connection',
    field: 'id'
  }),
  'connections.submitVerifier': channel(
    'jira.authorise',
    z.strictObject({ flowId: id, verifier: z.string().trim().min(1, 'Paste the code Jira shows.').max(128) }),
    nothing
  ),
  'connections.cancelSignIn': channel('jira.authorise', flow, nothing),
  'connections.check': channel('jira.sync', z.strictObject({ id }), connectionSchema),
  'connections.remove': channel('jira.authorise', z.strictObject({ id }), nothing, { of: 'connection', field: 'id' })
}
