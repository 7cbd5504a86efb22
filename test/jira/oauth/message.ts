/** The OAuth parameters of one request, wherever they travel, and the checks of net.oauth's SimpleOAuthValidator. */
import type { KeyObject } from 'node:crypto'
import type { Exchange } from '../exchange.ts'
import { signatureBaseString } from './base-string.ts'
import { parseForm, parseOAuthHeader, type Pair } from './encode.ts'
import { OAuthProblem } from './problems.ts'
import { verifyRsaSha1 } from './signature.ts'

export interface OAuthMessage {
  readonly method: string
  /** Address as this server sees itself: scheme, host, port, context path, path. */
  readonly url: string
  /** Header, query and form parameters together. */
  readonly pairs: readonly Pair[]
  get(name: string): string | undefined
}

/** Parameters count wherever they are: Authorization header, query string, form body (RFC 5849 §3.5). */
export function readMessage(exchange: Exchange, seenOrigin: string): OAuthMessage {
  const form = /^application\/x-www-form-urlencoded\b/i.test(exchange.headers['content-type'] ?? '')
  const pairs: Pair[] = [
    ...(parseOAuthHeader(exchange.headers.authorization) ?? []),
    ...parseForm(exchange.rawQuery),
    ...(form ? parseForm(exchange.body.toString('utf8')) : [])
  ]
  return messageOf(exchange.method, `${seenOrigin}${exchange.rawPath}`, pairs)
}

export function messageOf(method: string, url: string, pairs: readonly Pair[]): OAuthMessage {
  const values = new Map<string, string>()
  for (const [name, value] of pairs) if (!values.has(name)) values.set(name, value)
  return { method, url, pairs, get: (name) => values.get(name) }
}

const accessParameters = [
  'oauth_consumer_key',
  'oauth_token',
  'oauth_signature_method',
  'oauth_signature',
  'oauth_timestamp',
  'oauth_nonce'
] as const

/** A REST request counts as OAuth only with all six parameters; with fewer it is anonymous. */
export function isAccessAttempt(message: OAuthMessage): boolean {
  return accessParameters.every((name) => message.get(name) !== undefined)
}

export function requireParameters(message: OAuthMessage, names: readonly string[]): void {
  const absent = names.filter((name) => (message.get(name) ?? '') === '')
  if (absent.length > 0) throw new OAuthProblem('parameter_absent', { oauth_parameters_absent: absent.join('&') })
}

/** Nonces seen within the time window; older ones are refused by their timestamp anyway. */
export class NonceMemory {
  readonly #seen = new Map<string, number>()

  /** False when this nonce was used before. */
  use(nonce: string, timestamp: number, oldest: number): boolean {
    for (const [name, at] of this.#seen) {
      if (at >= oldest) break
      this.#seen.delete(name)
    }
    if (this.#seen.has(nonce)) return false
    this.#seen.set(nonce, timestamp)
    return true
  }
}

export const timestampWindowSeconds = 300

/** Throws OAuthProblem in the order net.oauth checks: repeats, presence, version, time, nonce, method, signature. */
export function validateMessage(message: OAuthMessage, publicKey: KeyObject, nowMs: number, nonces: NonceMemory): void {
  refuseRepeats(message)
  requireParameters(message, [
    'oauth_consumer_key',
    'oauth_signature_method',
    'oauth_signature',
    'oauth_timestamp',
    'oauth_nonce'
  ])
  const version = message.get('oauth_version')
  if (version !== undefined && version !== '1.0') {
    throw new OAuthProblem('version_rejected', { oauth_acceptable_versions: '1.0-1.0' })
  }
  checkTime(message, nowMs, nonces)
  if (message.get('oauth_signature_method') !== 'RSA-SHA1') {
    throw new OAuthProblem('signature_method_rejected', { oauth_acceptable_signature_methods: 'RSA-SHA1' })
  }
  const signature = message.get('oauth_signature') as string
  const baseString = signatureBaseString(message.method, message.url, message.pairs)
  if (!verifyRsaSha1(baseString, signature, publicKey)) {
    throw new OAuthProblem('signature_invalid', {
      oauth_signature: signature,
      oauth_signature_base_string: baseString,
      oauth_signature_method: 'RSA-SHA1'
    })
  }
}

function refuseRepeats(message: OAuthMessage): void {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const [name] of message.pairs) {
    if (!name.startsWith('oauth_')) continue
    if (seen.has(name)) repeated.add(name)
    seen.add(name)
  }
  if (repeated.size > 0) {
    throw new OAuthProblem('parameter_rejected', { oauth_parameters_rejected: [...repeated].join('&') })
  }
}

function checkTime(message: OAuthMessage, nowMs: number, nonces: NonceMemory): void {
  const text = message.get('oauth_timestamp') as string
  const now = Math.floor(nowMs / 1000)
  const oldest = now - timestampWindowSeconds
  const newest = now + timestampWindowSeconds
  const timestamp = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(timestamp))
    throw new OAuthProblem('parameter_rejected', { oauth_parameters_rejected: 'oauth_timestamp' })
  if (timestamp < oldest || timestamp > newest) {
    throw new OAuthProblem('timestamp_refused', { oauth_acceptable_timestamps: `${oldest}-${newest}` })
  }
  const nonce = [
    text,
    message.get('oauth_nonce'),
    message.get('oauth_consumer_key'),
    message.get('oauth_token') ?? ''
  ].join(' ')
  if (!nonces.use(nonce, timestamp, oldest)) throw new OAuthProblem('nonce_used')
}
