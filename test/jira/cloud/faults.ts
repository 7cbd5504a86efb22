/** What can go wrong with the Cloud on request: each fault by name, and the board that says which are on. */
import { html, json, text, type Reply } from '../exchange.ts'
import { parseFault, type FaultOptions } from '../faults/fault.ts'
import type { CloudExchange } from './exchange.ts'
import { limited } from './limits.ts'

/** `rest`: REST of gateway and sites; `token`: the token endpoint; `gateway`: everything at the gateway. */
type CloudFaultScope = 'all' | 'rest' | 'search' | 'gateway' | 'token'

interface CloudFault {
  readonly describe: string
  readonly scope: CloudFaultScope
  /** Besides the common `times`, `skip`, `every` and `path`. */
  readonly options?: FaultOptions
  /** Answers in the server's place, before anybody is authenticated. */
  instead?(options: FaultOptions): Reply
  /** Changes what would have been answered; what the request did stays done. */
  change?(reply: Reply, options: FaultOptions): Reply
}

const maintenance = `<!DOCTYPE html><html><head><title>Atlassian Cloud Notifications - Page Unavailable</title></head>
<body><h1>Your Atlassian Cloud site is currently unavailable.</h1></body></html>`

export const cloudFaults = {
  unavailable: {
    describe: '503 with a page',
    scope: 'all',
    options: { retryAfter: 5 },
    instead: (options) => {
      const reply = html(503, maintenance)
      return { ...reply, headers: { ...reply.headers, 'retry-after': String(options['retryAfter']) } }
    }
  },
  'token-unavailable': {
    describe: 'the token endpoint answers 503, nothing is rotated',
    scope: 'token',
    instead: () => json(503, { error: 'temporarily_unavailable', error_description: 'Service Unavailable' })
  },
  'lost-token-reply': {
    describe: 'tokens are made (and rotated), but the connection is reset before the answer',
    scope: 'token',
    options: { times: 1 },
    change: (reply) => ({ ...reply, delivery: 'reset' })
  },
  quota: {
    describe: '429, the app has spent its points of this hour',
    scope: 'rest',
    options: { retryAfter: 60 },
    instead: (options) => {
      const seconds = Number(options['retryAfter'])
      return limited('jira-quota-global-based', seconds, 65_000, Date.now() + seconds * 1000)
    }
  },
  burst: {
    describe: '429, too many requests to one endpoint',
    scope: 'rest',
    options: { retryAfter: 1 },
    instead: (options) => {
      const seconds = Number(options['retryAfter'])
      return limited('jira-burst-based', seconds, 100, Date.now() + seconds * 1000)
    }
  },
  'rate-limit-bare': {
    describe: '429 of the gateway without Retry-After or any other hint',
    scope: 'rest',
    instead: () => text(429, 'Too Many Requests')
  },
  'scope-mismatch': {
    describe: '401 because a scope is missing',
    scope: 'rest',
    instead: () => json(401, { code: 401, message: 'Unauthorized; scope does not match' })
  },
  unauthorized: {
    describe: '401 of the gateway, as for an access token that is over',
    scope: 'gateway',
    instead: () => json(401, { code: 401, message: 'Unauthorized' })
  },
  'invalid-json': {
    describe: '200 with JSON that stops half-way',
    scope: 'rest',
    change: (reply) => ({ ...reply, body: half(String(reply.body)) })
  },
  'html-page': {
    describe: '200 with a page of a proxy instead of JSON',
    scope: 'rest',
    instead: () =>
      html(200, '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Company gateway</body></html>')
  },
  'repeated-page-token': {
    describe: 'search/jql gives the same nextPageToken again and again',
    scope: 'search',
    change: repeatToken
  },
  'connection-reset': {
    describe: 'the connection is reset before anything is answered',
    scope: 'all',
    instead: () => ({ status: 200, headers: {}, body: '', delivery: 'reset' })
  },
  slow: {
    describe: 'every reply comes late (option ms)',
    scope: 'all',
    options: { ms: 3000 },
    change: (reply, options) => ({ ...reply, delayMs: Number(options['ms']) })
  }
} satisfies Readonly<Record<string, CloudFault>>

export type CloudFaultName = keyof typeof cloudFaults

function half(body: string): string {
  return body.slice(0, Math.ceil(body.length / 2))
}

const repeated = 'Ch0jU3RyaW5nJlUwMVQmSW50JlBBR0U'

function repeatToken(reply: Reply): Reply {
  // The token means nothing to the search behind it, which refuses it: an empty page then.
  const body = reply.status === 200 ? (JSON.parse(String(reply.body)) as Record<string, unknown>) : { issues: [] }
  return { ...reply, status: 200, body: JSON.stringify({ ...body, nextPageToken: repeated, isLast: false }) }
}

interface ActiveFault {
  readonly name: CloudFaultName
  readonly fault: CloudFault
  readonly options: FaultOptions
  met: number
  struck: number
}

export class CloudFaults {
  readonly #active = new Map<string, ActiveFault>()

  /** Throws on an unknown name: a test that asks for it is wrong. */
  set(name: string, on: boolean, options: FaultOptions = {}): void {
    if (!isFault(name)) throw new Error(`no fault named ${name}; there are: ${Object.keys(cloudFaults).join(', ')}`)
    const fault: CloudFault = cloudFaults[name]
    if (on) this.#active.set(name, { name, fault, options: { ...fault.options, ...options }, met: 0, struck: 0 })
    else this.#active.delete(name)
  }

  setFromText(description: string): void {
    const { name, options } = parseFault(description)
    this.set(name, true, options)
  }

  clear(): void {
    this.#active.clear()
  }

  active(): readonly { name: string; options: FaultOptions; met: number; struck: number }[] {
    return [...this.#active.values()].map(({ name, options, met, struck }) => ({ name, options, met, struck }))
  }

  instead(exchange: CloudExchange): Reply | undefined {
    for (const active of this.#active.values()) {
      if (active.fault.instead !== undefined && strikes(active, exchange)) return active.fault.instead(active.options)
    }
    return undefined
  }

  change(reply: Reply, exchange: CloudExchange): Reply {
    let changed = reply
    for (const active of this.#active.values()) {
      if (active.fault.change !== undefined && strikes(active, exchange))
        changed = active.fault.change(changed, active.options)
    }
    return changed
  }
}

function isFault(name: string): name is CloudFaultName {
  return Object.hasOwn(cloudFaults, name)
}

/** Counts the request and applies `path`, `skip`, `every` and `times`. */
function strikes(active: ActiveFault, exchange: CloudExchange): boolean {
  const { path, skip, every, times } = active.options
  if (!inScope(active.fault.scope, exchange)) return false
  if (typeof path === 'string' && !exchange.path.includes(path)) return false
  active.met++
  const counted = active.met - (typeof skip === 'number' ? skip : 0)
  if (counted <= 0) return false
  if (typeof every === 'number' && every > 1 && counted % every !== 0) return false
  if (typeof times === 'number' && active.struck >= times) return false
  active.struck++
  exchange.faults.push(active.name)
  return true
}

function inScope(scope: CloudFaultScope, exchange: CloudExchange): boolean {
  const { server, path } = exchange
  switch (scope) {
    case 'all':
      return true
    case 'gateway':
      return server === 'api'
    case 'token':
      return server === 'auth' && path === '/oauth/token'
    case 'rest':
      return server !== 'auth' && path.includes('/rest/api/')
    case 'search':
      return server !== 'auth' && path.endsWith('/search/jql')
  }
}
