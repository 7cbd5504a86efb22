/** Whether two addresses lead to the same Jira: issues of another one must never come into a connection's links. */
import type { ConnectionRecord } from '../store/api.ts'
import { sameAddress } from '../jira/site/address.ts'

type Place = Pick<ConnectionRecord, 'product' | 'siteUrl' | 'baseUrl' | 'cloudId'>

/**
 * The same address, or another one of the same Jira: moved to https, to another name, behind another proxy.
 * @param before of the connection. @param now where somebody signs in.
 */
export const isSameJira = (before: Place, now: Place): boolean =>
  before.product === now.product &&
  (sameAddress(before.siteUrl, now.siteUrl) ||
    movedToHttps(before.siteUrl, now.siteUrl) ||
    (before.cloudId === null
      ? before.baseUrl !== '' && before.baseUrl === now.baseUrl
      : before.cloudId === now.cloudId))

/** Whoever moves to https changes the base URL too, so that nothing but the name is left to go by. Both on usual ports. */
const movedToHttps = (before: string, now: string): boolean =>
  /^http:\/\/[^/:]+(?:\/|$)/.test(before) && sameAddress(before.replace(/^http:/, 'https:'), now)
