/** `nextPageToken`: opaque, good for one query of one person, seven days long; stands for the place after an issue. */
import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Issue } from '../../issues/types.ts'

const lifetime = 7 * 86_400_000

interface Place {
  readonly query: string
  /** The last issue of the page before, as it was then: the next page starts after its sort values. */
  readonly after: Issue
  readonly expiresAt: number
}

export class PageTokens {
  readonly #places = new Map<string, Place>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  issue(jql: string, userName: string, after: Issue): string {
    const token = randomBytes(60).toString('base64')
    this.#places.set(token, {
      query: digest(jql, userName),
      after: { ...after },
      expiresAt: this.#clock.now() + lifetime
    })
    return token
  }

  /** Undefined: never given out, over, or for another query. */
  find(token: string, jql: string, userName: string): Issue | undefined {
    const place = this.#places.get(token)
    if (place === undefined || place.expiresAt <= this.#clock.now()) return undefined
    return place.query === digest(jql, userName) ? place.after : undefined
  }

  expireAll(): void {
    this.#places.clear()
  }
}

function digest(jql: string, userName: string): string {
  return createHash('sha256').update(`${userName}\n${jql}`).digest('hex')
}
