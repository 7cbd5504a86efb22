/** A practice Cloud per test, and the requests a client makes of it. */
import { onTestFinished } from 'vitest'
import { startPracticeCloud, type PracticeCloud, type PracticeCloudOptions } from '../../jira/cloud/index.ts'

export const redirectUri = 'http://127.0.0.1:47111/callback'
export const usualScopes = 'read:jira-work read:jira-user read:me offline_access'

/** Small unless the options say otherwise: the recorded projects on acme, 240 generated issues on globex. */
export async function cloudForTest(options: PracticeCloudOptions = {}): Promise<PracticeCloud> {
  const cloud = await startPracticeCloud(options)
  onTestFinished(() => cloud.close())
  return cloud
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: any
  readonly text: string
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const reply = await fetch(url, { redirect: 'manual', ...init })
  const text = await reply.text()
  const isJson = /json/.test(reply.headers.get('content-type') ?? '')
  return { status: reply.status, headers: reply.headers, text, body: isJson ? parsed(text) : text }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function basic(email: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${email}:${secret}`).toString('base64')}` }
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body)
  }
}

export interface App {
  readonly clientId: string
  readonly clientSecret: string
}

export function registered(cloud: PracticeCloud): App {
  return cloud.admin.registerClient({ redirectUris: [redirectUri] })
}

export function authorizeUrl(cloud: PracticeCloud, app: App, changes: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    audience: 'api.atlassian.com',
    client_id: app.clientId,
    scope: usualScopes,
    redirect_uri: redirectUri,
    state: 'st-1',
    response_type: 'code',
    prompt: 'consent',
    ...changes
  })
  return `${cloud.authUrl}/authorize?${query}`
}

/** A browser's part: follows the log-in page, then shows the consent page. */
export async function logIn(cloud: PracticeCloud, url: string, email: string, password: string) {
  const first = await ask(url)
  const login = new URL(first.headers.get('location') ?? '', cloud.authUrl)
  const target = login.searchParams.get('continue') ?? ''
  const form = new URLSearchParams({ continue: target, email, password })
  const reply = await ask(`${cloud.authUrl}/login`, { method: 'POST', body: form })
  const cookie = (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const location = reply.headers.get('location')
  const page = location === null ? undefined : await ask(new URL(location, cloud.authUrl).href, { headers: { cookie } })
  return { cookie, page, loginReply: reply }
}

/** Presses Accept or Cancel; the address the browser is sent to. */
export async function decide(
  cloud: PracticeCloud,
  url: string,
  decision: 'accept' | 'cancel',
  site: string,
  email = 'anna@jira.example.com',
  password = 'anna-password'
): Promise<URL> {
  const { cookie, page } = await logIn(cloud, url, email, password)
  const csrf = /name="csrf" value="([^"]+)"/.exec(page?.text ?? '')?.[1] ?? ''
  const cloudId = cloud.sites.find((one) => one.name === site)?.cloudId ?? ''
  const body = new URLSearchParams({ csrf, decision, site: cloudId })
  const reply = await ask(url, { method: 'POST', body, headers: { cookie } })
  return new URL(reply.headers.get('location') ?? 'about:blank')
}

export interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly scope: string
}

export function exchangeCode(cloud: PracticeCloud, app: App, code: string): Promise<Answer> {
  return ask(
    `${cloud.authUrl}/oauth/token`,
    post({
      grant_type: 'authorization_code',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      code,
      redirect_uri: redirectUri
    })
  )
}

export function refresh(cloud: PracticeCloud, app: App, token: string): Promise<Answer> {
  return ask(
    `${cloud.authUrl}/oauth/token`,
    post({
      grant_type: 'refresh_token',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      refresh_token: token
    })
  )
}

/** Log-in, consent and exchange. */
export async function signIn(
  cloud: PracticeCloud,
  app: App,
  site = 'acme',
  scope = usualScopes,
  email?: string,
  password?: string
): Promise<Tokens> {
  const back = await decide(cloud, authorizeUrl(cloud, app, { scope }), 'accept', site, email, password)
  return (await exchangeCode(cloud, app, back.searchParams.get('code') ?? '')).body as Tokens
}

export function gateway(cloud: PracticeCloud, site: string): string {
  return `${cloud.apiUrl}/ex/jira/${cloud.sites.find((one) => one.name === site)?.cloudId ?? ''}`
}

export function siteUrl(cloud: PracticeCloud, site: string): string {
  return cloud.sites.find((one) => one.name === site)?.url ?? ''
}
