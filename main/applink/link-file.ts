/** `.attrack-link.json`: the values of a link for another workstation. No secrets. */
import { linkFileSchema, type LinkFile } from '../../preload/contract/applink.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { fingerprint } from '../jira/auth/oauth1-keys.ts'
import { isPublicKey, tidyAddress, type LinkValues } from './values.ts'

const format = 'attrack-application-link'
const version = 1

/** @param savedAt for the date in it. */
export function writeLinkFile(values: LinkValues, savedAt: Date): Uint8Array {
  const { family, consumerKey, consumerName, publicKey, applicationUrl, callbackUrl } = values
  const file: LinkFile = {
    format,
    version,
    siteUrl: values.siteUrl ?? '',
    family,
    consumerKey,
    consumerName,
    publicKey,
    fingerprint: values.fingerprint,
    applicationUrl,
    callbackUrl,
    savedAt: savedAt.toISOString()
  }
  return Buffer.from(`${JSON.stringify(file, null, 2)}\n`)
}

/**
 * A line of its own, or a text turned round, would read in the letter as if AtTrack had written it; half a character is
 * signed as another one.
 */
const hasHiddenMarks = (text: string): boolean => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)

/** Where AtTrack has Jira's link lead: to nothing but the user's own computer (see `valuesFor`). */
const ownHost = /^(?:127\.0\.0\.1|localhost|[a-z\d-]+\.localhost)$/
const isAddress = (url: string): boolean => {
  try {
    return new URL(url).hostname !== ''
  } catch {
    return false
  }
}
const isOwn = (url: string): boolean => {
  const { username, password, hostname } = new URL(url)
  return username === '' && password === '' && ownHost.test(hostname)
}

const invalid = (problem: string): Result<never> => fail('link-file-invalid', { problem })

/** Fails with `link-file-invalid`, which says what is wrong. Nothing of the file is trusted beyond its form. */
export function readLinkFile(bytes: Uint8Array): Result<LinkFile> {
  let json: unknown
  try {
    json = JSON.parse(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\ufeff/, '')
    )
  } catch {
    return invalid('It is no JSON: another kind of file, or cut off.')
  }
  const head = (typeof json === 'object' && json !== null ? json : {}) as { format?: unknown; version?: unknown }
  if (head.format !== format) return invalid('It was not saved by AtTrack as a link file.')
  if (typeof head.version === 'number' && head.version > version)
    return invalid(`A newer AtTrack saved it (version ${head.version}); this one reads version ${version}.`)
  const parsed = linkFileSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return invalid(`“${issue?.path.map(String).join('.') || 'the whole'}” is missing or not what it should be.`)
  }
  const file = parsed.data
  if (file.siteUrl !== '' && tidyAddress(file.siteUrl) !== file.siteUrl)
    return invalid('“siteUrl” is no address of a Jira.')
  if (file.consumerKey.trim() === '') return invalid('“consumerKey” is empty.')
  for (const name of ['consumerKey', 'consumerName'] as const)
    if (hasHiddenMarks(file[name])) return invalid(`“${name}” holds marks that cannot be seen.`)
  const addresses = [file.applicationUrl, file.callbackUrl]
  if (!addresses.every((url) => /^https?:\/\/[\w.~:/?#@%+-]+$/.test(url) && isAddress(url)))
    return invalid('“applicationUrl” or “callbackUrl” is no web address.')
  if (!addresses.every(isOwn)) return invalid('“applicationUrl” or “callbackUrl” leads to another computer.')
  if (!isPublicKey(file.publicKey)) return invalid('“publicKey” is no public RSA key of 2,048 bits or more.')
  if (fingerprint(file.publicKey) !== file.fingerprint.toLowerCase())
    return invalid('The fingerprint in it does not fit its public key: it was changed after it was saved.')
  return ok(file)
}
