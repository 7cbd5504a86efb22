/** Addresses as they are told: with a scheme, and the computer's name in them. */
import type { Failure } from '../../../preload/contract/index.ts'

const withScheme = (address: string): string => {
  const trimmed = address.trim()
  return /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
}

const parsed = (address: string): URL | null => {
  try {
    return new URL(withScheme(address))
  } catch {
    return null
  }
}

/** `https://jira.example.com:8443`; null for what cannot be read. */
export const originOfAddress = (address: string): string | null => parsed(address)?.origin ?? null

/** `jira.example.com:8443`; what cannot be read is given back as it is. */
export const hostOfAddress = (address: string): string => parsed(address)?.host ?? address

/**
 * The server a failure speaks of. Mostly the site's own; but Jira Cloud has several, and each shows a certificate of its
 * own. @param siteUrl where the failure is shown; an address as it was typed will do.
 */
export function siteOfFailure(failure: Failure, siteUrl: string): string {
  const host = failure.params.host
  const own = parsed(siteUrl)
  if (!own) return host ? withScheme(host) : siteUrl
  return !host || host === own.host || host === own.hostname ? own.href : withScheme(host)
}
