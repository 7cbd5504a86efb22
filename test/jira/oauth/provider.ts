/** Application links and tokens: who may ask, what was granted, and until when. */
import { createHash, randomBytes, randomInt, type KeyObject } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { TokenLifetimes } from '../options.ts'
import { NonceMemory } from './message.ts'
import { OAuthProblem } from './problems.ts'
import { readPublicKey } from './signature.ts'

/** What an administrator enters under *Create incoming link*. */
export interface ApplicationLinkInput {
  readonly consumerKey: string
  readonly consumerName: string
  readonly publicKeyPem: string
  readonly callbackUrl?: string
  /** What the list of links calls it; the consumer's name when absent. */
  readonly applicationName?: string
}

export interface Consumer {
  readonly key: string
  readonly name: string
  readonly applicationName: string
  readonly publicKey: KeyObject
  readonly callbackUrl: string | undefined
}

export interface RequestToken {
  readonly kind: 'request'
  readonly token: string
  readonly secret: string
  readonly consumer: string
  /** Undefined means out of band: the page shows the verifier. */
  readonly callback: string | undefined
  readonly expires: number
  state: 'undecided' | 'allowed' | 'denied'
  user: string | undefined
  verifier: string | undefined
}

export interface AccessToken {
  readonly kind: 'access'
  readonly token: string
  readonly secret: string
  readonly consumer: string
  readonly user: string
  readonly expires: number
  readonly handle: string
  readonly sessionExpires: number
}

const verifierLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789'

function randomToken(): string {
  return randomBytes(24).toString('base64url')
}

export class OAuthProvider {
  readonly nonces = new NonceMemory()
  readonly #consumers = new Map<string, Consumer>()
  readonly #tokens = new Map<string, RequestToken | AccessToken>()
  readonly #clock: Clock
  readonly #lifetimes: TokenLifetimes

  constructor(clock: Clock, lifetimes: TokenLifetimes) {
    this.#clock = clock
    this.#lifetimes = lifetimes
  }

  consumers(): readonly Consumer[] {
    return [...this.#consumers.values()]
  }

  consumer(key: string): Consumer | undefined {
    return this.#consumers.get(key)
  }

  /** Returns a message for the administrator when the input is refused. */
  addLink(input: ApplicationLinkInput): string | undefined {
    const key = input.consumerKey.trim()
    if (key === '') return 'Consumer key is required'
    if (this.#consumers.has(key)) return `A consumer with the key '${key}' already exists`
    return this.#keep(key, input)
  }

  /** Another key, name or callback for an existing link; tokens given out under it stay. As for addLink. */
  changeLink(key: string, input: Omit<ApplicationLinkInput, 'consumerKey'>): string | undefined {
    const known = this.#consumers.get(key)
    if (known === undefined) return `There is no consumer with the key '${key}'`
    const { applicationName, callbackUrl = '' } = known
    return this.#keep(key, { applicationName, callbackUrl, ...input })
  }

  #keep(key: string, input: Omit<ApplicationLinkInput, 'consumerKey'>): string | undefined {
    const name = input.consumerName.trim()
    if (name === '') return 'Consumer name is required'
    const publicKey = readPublicKey(input.publicKeyPem)
    if (publicKey === undefined) return 'The public key is not a valid RSA public key'
    const callbackUrl = input.callbackUrl?.trim()
    this.#consumers.set(key, {
      key,
      name,
      applicationName: input.applicationName?.trim() || name,
      publicKey,
      callbackUrl: callbackUrl === '' ? undefined : callbackUrl
    })
    return undefined
  }

  /** Removing a link also removes every token given out under it. */
  removeLink(key: string): boolean {
    for (const [name, token] of this.#tokens) if (token.consumer === key) this.#tokens.delete(name)
    return this.#consumers.delete(key)
  }

  /** As when the user revokes the access in the profile. */
  revokeTokens(user: string): number {
    let revoked = 0
    for (const [name, token] of this.#tokens) {
      if (token.user !== user) continue
      this.#tokens.delete(name)
      revoked++
    }
    return revoked
  }

  issueRequestToken(consumer: Consumer, callback: string): RequestToken {
    const token: RequestToken = {
      kind: 'request',
      token: randomToken(),
      secret: randomToken(),
      consumer: consumer.key,
      // `oob` falls back to the callback registered with the link.
      callback: callback === 'oob' ? consumer.callbackUrl : callback,
      expires: this.#clock.now() + this.#lifetimes.requestToken * 1000,
      state: 'undecided',
      user: undefined,
      verifier: undefined
    }
    this.#tokens.set(token.token, token)
    return token
  }

  find(token: string): RequestToken | AccessToken | undefined {
    return this.#tokens.get(token)
  }

  /** A request token somebody may still decide on; throws OAuthProblem otherwise. */
  undecided(token: string): RequestToken {
    const found = this.#tokens.get(token)
    if (found === undefined || found.kind !== 'request') throw new OAuthProblem('token_rejected')
    if (found.expires <= this.#clock.now()) throw new OAuthProblem('token_expired')
    if (found.state !== 'undecided') throw new OAuthProblem('token_used')
    return found
  }

  allow(token: RequestToken, user: string): string {
    token.state = 'allowed'
    token.user = user
    token.verifier = Array.from({ length: 6 }, () => verifierLetters[randomInt(verifierLetters.length)]).join('')
    return token.verifier
  }

  deny(token: RequestToken, user: string): void {
    token.state = 'denied'
    token.user = user
  }

  /** The request token is gone afterwards. */
  swap(token: RequestToken): AccessToken {
    this.#tokens.delete(token.token)
    return this.#issueAccessToken(token.consumer, token.user ?? '')
  }

  /** The old access token is gone afterwards. */
  renew(token: AccessToken): AccessToken {
    this.#tokens.delete(token.token)
    return this.#issueAccessToken(token.consumer, token.user)
  }

  /** Makes an access token without anybody pressing Allow, for benches and demos. */
  grant(consumerKey: string, user: string): AccessToken {
    return this.#issueAccessToken(consumerKey, user)
  }

  #issueAccessToken(consumer: string, user: string): AccessToken {
    const now = this.#clock.now()
    const token: AccessToken = {
      kind: 'access',
      token: randomToken(),
      secret: randomToken(),
      consumer,
      user,
      expires: now + this.#lifetimes.accessToken * 1000,
      handle: randomToken(),
      sessionExpires: now + this.#lifetimes.session * 1000
    }
    this.#tokens.set(token.token, token)
    return token
  }
}

/** SHA-256 of the DER public key, as an administrator would compare it. */
export function fingerprint(key: KeyObject): string {
  const hash = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
  return (hash.match(/../g) ?? []).join(':').toUpperCase()
}
