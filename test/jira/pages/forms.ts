/** Reading posted forms, and the session and CSRF token they need. */
import { text, type Exchange, type Reply } from '../exchange.ts'
import type { Session } from '../sessions.ts'
import type { World } from '../world.ts'

export function formOf(exchange: Exchange): URLSearchParams {
  return new URLSearchParams(exchange.body.toString('utf8'))
}

export function sessionOf(exchange: Exchange, world: World): Session {
  exchange.session ??= world.sessions.open()
  return exchange.session
}

/** Jira's forms carry `atl_token`; a form without it is refused. */
export function forgedForm(exchange: Exchange, form: URLSearchParams): Reply | undefined {
  const token = exchange.session?.csrf
  if (token !== undefined && form.get('atl_token') === token) return undefined
  return text(403, 'XSRF Security Token Missing', 'text/html;charset=UTF-8')
}
