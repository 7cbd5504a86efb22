/** What a Jira administrator needs to create the incoming application link (OAuth 1.0). */
import { z } from 'zod'
import { channel, nothing } from './channel.ts'

export const defaultConsumerKey = 'Oauth_attrack_prod'
export const consumerName = 'AtTrack'

export const applinkSchema = z.object({
  consumerKey: z.string(),
  consumerName: z.string(),
  /** SPKI PEM, as Jira's screen takes it. */
  publicKey: z.string(),
  /** The same without header, footer and line breaks. */
  publicKeyOneLine: z.string(),
  /** SHA-256 of the SPKI DER, `ab:cd:…`. */
  fingerprint: z.string(),
  applicationUrl: z.string(),
  callbackUrl: z.string()
})
export type Applink = z.infer<typeof applinkSchema>

export const applinkChannels = {
  'applink.get': channel('workspace.read', nothing, applinkSchema),
  /** Asks the Jira for a request token and throws it away: does the link work? */
  'applink.test': channel(
    'jira.authorise',
    z.strictObject({ siteUrl: z.string().max(2000), consumerKey: z.string().trim().min(1).max(255) }),
    z.object({ message: z.string() })
  )
}
