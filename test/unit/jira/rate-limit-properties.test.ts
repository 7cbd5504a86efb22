/** Whatever is asked, answered, refused and given up, in whatever order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxAtOnce, type Turn } from '../../../main/jira/rate-limit/rate-limiter.ts'
import { bucketHeaders, limiterForTest, reply, settled, type Asked } from './rate-limit-support.ts'

const hosts = ['one.example.com', 'two.example.com']
const reasons = { host: undefined, burst: 'jira-burst-based', client: 'jira-quota-global-based' }
type PausedThing = keyof typeof reasons

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      host: fc.constantFrom(...hosts),
      bucket: fc.constantFrom('a', 'b'),
      client: fc.constantFrom(undefined, 'app')
    })
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('answer' as const), nth: fc.nat(), remaining: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refuse' as const),
      nth: fc.nat(),
      seconds: fc.integer({ min: 1, max: 45 }),
      what: fc.constantFrom<PausedThing>('host', 'burst', 'client')
    })
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse-bare' as const), nth: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), nth: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 20_000 }) }) }
)

interface Request {
  readonly asked: Asked
  readonly stop: AbortController
  ended: boolean
}

/** What Jira said about pauses, kept apart from the limiter's own books. */
class Said {
  readonly #until = new Map<string, number>()

  note(turn: Turn, what: PausedThing, until: number): void {
    const key =
      what === 'burst' ? `${turn.host} ${turn.bucket}` : what === 'client' ? (turn.client ?? turn.host) : turn.host
    this.#until.set(key, Math.max(this.#until.get(key) ?? 0, until))
  }

  until({ host, bucket, client }: Turn): number {
    return Math.max(...[host, `${host} ${bucket}`, client ?? ''].map((key) => this.#until.get(key) ?? 0))
  }
}

test('never more than agreed at once, nothing during a pause, in order; and everybody is answered', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (steps, luck) => {
        const { clock, limiter, ask } = limiterForTest(() => luck)
        const said = new Said()
        const all: Request[] = []
        const seen = new Set<Asked>()
        const lastOf = new Map<string, number>()
        const running = (): Request[] => all.filter(({ asked, ended }) => asked.state === 'admitted' && !ended)
        const waiting = (): Request[] => all.filter(({ asked }) => asked.state === 'waiting')

        /** What has been admitted since the last look. */
        const look = (): void => {
          for (const host of hosts)
            expect(running().filter(({ asked }) => asked.turn.host === host).length).toBeLessThanOrEqual(maxAtOnce)
          for (const [index, { asked }] of all.entries()) {
            if (asked.state !== 'admitted' || seen.has(asked)) continue
            seen.add(asked)
            expect(asked.admittedAt).toBeGreaterThanOrEqual(said.until(asked.turn))
            const { host, bucket, client } = asked.turn
            const kind = `${host} ${bucket} ${client}`
            expect(index).toBeGreaterThan(lastOf.get(kind) ?? -1)
            lastOf.set(kind, index)
          }
        }
        const finish = (request: Request | undefined, answer: (turn: Turn) => void): void => {
          if (!request) return
          answer(request.asked.turn)
          request.ended = true
          request.asked.release()
        }

        for (const one of steps) {
          const pick = <T>(from: readonly T[]): T | undefined =>
            'nth' in one ? from[one.nth % Math.max(1, from.length)] : undefined
          if (one.do === 'ask') {
            const stop = new AbortController()
            const { host, bucket, client } = one
            all.push({ asked: ask({ host, bucket, client, signal: stop.signal }), stop, ended: false })
          } else if (one.do === 'answer') {
            finish(pick(running()), (turn) => limiter.note(turn, reply(200, bucketHeaders(one.remaining))))
          } else if (one.do === 'refuse') {
            finish(pick(running()), (turn) => {
              const reason = reasons[one.what]
              const headers = { 'retry-after': String(one.seconds), ...(reason ? { 'ratelimit-reason': reason } : {}) }
              limiter.note(turn, reply(429, headers))
              said.note(turn, one.what, clock.now() + one.seconds * 1000)
            })
          } else if (one.do === 'refuse-bare') {
            finish(pick(running()), (turn) => {
              limiter.note(turn, reply(429))
              // At least the shortest back-off with the shortest jitter.
              if (said.until(turn) < clock.now()) said.note(turn, 'host', clock.now() + 1_400)
            })
          } else if (one.do === 'cancel') pick(waiting())?.stop.abort()
          else await clock.pass(one.ms)
          await settled()
          look()
        }

        for (let rounds = 0; waiting().length > 0 && rounds < 500; rounds += 1) {
          for (const request of running()) finish(request, () => {})
          await clock.pass(1_000)
          look()
        }
        expect(waiting()).toHaveLength(0)
        for (const { asked, stop } of all) if (asked.state === 'cancelled') expect(stop.signal.aborted).toBe(true)

        // No place got lost, no alarm is left on.
        for (const request of running()) finish(request, () => {})
        expect(clock.sleeping).toBe(0)
        await clock.pass(3_600_000)
        for (const host of hosts) limiter.note({ host, bucket: 'a' }, reply(200))
        const fresh = hosts.flatMap((host) => Array.from({ length: maxAtOnce }, () => ask({ host })))
        await settled()
        expect(fresh.every(({ state }) => state === 'admitted')).toBe(true)
      }
    ),
    { numRuns: 1_000 }
  )
})
