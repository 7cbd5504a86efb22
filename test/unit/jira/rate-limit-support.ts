/** A clock that stands still until it is told to go on, and requests whose fate can be looked at. */
import { createRateLimiter, type RateLimiter, type Turn } from '../../../main/jira/rate-limit/rate-limiter.ts'
import type { ReplyHead } from '../../../main/jira/rate-limit/read-rate-limit.ts'
import type { Failure } from '../../../preload/contract/failures/failure.ts'

export const startedAt = Date.UTC(2026, 10, 25, 4, 0, 0)

export class StandingClock {
  #now = startedAt
  readonly #sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()

  readonly now = (): number => this.#now

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = {
        at: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper)
          resolve()
        }
      }
      this.#sleepers.add(sleeper)
      signal.addEventListener('abort', sleeper.wake)
    })

  /** Alarms that are set. */
  get sleeping(): number {
    return this.#sleepers.size
  }

  /** Goes on by `ms`, through everything that happens meanwhile, in its order. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    await settled()
    for (;;) {
      const [next] = [...this.#sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (!next) break
      this.#now = Math.max(this.#now, next.at)
      next.wake()
      await settled()
    }
    this.#now = end
  }

  /** As when somebody sets the computer's clock: nothing wakes up by it. */
  set(now: number): void {
    this.#now = now
  }
}

/** Everything that was promised and can happen now has happened. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export interface Asked {
  readonly turn: Turn
  /** `waiting`, `admitted`, or the failure's code. */
  state: 'waiting' | 'admitted' | Failure['code']
  failure?: Failure
  admittedAt?: number
  release: () => void
}

export function limiterForTest(random: () => number = () => 0.5, perHost = 4) {
  const clock = new StandingClock()
  const limiter = createRateLimiter({ now: clock.now, sleep: clock.sleep, random, perHost })
  return { clock, limiter, ask: (turn?: Partial<Turn>) => ask(limiter, clock, turn) }
}

export const usualTurn: Turn = { host: 'jira.example.com', bucket: 'GET /search' }

function ask(limiter: RateLimiter, clock: StandingClock, turn: Partial<Turn> = {}): Asked {
  const asked: Asked = { turn: { ...usualTurn, ...turn }, state: 'waiting', release: () => {} }
  void limiter.admit(asked.turn).then((result) => {
    if (result.ok) {
      asked.release = result.value
      asked.admittedAt = clock.now()
      asked.state = 'admitted'
    } else {
      asked.failure = result.failure
      asked.state = result.failure.code
    }
  })
  return asked
}

export const reply = (status: number, headers: Record<string, string> = {}): ReplyHead => ({ status, headers })

export const bucketHeaders = (remaining: number, limit = 50, fillRate = 1, interval = 1): Record<string, string> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-fillrate': String(fillRate),
  'x-ratelimit-interval-seconds': String(interval),
  'retry-after': '0'
})
