/** The limiter between real clients and the practice Jira's token bucket, over HTTP. */
import { expect, test } from 'vitest'
import { basicCredential } from '../../../main/jira/auth/basic.ts'
import { createJiraClient, type JiraClient } from '../../../main/jira/client.ts'
import { createRateLimiter, maxAtOnce, type RateLimiter } from '../../../main/jira/rate-limit/rate-limiter.ts'
import { nodeTransport } from '../../../main/net/node-transport.ts'
import type { Transport } from '../../../main/net/transport.ts'
import { withRetries } from '../../../main/sync/retry.ts'
import type { RateLimit } from '../../jira/index.ts'
import { jiraForTest } from '../practice-jira/helpers.ts'

/** Counts what is under way, and the statuses that came back. */
function watched(transport: Transport) {
  const seen = { most: 0, statuses: [] as number[] }
  let now = 0
  const send: Transport['send'] = async (request) => {
    now += 1
    seen.most = Math.max(seen.most, now)
    const reply = await transport.send(request)
    now -= 1
    if (reply.ok) seen.statuses.push(reply.value.status)
    return reply
  }
  return { seen, transport: { send } }
}

const never = new AbortController().signal
const whoAmI = (client: JiraClient) => client.send({ path: '/myself', what: 'your own account' })

async function practice(rateLimit: RateLimit) {
  const jira = await jiraForTest({ rateLimit })
  const { seen, transport } = watched(nodeTransport('AtTrack/test'))
  const { host } = new URL(jira.url)
  const as = (user: string, limiter?: RateLimiter): JiraClient =>
    createJiraClient({
      transport,
      product: 'server',
      siteUrl: jira.url,
      credential: basicCredential(user, `${user}-password`, host),
      userName: user,
      limiter
    })
  return { as, host, seen }
}

test('two connections to one Jira share a budget, and everything is answered in the end', async () => {
  const { as, seen } = await practice({ limit: 6, fillRate: 6, intervalSeconds: 1 })
  const limiter = createRateLimiter()
  const clients = [as('anna', limiter), as('ben', limiter)]
  const asked = clients.flatMap((client) => Array.from({ length: 9 }, () => withRetries(() => whoAmI(client), never)))
  expect((await Promise.all(asked)).filter(({ ok }) => !ok)).toEqual([])
  expect(seen.most).toBe(maxAtOnce)
})

test('a long pause is told to every connection, without asking Jira again', async () => {
  const { as, host, seen } = await practice({ limit: 1, fillRate: 1, intervalSeconds: 3600 })
  expect((await whoAmI(as('anna'))).ok).toBe(true)
  const limiter = createRateLimiter()
  for (const user of ['anna', 'ben']) {
    const refused = await whoAmI(as(user, limiter))
    expect(refused).toMatchObject({ ok: false, failure: { code: 'rate-limited', params: { host } } })
    if (!refused.ok) expect(Number(refused.failure.params['seconds'])).toBeGreaterThan(3_000)
  }
  expect(seen.statuses).toEqual([200, 429])
  expect(limiter.throttledUntil(host)).toBeGreaterThan(Date.now() + 3_000_000)
})
