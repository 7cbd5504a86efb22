/** What a fault is. Each one is a small entry in one of the tables next to this file. */
import type { KeyObject } from 'node:crypto'
import type { Exchange, Reply } from '../exchange.ts'
import type { OAuthProblem } from '../oauth/problems.ts'
import type { World } from '../world.ts'

export type FaultOptions = Readonly<Record<string, string | number | boolean>>

export type OAuthStep = 'request-token' | 'access-token' | 'access'

/** Requests a fault touches when the option `path` does not say otherwise. */
export type FaultScope = 'all' | 'rest' | 'search' | 'oauth' | 'basic' | 'bearer' | 'refresh'

export interface Fault {
  readonly name: string
  readonly describe: string
  readonly scope: FaultScope
  /** Options with their defaults, besides the common `times`, `skip`, `every` and `path`. */
  readonly options?: FaultOptions
  /** Answers instead of Jira, before anybody is authenticated. */
  instead?(exchange: Exchange, world: World, options: FaultOptions): Reply | undefined
  /** Changes what Jira would have answered. */
  change?(reply: Reply, exchange: Exchange, world: World, options: FaultOptions): Reply
  /** Credentials are not looked at. */
  readonly ignoresCredentials?: boolean
  /** Bearer tokens are not looked at; other credentials are. */
  readonly ignoresBearer?: boolean
  /** The problem an OAuth request runs into. */
  oauth?(step: OAuthStep, world: World, options: FaultOptions): OAuthProblem | undefined
  /** The public key signatures are checked with. */
  publicKey?(key: KeyObject): KeyObject
  /** Called when the fault is switched, for those that change the server rather than a reply. */
  switched?(on: boolean, world: World, options: FaultOptions): void
}

/** `name` or `name:key=value,key=value`, as on the command line. */
export function parseFault(text: string): { name: string; options: FaultOptions } {
  const colon = text.indexOf(':')
  if (colon < 0) return { name: text, options: {} }
  const options: Record<string, string | number | boolean> = {}
  for (const part of text.slice(colon + 1).split(',')) {
    const equals = part.indexOf('=')
    const name = equals < 0 ? part : part.slice(0, equals)
    const value = equals < 0 ? 'true' : part.slice(equals + 1)
    options[name] =
      value === 'true' ? true : value === 'false' ? false : /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  }
  return { name: text.slice(0, colon), options }
}
