/** What clients asked the Cloud, for tests to look at. No secrets: no headers, no bodies. */
export interface LoggedCloudRequest {
  /** Epoch milliseconds, real time. */
  readonly at: number
  /** `auth`, `api`, or the name of a site. */
  readonly server: string
  readonly method: string
  readonly path: string
  readonly query: string
  /** 0 when the connection was reset instead of an answer. */
  readonly status: number
  /** User name; `anonymous` when nobody. */
  readonly user: string
  readonly clientId: string | undefined
  readonly auth: 'none' | 'basic' | 'bearer' | 'session'
  readonly points: number
  /** The client sent a Cookie header. */
  readonly cookie: boolean
  readonly userAgent: string
  readonly faults: readonly string[]
}

export class CloudRequestLog {
  #entries: LoggedCloudRequest[] = []
  readonly #print: boolean

  constructor(print: boolean) {
    this.#print = print
  }

  add(entry: LoggedCloudRequest): void {
    this.#entries.push(entry)
    if (!this.#print) return
    const faults = entry.faults.length === 0 ? '' : ` [${entry.faults.join(', ')}]`
    process.stderr.write(`${entry.status} ${entry.server} ${entry.method} ${entry.path} ${entry.user}${faults}\n`)
  }

  entries(): readonly LoggedCloudRequest[] {
    return [...this.#entries]
  }

  reset(): void {
    this.#entries = []
  }
}
