/** Signs one request for Jira's OAuth 1.0a (RSA-SHA1): RFC 5849 §3.4 to §3.5.1. */
import { randomBytes, sign as rsaSign, type KeyObject } from 'node:crypto'
import OAuth from 'oauth-1.0a'

export type FormFields = readonly (readonly [name: string, value: string])[]

export interface OAuth1Request {
  readonly method: string
  /** Absolute http or https URL as it will be sent, with its query. */
  readonly url: string
  /** The fields of an `application/x-www-form-urlencoded` body; any other body is not signed. */
  readonly form?: FormFields
  readonly consumerKey: string
  /** From `parsePrivateKey`. */
  readonly privateKey: KeyObject
  /** A request token or an access token; its secret plays no part in RSA-SHA1 (§3.4.3). */
  readonly token?: string
  readonly callback?: string
  readonly verifier?: string
  /** `oauth_session_handle`, to renew an access token. */
  readonly sessionHandle?: string
  /** Seconds since 1970 by the *server's* clock when it is known to differ; this computer's when absent. */
  readonly timestampSeconds?: number
  readonly nonce?: string
}

export interface OAuth1Signed {
  /** The value of the `Authorization` header. */
  readonly authorizationHeader: string
  /** For comparison with the `oauth_signature_base_string` Jira may send back. Holds the token: never log it whole. */
  readonly baseString: string
}

/** RFC 5849 §3.6. Unlike `encodeURIComponent` it does not throw on half a surrogate pair. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`
  )

/**
 * RFC 5849 §3.4.1.2: scheme and host in lower case, default port dropped, no query, no fragment.
 * The WHATWG parser does exactly this, and does it as the transports do, so what is signed is what is sent.
 */
export function baseStringUri(url: string): string {
  const parsed = new URL(url)
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}

/** The query's parameters, decoded as a form (RFC 5849 §3.4.1.3.1): `+` is a space, duplicates stay. */
const queryParameters = (url: string): [string, string][] => [...new URL(url).searchParams]

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** RFC 5849 §3.4.1.3.2: encode first, then sort by name and value; everything is ASCII by then. */
export const normaliseParameters = (parameters: FormFields): string =>
  parameters
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort((a, b) => byBytes(a[0], b[0]) || byBytes(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

/** RFC 5849 §3.4.1.1. `oauth` holds the protocol parameters without `oauth_signature`. */
export const signatureBaseString = (method: string, url: string, form: FormFields, oauth: FormFields): string =>
  [
    method.toUpperCase(),
    percentEncode(baseStringUri(url)),
    percentEncode(normaliseParameters([...queryParameters(url), ...form, ...oauth]))
  ].join('&')

/** RSASSA-PKCS1-v1_5 with SHA-1 over the base string, base64 (RFC 5849 §3.4.3). */
export const rsaSha1 = (baseString: string, privateKey: KeyObject): string =>
  rsaSign('sha1', Buffer.from(baseString), privateKey).toString('base64')

/**
 * The library with its own URL and parameter handling replaced: it keeps host case and default ports, sorts names
 * before values are known, does not read `+`, and draws nonces from `Math.random`.
 */
class JiraOAuth extends OAuth {
  readonly #request: OAuth1Request
  readonly #extra: FormFields

  constructor(request: OAuth1Request, extra: FormFields) {
    super({
      consumer: { key: request.consumerKey, secret: '' },
      signature_method: 'RSA-SHA1',
      hash_function: (baseString) => rsaSha1(baseString, request.privateKey)
    })
    this.#request = request
    this.#extra = extra
  }

  override getBaseString(request: OAuth.RequestOptions, data: OAuth.Data): string {
    const protocol = Object.entries(data).map(([name, value]): [string, string] => [name, String(value)])
    return signatureBaseString(request.method, request.url, this.#request.form ?? [], [...protocol, ...this.#extra])
  }

  override percentEncode(text: string): string {
    return percentEncode(String(text))
  }

  override getNonce(): string {
    return this.#request.nonce ?? randomBytes(16).toString('hex')
  }

  override getTimeStamp(): number {
    return this.#request.timestampSeconds ?? Math.floor(Date.now() / 1000)
  }
}

/**
 * Signs `request`. No realm is sent: Jira ignores it, and a proxy may not.
 * `url` must be an absolute http or https URL; anything else is a defect of the caller and throws.
 */
export function signOAuth1(request: OAuth1Request): OAuth1Signed {
  const extra: [string, string][] = []
  if (request.callback !== undefined) extra.push(['oauth_callback', request.callback])
  if (request.verifier !== undefined) extra.push(['oauth_verifier', request.verifier])
  if (request.sessionHandle !== undefined) extra.push(['oauth_session_handle', request.sessionHandle])
  const oauth = new JiraOAuth(request, extra)
  const token = request.token === undefined ? undefined : { key: request.token, secret: '' }
  const { oauth_signature: signature, ...data } = oauth.authorize({ method: request.method, url: request.url }, token)
  const baseString = oauth.getBaseString({ method: request.method, url: request.url }, data)
  const header = oauth.toHeader({ ...data, ...Object.fromEntries(extra), oauth_signature: signature })
  return { authorizationHeader: header.Authorization, baseString }
}
