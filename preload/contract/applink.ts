/** What a Jira administrator needs to create the incoming application link (OAuth 1.0). */
import { z } from 'zod'
import { channel, nothing, time } from './channel.ts'

export const defaultConsumerKey = 'Oauth_attrack_prod'
export const consumerName = 'AtTrack'

/** Jira's screens differ: 7.x and 8.0 to 8.21, 8.22 to 9.x, 10.x and 11.x. */
export const jiraFamily = z.enum(['v8', 'v9', 'v10'])
export type JiraFamily = z.infer<typeof jiraFamily>

export const publicKeySchema = z.object({
  /** SPKI PEM, as Jira's screen takes it. */
  publicKey: z.string(),
  /** The same without header, footer and line breaks. */
  publicKeyOneLine: z.string(),
  /** SHA-256 of the SPKI DER, `ab:cd:…`. */
  fingerprint: z.string(),
  createdAt: time.nullable()
})
export type PublicKey = z.infer<typeof publicKeySchema>

/** The key to enter in Jira is at the top: the next one while keys are being changed, else the only one. */
export const applinkSchema = publicKeySchema.extend({
  consumerKey: z.string(),
  consumerName: z.string(),
  applicationUrl: z.string(),
  callbackUrl: z.string(),
  family: jiraFamily,
  /** What to do in Jira, in order, in its words. */
  steps: z.array(z.string()),
  /** Everything as plain text, to be sent on. */
  message: z.string(),
  /** While keys are being changed: the former key, which goes on working until that is finished. */
  formerKey: publicKeySchema.nullable()
})
export type Applink = z.infer<typeof applinkSchema>

const consumerKey = z.string().trim().min(1, 'Enter the consumer key.').max(255)
const siteUrl = z.string().trim().max(2000)
/** For whom the values are: all may be left out, before a Jira is known. */
const subject = z.strictObject({
  siteUrl: siteUrl.optional(),
  consumerKey: consumerKey.optional(),
  family: jiraFamily.optional()
})
const passphrase = z.string().min(12, 'Use at least 12 characters.').max(1024)
/** Where something was saved; null when nobody chose a place. */
const saved = z.object({ file: z.string().nullable() })

/** What a `.attrack-link.json` holds. No secrets. */
export const linkFileSchema = z.object({
  format: z.literal('attrack-application-link'),
  version: z.literal(1),
  siteUrl: z.string().max(2000),
  family: jiraFamily,
  consumerKey: z.string().max(255),
  consumerName: z.string().max(255),
  publicKey: z.string().max(4000),
  fingerprint: z.string().max(200),
  applicationUrl: z.string().max(2000),
  callbackUrl: z.string().max(2000),
  savedAt: z.string().max(40)
})
export type LinkFile = z.infer<typeof linkFileSchema>

export const applinkChannels = {
  'applink.get': channel('jira.authorise', subject, applinkSchema),
  /**
   * Asks the Jira for a request token and throws it away: does the link work?
   * `clientId`: what Jira showed in place of asking for a consumer key, to find out whether the link is of the wrong type.
   */
  'applink.test': channel(
    'jira.authorise',
    z.strictObject({ siteUrl, consumerKey, clientId: z.string().trim().max(255).optional() }),
    /** `fingerprint`: of the key Jira accepted. */
    z.object({ message: z.string(), fingerprint: z.string() })
  ),
  /** Asks where to save the setup sheet: values, steps, nothing secret, readable without AtTrack. */
  'applink.saveSheet': channel('jira.authorise', subject.extend({ format: z.enum(['pdf', 'html']) }), saved),
  'applink.saveLinkFile': channel('jira.authorise', subject, saved),
  /** Asks for a `.attrack-link.json`; `sameKey`: its key is one of ours, so that its link works from here. */
  'applink.openLinkFile': channel(
    'jira.authorise',
    nothing,
    z.object({ link: linkFileSchema, sameKey: z.boolean(), message: z.string(), steps: z.array(z.string()) })
  ),
  /** Makes a new key; the former one goes on working until `finishKeyChange`. */
  'applink.rotateKey': channel('jira.keys', nothing, applinkSchema),
  /** Asks for a PEM file with a private key and takes it as the new one. */
  'applink.importKey': channel('jira.keys', z.strictObject({ passphrase: z.string().max(1024) }), applinkSchema),
  /** Saves the private key, encrypted by the passphrase. The only way a key leaves the keychain. */
  'applink.exportKey': channel('jira.keys', z.strictObject({ passphrase }), saved),
  /** Forgets the former key. Without `anyway` refused (`key-still-needed`) while a Jira is known to hold it. */
  'applink.finishKeyChange': channel('jira.keys', z.strictObject({ anyway: z.boolean() }), applinkSchema),
  /** Forgets the new key and stays with the former one. Refused as above while a Jira may hold the new one. */
  'applink.cancelKeyChange': channel('jira.keys', z.strictObject({ anyway: z.boolean() }), applinkSchema)
}
