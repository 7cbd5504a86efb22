/** Runs every request to REST v3, at the gateway or a site, past Atlassian's description and notes what is wrong. */
import type { Reply } from '../../exchange.ts'
import { jsonBody, type CloudExchange } from '../exchange.ts'
import type { CloudWorld } from '../world.ts'
import { validateExchange } from './validate.ts'

export function checkerFor(world: CloudWorld): (exchange: CloudExchange, reply: Reply) => void {
  return (exchange, reply) => {
    const path = /^(?:\/ex\/jira\/[^/]+)?(\/rest\/api\/3\/.*)$/.exec(exchange.path)?.[1]
    if (exchange.server === 'auth' || path === undefined) return
    // What an unsuitable body is called is the resource's business; here it counts as none.
    const body = exchange.body.length === 0 ? undefined : jsonBody(exchange)
    const answer = reply.headers['content-type']?.includes('json') === true ? JSON.parse(String(reply.body)) : undefined
    const { method, rawQuery } = exchange
    world.problems.push(...validateExchange(method, path, rawQuery, body, reply.status, answer))
  }
}
