/** The values of an application link, for the screen, the letter, the sheet and the file alike. */
import { createPublicKey } from 'node:crypto'
import { consumerName, defaultConsumerKey, type JiraFamily, type LinkFile } from '../../preload/contract/applink.ts'
import type { CheckedInput, PublicKey } from '../../preload/contract/index.ts'
import { fingerprint, publicKeyOneLine } from '../jira/auth/oauth1-keys.ts'
import { candidateAddresses } from '../jira/site/address.ts'
import type { HeldKey, HeldKeys } from './key-ring.ts'

/** For whom the values are. */
export type Subject = CheckedInput<'applink.get'>

export interface LinkValues {
  /** Null before a Jira is known, or when what was entered is no address. */
  readonly siteUrl: string | null
  readonly family: JiraFamily
  readonly consumerKey: string
  readonly consumerName: string
  readonly applicationUrl: string
  readonly callbackUrl: string
  /** SPKI PEM. */
  readonly publicKey: string
  readonly fingerprint: string
  /** While keys are being changed: the fingerprint of the one that is replaced. */
  readonly formerFingerprint: string | null
}

export const toPublicKey = ({ publicKey, createdAt }: HeldKey): PublicKey => ({
  publicKey,
  publicKeyOneLine: publicKeyOneLine(publicKey),
  fingerprint: fingerprint(publicKey),
  createdAt
})

/** An address as people paste it, tidied without asking anybody: origin and context path, or null. */
export function tidyAddress(pasted: string | undefined): string | null {
  const cleaned = pasted ? candidateAddresses(pasted) : null
  return cleaned?.ok ? (cleaned.value.candidates[0] ?? null) : null
}

export const valuesFor = (subject: Subject, keys: HeldKeys, workspaceId: string): LinkValues => ({
  siteUrl: tidyAddress(subject.siteUrl),
  family: subject.family ?? 'v10',
  consumerKey: subject.consumerKey ?? defaultConsumerKey,
  consumerName,
  // Jira only uses it as the link's name and identity, and reports "no response", which is ignored.
  // Each workspace has its own, since Jira refuses a second link with the same address.
  applicationUrl: `http://attrack.localhost/${workspaceId.slice(0, 8).toLowerCase()}`,
  // AtTrack names the real one, with its port, in every request for a token.
  callbackUrl: 'http://127.0.0.1/attrack',
  publicKey: keys.handOut.publicKey,
  fingerprint: fingerprint(keys.handOut.publicKey),
  formerFingerprint: keys.former ? fingerprint(keys.former.publicKey) : null
})

export const valuesFromFile = (file: LinkFile): LinkValues => ({
  ...file,
  siteUrl: file.siteUrl || null,
  formerFingerprint: null
})

/** Shorter ones are refused by newer Jiras, and no longer secure. */
const minBits = 2048

/** Whether this is a public RSA key in the form Jira takes, and nothing else: no word before it or behind. */
export function isPublicKey(pem: string): boolean {
  try {
    const key = createPublicKey(pem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    const alone = key.export({ type: 'spki', format: 'pem' }).toString().trim() === pem.replaceAll('\r\n', '\n').trim()
    return key.asymmetricKeyType === 'rsa' && bits >= minBits && alone
  } catch {
    return false
  }
}
