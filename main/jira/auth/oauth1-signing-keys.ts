/**
 * The keys that requests for one application link may be signed with. A link holds exactly one public key; while a
 * workspace changes its key, some links hold the former one and some the next.
 */
import type { KeyObject } from 'node:crypto'
import { fingerprint, publicKeyOf } from './oauth1-keys.ts'

export interface SigningKeys {
  /** What the next request is signed with. */
  current(): KeyObject
  /** The key Jira is meant to hold: its fingerprint is what a Jira administrator compares. */
  wanted(): KeyObject
  /** Jira refused a signature made with `key`. @returns whether another one is worth a try; `current` is then that one. */
  refused(key: KeyObject): boolean
  /** Jira accepted a signature made with `key`. */
  accepted(key: KeyObject): void
}

/** One key and no other. */
export const onlyKey = (key: KeyObject): SigningKeys => ({
  current: () => key,
  wanted: () => key,
  refused: () => false,
  accepted() {}
})

/** SHA-256 of the public half, as both sides compare it. */
export const fingerprintOf = (key: KeyObject): string => fingerprint(publicKeyOf(key))
