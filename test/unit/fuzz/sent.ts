/** One call as the window might send it. */
import { inspect } from 'node:util'
import fc from 'fast-check'

/** Says what it is without writing it out: some of what is sent would never end. */
export class Sent {
  readonly raw: unknown

  constructor(raw: unknown) {
    this.raw = raw
  }

  [fc.toStringMethod](): string {
    return inspect(this.raw, { depth: 3, maxStringLength: 300, maxArrayLength: 10 })
  }
}
