/** Which faults are on, and whether one strikes the request at hand. */
import type { KeyObject } from 'node:crypto'
import type { Exchange, Reply } from '../exchange.ts'
import type { World } from '../world.ts'
import { parseFault, type Fault, type FaultOptions, type FaultScope, type OAuthStep } from './fault.ts'
import { faultTable } from './registry.ts'

interface ActiveFault {
  readonly fault: Fault
  readonly options: FaultOptions
  /** Requests within its reach so far. */
  met: number
  /** Requests it struck. */
  struck: number
}

export class FaultSwitchboard {
  readonly #active = new Map<string, ActiveFault>()
  readonly #world: () => World

  constructor(world: () => World) {
    this.#world = world
  }

  /** Throws on an unknown name: a test that asks for it is wrong. */
  set(name: string, on: boolean, options: FaultOptions = {}): void {
    const fault = faultTable.get(name)
    if (fault === undefined) throw new Error(`no fault named ${name}; there are: ${[...faultTable.keys()].join(', ')}`)
    // Switching off undoes what was switched on, whatever the options were.
    const merged = { ...fault.options, ...(on ? {} : this.#active.get(name)?.options), ...options }
    if (on) this.#active.set(name, { fault, options: merged, met: 0, struck: 0 })
    else this.#active.delete(name)
    fault.switched?.(on, this.#world(), merged)
  }

  setFromText(text: string): void {
    const { name, options } = parseFault(text)
    this.set(name, true, options)
  }

  clear(): void {
    for (const name of this.#active.keys()) this.set(name, false)
  }

  active(): readonly { name: string; options: FaultOptions; met: number; struck: number }[] {
    return [...this.#active.values()].map(({ fault, options, met, struck }) => ({
      name: fault.name,
      options,
      met,
      struck
    }))
  }

  isOn(name: string): boolean {
    return this.#active.has(name)
  }

  option(name: string, option: string): string | number | boolean | undefined {
    return this.#active.get(name)?.options[option]
  }

  /** The reply of the first fault that answers in Jira's place. */
  instead(exchange: Exchange): Reply | undefined {
    for (const active of this.#active.values()) {
      if (active.fault.instead === undefined || !this.#strikes(active, exchange)) continue
      const reply = active.fault.instead(exchange, this.#world(), active.options)
      if (reply !== undefined) return reply
    }
    return undefined
  }

  change(reply: Reply, exchange: Exchange): Reply {
    let changed = reply
    for (const active of this.#active.values()) {
      if (active.fault.change === undefined || !this.#strikes(active, exchange)) continue
      changed = active.fault.change(changed, exchange, this.#world(), active.options)
    }
    return changed
  }

  ignoresCredentials(exchange: Exchange): boolean {
    for (const active of this.#active.values()) {
      if (active.fault.ignoresCredentials === true && this.#strikes(active, exchange)) return true
    }
    return false
  }

  ignoresBearer(exchange: Exchange): boolean {
    for (const active of this.#active.values()) {
      if (active.fault.ignoresBearer === true && this.#strikes(active, exchange)) return true
    }
    return false
  }

  throwOAuthProblem(exchange: Exchange, step: OAuthStep): void {
    for (const active of this.#active.values()) {
      const problem = active.fault.oauth?.(step, this.#world(), active.options)
      if (problem !== undefined && this.#strikes(active, exchange)) throw problem
    }
  }

  publicKey(exchange: Exchange, key: KeyObject): KeyObject {
    for (const active of this.#active.values()) {
      if (active.fault.publicKey !== undefined && this.#strikes(active, exchange)) return active.fault.publicKey(key)
    }
    return key
  }

  /** Counts the request and applies `path`, `skip`, `every` and `times`. */
  #strikes(active: ActiveFault, exchange: Exchange): boolean {
    const { fault, options } = active
    const path = exchange.path ?? exchange.rawPath
    const { path: wanted, skip, every, times } = options
    if (typeof wanted === 'string' ? !path.includes(wanted) : !inScope(fault.scope, path, exchange)) return false
    active.met++
    const counted = active.met - (typeof skip === 'number' ? skip : 0)
    if (counted <= 0) return false
    if (typeof every === 'number' && every > 1 && counted % every !== 0) return false
    if (typeof times === 'number' && active.struck >= times) return false
    active.struck++
    exchange.faults.push(fault.name)
    return true
  }
}

function inScope(scope: FaultScope, path: string, exchange: Exchange): boolean {
  switch (scope) {
    case 'all':
    case 'oauth':
      return true
    case 'rest':
      return path.startsWith('/rest/')
    case 'search':
      return /^\/rest\/api\/(2|latest)\/search$/.test(path)
    case 'bearer':
      return /^Bearer\s/i.test(exchange.headers.authorization ?? '')
    case 'refresh':
      return path === '/rest/oauth2/latest/token' && /\bgrant_type=refresh_token\b/.test(exchange.body.toString('utf8'))
    case 'basic':
      return /^Basic\s/i.test(exchange.headers.authorization ?? '')
  }
}
