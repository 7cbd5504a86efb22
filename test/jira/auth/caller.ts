/** Finds out whom a request acts for: password, bearer token, OAuth, or web session; otherwise nobody. */
import type { Exchange, Reply } from '../exchange.ts'
import { oauthUser } from '../oauth/endpoints.ts'
import type { World } from '../world.ts'
import { signInByBearer } from './bearer.ts'
import { basicRefusal, captchaRefusal, passwordRefusal } from './refusals.ts'

/** Sets `exchange.user`; a reply means the request ends here. */
export function authenticate(exchange: Exchange, world: World): Reply | undefined {
  exchange.session = world.sessions.find(exchange.headers.cookie)
  if (world.faults.ignoresCredentials(exchange)) return undefined
  const { authorization } = exchange.headers
  if (/^Basic\s/i.test(authorization ?? ''))
    return byPassword(exchange, world, (authorization as string).slice(5).trim())
  if (signInByBearer(exchange, world)) return undefined
  const signed = oauthUser(exchange, world)
  if (signed !== undefined) {
    exchange.authentication = 'oauth'
    if ('status' in signed) return signed
    exchange.user = signed
    return undefined
  }
  const sessionUser = exchange.session?.user
  if (sessionUser !== undefined) {
    exchange.authentication = 'session'
    exchange.user = world.users.find(sessionUser)
    exchange.loginReason = 'OK'
  }
  return undefined
}

function byPassword(exchange: Exchange, world: World, encoded: string): Reply | undefined {
  exchange.authentication = 'basic'
  // Before the password is looked at: right and wrong ones are answered alike, and none is counted.
  if (!world.basicAuth) return basicRefusal()
  // Jira reads Basic credentials as UTF-8.
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  const name = colon < 0 ? pair : pair.slice(0, colon)
  const verdict = world.users.checkPassword(name, colon < 0 ? '' : pair.slice(colon + 1))
  if (verdict === 'captcha') return captchaRefusal(world)
  if (verdict === 'wrong') return passwordRefusal(world)
  exchange.user = world.users.get(name)
  exchange.loginReason = 'OK'
  return undefined
}
