/** Connections that were made before their application link (`connections.waitForLink`). */
import type { Connection } from '../../../preload/contract/index.ts'

/**
 * Where a connection stands that nobody has signed in to yet: it waits for its link, or the link is there and only the
 * first sign-in is missing. Null for every other one.
 */
export type LinkWait = 'waiting' | 'ready' | null

export function linkWait({ method, userName, status }: Connection): LinkWait {
  if (method !== 'oauth1' || userName !== '') return null
  return status === 'needs-sign-in' ? 'ready' : 'waiting'
}
