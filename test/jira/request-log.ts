/** What clients asked, for tests to look at and, when wanted, as lines in a file. No secrets: no headers, no bodies. */
import { appendFileSync } from 'node:fs'

export interface LoggedRequest {
  readonly at: number
  readonly method: string
  /** Path after the context path. */
  readonly path: string
  readonly query: string
  readonly status: number
  /** User Jira took the request for; `anonymous` when nobody. */
  readonly user: string
  readonly ms: number
  /** How the request tried to authenticate. */
  readonly auth: 'none' | 'basic' | 'oauth' | 'bearer' | 'session'
  /** The client sent a Cookie header: our client never should. */
  readonly cookie: boolean
  readonly userAgent: string
  /** Faults that had a hand in the reply. */
  readonly faults: readonly string[]
}

export class RequestLog {
  #entries: LoggedRequest[] = []
  readonly #file: string | undefined
  readonly #print: boolean

  constructor(file: string | undefined, print: boolean) {
    this.#file = file
    this.#print = print
  }

  add(entry: LoggedRequest): void {
    this.#entries.push(entry)
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
    if (this.#print) {
      const faults = entry.faults.length === 0 ? '' : ` [${entry.faults.join(', ')}]`
      process.stderr.write(`${entry.status} ${entry.method} ${entry.path} ${entry.user} ${entry.ms} ms${faults}\n`)
    }
  }

  entries(): readonly LoggedRequest[] {
    return [...this.#entries]
  }

  reset(): void {
    this.#entries = []
  }
}
