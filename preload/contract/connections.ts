/** Connections to a Jira, and signing in to one. */
import { z } from 'zod'
import { channel, id, nothing, time } from './channel.ts'
import { failureSchema } from './failures/failure.ts'

/** How a connection signs in. More methods join here (CONTRIBUTING.md, "Add a sign-in method"). */
export const authMethod = z.enum(['password', 'oauth1'])
export type AuthMethod = z.infer<typeof authMethod>

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
  methods: z.array(
    z.object({ method: authMethod, recommended: z.boolean(), impossible: z.string().nullable().describe('why not') })
  )
})
export type Site = z.infer<typeof siteSchema>

export const connectionSchema = z.object({
  id,
  siteUrl: z.string(),
  host: z.string(),
  title: z.string(),
  version: z.string(),
  method: authMethod,
  /** Jira's user name and display name. */
  userName: z.string(),
  userDisplayName: z.string(),
  consumerKey: z.string().nullable(),
  status: connectionStatus,
  /** What is wrong, when something is. */
  failure: failureSchema.nullable(),
  lastSuccessAt: time.nullable(),
  /** When AtTrack tries again by itself, if it does. */
  nextTryAt: time.nullable(),
  createdAt: time
})
export type Connection = z.infer<typeof connectionSchema>

/** How the person comes to Jira's page and the confirmation back. */
export const signInVia = z.enum(['window', 'browser', 'code'])
export type SignInVia = z.infer<typeof signInVia>

/** What is pasted; at most 2,000 characters. */
const address = z.string().max(2000)
const consumerKey = z.string().trim().min(1, 'Enter the consumer key.').max(255)

export const connectionChannels = {
  'connections.list': channel('workspace.read', nothing, z.object({ connections: z.array(connectionSchema) })),
  /** Finds the Jira behind whatever was pasted. */
  'connections.findSite': channel('jira.authorise', z.strictObject({ address }), siteSchema),
  /** With `connectionId`: signs that connection in again, keeping its links and tasks. */
  'connections.signInWithPassword': channel(
    'jira.authorise',
    z.strictObject({
      siteUrl: address,
      username: z.string().trim().min(1, 'Enter your username.').max(255),
      password: z.string().min(1, 'Enter your password.').max(1024),
      connectionId: id.optional()
    }),
    connectionSchema
  ),
  /** Asks Jira for a request token and opens its page; `awaitSignIn` tells the outcome. */
  'connections.startOAuth1': channel(
    'jira.authorise',
    z.strictObject({ siteUrl: address, consumerKey, via: signInVia, connectionId: id.optional() }),
    /** `authorizeUrl` is Jira's page (for "copy the address"); the token in it is no secret. */
    z.object({ flowId: id, authorizeUrl: z.string(), via: signInVia, expiresAt: time })
  ),
  /** Resolves when the sign-in has succeeded or failed. */
  'connections.awaitSignIn': channel('jira.authorise', z.strictObject({ flowId: id }), connectionSchema),
  'connections.submitVerifier': channel(
    'jira.authorise',
    z.strictObject({ flowId: id, verifier: z.string().trim().min(1, 'Paste the code Jira shows.').max(128) }),
    nothing
  ),
  'connections.cancelSignIn': channel('jira.authorise', z.strictObject({ flowId: id }), nothing),
  'connections.check': channel('jira.sync', z.strictObject({ id }), connectionSchema),
  'connections.remove': channel('jira.authorise', z.strictObject({ id }), nothing)
}
