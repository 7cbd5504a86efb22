/** /rest/pat/latest/tokens: a user's own personal access tokens, Jira 8.14 and newer. */
import { longestDays, type PersonalToken } from '../auth/personal-tokens.ts'
import { anonymousRefusal } from '../auth/refusals.ts'
import { jiraDate } from '../clock.ts'
import { jiraErrors, json, type Exchange, type Reply } from '../exchange.ts'
import { allows } from '../oauth2/scopes.ts'
import type { World } from '../world.ts'

/** As the resource lists it: without the token itself. */
export function tokenBean(token: PersonalToken) {
  return {
    id: token.id,
    name: token.name,
    createdAt: jiraDate(token.createdAt),
    ...(token.expiringAt === undefined ? {} : { expiringAt: jiraDate(token.expiringAt) })
  }
}

export function personalTokens(exchange: Exchange, world: World): Reply {
  const { user } = exchange
  if (user === undefined) return anonymousRefusal(world)
  if (exchange.method === 'GET' || exchange.method === 'HEAD')
    return json(200, world.personalTokens.of(user.name).map(tokenBean))
  if (!allows(exchange.scopes, 'WRITE')) return outOfScope()
  const input = readInput(exchange)
  if ('status' in input) return input
  const made = world.personalTokens.create(user.name, input.name, input.days)
  if (typeof made === 'string') return jiraErrors(400, [made])
  return json(201, { ...tokenBean(made), rawToken: made.raw })
}

export function onePersonalToken(exchange: Exchange, world: World, id: string): Reply {
  const { user } = exchange
  if (user === undefined) return anonymousRefusal(world)
  if (!allows(exchange.scopes, 'WRITE')) return outOfScope()
  return world.personalTokens.revoke(user.name, Number(id))
    ? { status: 204, headers: {}, body: '' }
    : jiraErrors(404, ['Token not found'])
}

function outOfScope(): Reply {
  return jiraErrors(403, ['The scope of the access token does not allow this operation.'])
}

/** Days are whole; without them the token never ends, which Jira allows as it comes. */
function readInput(exchange: Exchange): { name: string; days: number | undefined } | Reply {
  if (!/^application\/json\b/i.test(exchange.headers['content-type'] ?? ''))
    return jiraErrors(415, ['HTTP 415 Unsupported Media Type'])
  let body: unknown
  try {
    body = JSON.parse(exchange.body.toString('utf8'))
  } catch {
    return jiraErrors(400, ['Request body is not valid JSON'])
  }
  const { name, expirationDuration: days } = Object(body) as { name?: unknown; expirationDuration?: unknown }
  if (typeof name !== 'string') return jiraErrors(400, ['Token name is required'])
  if (days === undefined || days === null) return { name, days: undefined }
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > longestDays)
    return jiraErrors(400, [`Expiration duration must be between 1 and ${longestDays} days`])
  return { name, days }
}
