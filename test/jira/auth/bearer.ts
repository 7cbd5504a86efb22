/**
 * Bearer tokens: personal access tokens and OAuth 2.0 access tokens. A bad one is not refused – the filter lets the
 * request go on as anonymous, so that only resources that need somebody answer 401.
 */
import type { Exchange } from '../exchange.ts'
import type { World } from '../world.ts'
import { allows } from '../oauth2/scopes.ts'

/** Whether this Jira has personal access tokens: not before 8.14, nor when an administrator switched them off. */
export function offersPersonalTokens(world: World): boolean {
  return world.version.personalTokens && !world.faults.isOn('pats-disabled')
}

/** Sets `exchange.user` and returns true when the token is good. The prefix is `Bearer` and one blank, to the letter. */
export function signInByBearer(exchange: Exchange, world: World): boolean {
  const header = exchange.headers.authorization ?? ''
  if (!/^Bearer\b/i.test(header)) return false
  exchange.authentication = 'bearer'
  if (!header.startsWith('Bearer ') || world.faults.ignoresBearer(exchange)) return false
  const token = header.slice('Bearer '.length)
  const grant = world.version.oauth2 ? world.oauth2.grantOf(token) : undefined
  const name = grant?.user ?? (offersPersonalTokens(world) ? world.personalTokens.userOf(token) : undefined)
  const user = name === undefined ? undefined : world.users.find(name)
  if (user === undefined || !user.active) return false
  exchange.scopes = grant?.scopes
  // A scope takes away, it never gives: an administrator's token without ADMIN is a user's.
  exchange.user = allows(grant?.scopes, 'ADMIN') ? user : { ...user, admin: false }
  exchange.loginReason = 'OK'
  return true
}
