/** A small client for these tests: passwords, OAuth signatures made with node:crypto, a browser with one cookie. */
import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { startPracticeJira, type PracticeJira, type PracticeJiraOptions } from '../../jira/index.ts'

/** Started for one test, closed after it. */
export async function jiraForTest(options: PracticeJiraOptions = {}): Promise<PracticeJira> {
  const jira = await startPracticeJira({ projects: false, ...options })
  onTestFinished(() => jira.close())
  return jira
}

export function basic(user: string, password = `${user}-password`): Record<string, string> {
  return {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    'user-agent': 'AtTrack/0.1'
  }
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'user-agent': 'AtTrack/0.1' }
}

export interface JsonReply<T = Record<string, unknown>> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

export async function getJson<T = Record<string, unknown>>(
  url: string,
  headers: Record<string, string> = {}
): Promise<JsonReply<T>> {
  const reply = await fetch(url, { headers: { 'user-agent': 'AtTrack/0.1', ...headers }, redirect: 'manual' })
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as T }
}

export async function postJson<T = Record<string, unknown>>(
  url: string,
  headers: Record<string, string>,
  body: unknown
): Promise<JsonReply<T>> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body)
  })
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as T }
}

export interface SearchReply {
  readonly startAt: number
  readonly maxResults: number
  readonly total: number
  readonly issues: { id: string; key: string; fields?: Record<string, unknown> }[]
  readonly warningMessages?: string[]
  readonly errorMessages?: string[]
}

export async function search(
  jira: PracticeJira,
  body: Record<string, unknown>,
  headers: Record<string, string> = basic('anna')
): Promise<JsonReply<SearchReply>> {
  const reply = await fetch(`${jira.url}/rest/api/2/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'AtTrack/0.1', ...headers },
    body: JSON.stringify(body)
  })
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as SearchReply }
}

export const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const publicKeyPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
export const link = { consumerKey: 'Oauth_attrack_prod', consumerName: 'AtTrack', publicKeyPem }

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** Own signer, sharing no code with the server: parameters here are simple enough to sort by name. */
export function sign(
  method: string,
  url: string,
  extra: Record<string, string>,
  now = Date.now()
): Record<string, string> {
  const oauth: Record<string, string> = {
    oauth_consumer_key: link.consumerKey,
    oauth_nonce: randomBytes(12).toString('hex'),
    oauth_signature_method: 'RSA-SHA1',
    oauth_timestamp: String(Math.floor(now / 1000)),
    oauth_version: '1.0',
    ...extra
  }
  const parsed = new URL(url)
  const all = [...Object.entries(oauth), ...parsed.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
  const base = [method, `${parsed.origin}${parsed.pathname}`, all.join('&')].map(encode).join('&')
  return { ...oauth, oauth_signature: createSign('RSA-SHA1').update(base).sign(keys.privateKey, 'base64') }
}

export function oauthHeader(parameters: Record<string, string>): Record<string, string> {
  const text = Object.entries(parameters)
    .map(([name, value]) => `${encode(name)}="${encode(value)}"`)
    .join(', ')
  return { authorization: `OAuth ${text}`, 'user-agent': 'AtTrack/0.1' }
}

export interface FormReply {
  readonly status: number
  readonly headers: Headers
  readonly form: Record<string, string>
  readonly text: string
}

/** POST with a signed header; reads the form-encoded answer. */
export async function oauthPost(url: string, extra: Record<string, string>, now?: number): Promise<FormReply> {
  return formReply(await fetch(url, { method: 'POST', headers: oauthHeader(sign('POST', url, extra, now)) }))
}

export async function formReply(reply: Response): Promise<FormReply> {
  const text = await reply.text()
  return { status: reply.status, headers: reply.headers, text, form: Object.fromEntries(new URLSearchParams(text)) }
}

/** Enough of a browser: one cookie, no automatic redirects, forms with their hidden fields. */
export class Browser {
  readonly #jira: PracticeJira
  #cookie = ''

  constructor(jira: PracticeJira) {
    this.#jira = jira
  }

  async open(path: string, form?: Record<string, string>): Promise<{ status: number; location: string; page: string }> {
    const reply = await fetch(path.startsWith('http') ? path : `${this.#jira.url}${path}`, {
      redirect: 'manual',
      headers: { 'user-agent': 'Mozilla/5.0', ...(this.#cookie === '' ? {} : { cookie: this.#cookie }) },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) })
    })
    const cookie = /JSESSIONID=[^;]+/.exec(reply.headers.get('set-cookie') ?? '')?.[0]
    if (cookie !== undefined) this.#cookie = cookie
    return { status: reply.status, location: reply.headers.get('location') ?? '', page: await reply.text() }
  }

  async logIn(user: string, password = `${user}-password`): Promise<void> {
    await this.open('/login.jsp')
    const reply = await this.open('/login.jsp', { os_username: user, os_password: password })
    if (reply.status !== 302) throw new Error(`log-in of ${user} failed: ${reply.page}`)
  }
}

/** Hidden fields of a page's forms. */
export function hiddenFields(page: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, name, value] of page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)) {
    fields[name as string] = (value as string).replace(/&#(\d+);/g, (_, code: string) =>
      String.fromCharCode(Number(code))
    )
  }
  return fields
}

export const requestTokenUrl = (jira: PracticeJira): string => `${jira.url}/plugins/servlet/oauth/request-token`
export const accessTokenUrl = (jira: PracticeJira): string => `${jira.url}/plugins/servlet/oauth/access-token`

/** With AtTrack's application link in place. */
export async function linkedJira(options?: PracticeJiraOptions): Promise<PracticeJira> {
  const jira = await jiraForTest(options)
  jira.admin.createApplicationLink(link)
  return jira
}

export async function requestToken(jira: PracticeJira, callback = 'oob'): Promise<string> {
  const reply = await oauthPost(requestTokenUrl(jira), { oauth_callback: callback })
  if (reply.status !== 200) throw new Error(reply.text)
  return reply.form['oauth_token'] as string
}

export function signedGet(jira: PracticeJira, path: string, token: string, now?: number) {
  const url = `${jira.url}${path}`
  return fetch(url, { headers: oauthHeader(sign('GET', url, { oauth_token: token }, now)) })
}
