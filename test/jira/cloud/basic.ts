/** Basic credentials on the Cloud: the e-mail address of an account and one of its API tokens. */
import type { User } from '../users.ts'
import type { TokenVerdict } from './accounts.ts'
import type { CloudExchange } from './exchange.ts'
import type { CloudWorld } from './world.ts'

/** Undefined: the request carries no Basic credentials. */
export function readBasic(
  exchange: CloudExchange,
  world: CloudWorld
): { readonly user: User | undefined; readonly verdict: TokenVerdict } | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(exchange.headers.authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  exchange.authentication = 'basic'
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  const user = colon < 0 ? undefined : world.userByEmail(pair.slice(0, colon))
  return { user, verdict: world.tokens.check(user, pair.slice(colon + 1)) }
}
