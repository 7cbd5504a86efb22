/** A small OAuth 2.0 client for these tests, and the person who presses Allow. */
import { createHash, randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { PracticeJira, PracticeJiraOptions } from '../../jira/index.ts'
import { bearer, Browser, getJson, hiddenFields, jiraForTest } from './helpers.ts'

export const redirectUri = 'http://localhost:8765/callback'
/** The base URL must be https; the tests talk plain http, as behind a proxy that ends TLS. */
export const baseUrl = 'https://jira.example.com/jira'

export interface Link {
  readonly clientId: string
  readonly clientSecret: string
}

export async function start(
  options: PracticeJiraOptions = {},
  scopes = ['READ']
): Promise<{ jira: PracticeJira; link: Link }> {
  const jira = await jiraForTest({ baseUrl, ...options })
  return { jira, link: jira.admin.createOAuth2Client({ name: 'AtTrack', redirectUri, scopes }) }
}

export const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')

export function authorizeQuery(link: Link, changes: Record<string, string | undefined> = {}): string {
  const values = {
    client_id: link.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 'state & 1',
    scope: 'READ',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes
  }
  return new URLSearchParams(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  ).toString()
}

/** Follows the pages as a person does, and presses a button; the address the browser is sent to. */
export async function decide(jira: PracticeJira, link: Link, button: 'approve' | 'deny', changes = {}): Promise<URL> {
  const browser = new Browser(jira)
  await browser.logIn('anna')
  const first = await browser.open(`/rest/oauth2/latest/authorize?${authorizeQuery(link, changes)}`)
  expect(first.location).toMatch(/^\/jira\/plugins\/servlet\/oauth2\/consent\?client_id=/)
  const consent = await browser.open(`${jira.origin}${first.location}`)
  expect(consent.page).toContain('AtTrack would like to access your Jira account')
  const reply = await browser.open('/plugins/servlet/oauth2/consent', { ...hiddenFields(consent.page), [button]: 'x' })
  return new URL(reply.location)
}

export interface TokenReply {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly token_type: string
  readonly error?: string
}

export async function post(jira: PracticeJira, form: Record<string, string>, headers: Record<string, string> = {}) {
  const reply = await fetch(`${jira.url}/rest/oauth2/latest/token`, {
    method: 'POST',
    headers: { 'user-agent': 'AtTrack/0.1', ...headers },
    body: new URLSearchParams(form)
  })
  return { status: reply.status, body: (await reply.json()) as TokenReply }
}

export const codeForm = (link: Link, code: string) => ({
  grant_type: 'authorization_code',
  client_id: link.clientId,
  client_secret: link.clientSecret,
  code,
  redirect_uri: redirectUri,
  code_verifier: verifier
})

export const refreshForm = (link: Link, refreshToken: string) => ({
  grant_type: 'refresh_token',
  client_id: link.clientId,
  client_secret: link.clientSecret,
  refresh_token: refreshToken,
  redirect_uri: redirectUri
})

export async function codeOf(jira: PracticeJira, link: Link, changes = {}): Promise<string> {
  return (await decide(jira, link, 'approve', changes)).searchParams.get('code') ?? ''
}

export async function user(jira: PracticeJira, token: string) {
  return (await getJson(`${jira.url}/rest/api/2/myself`, bearer(token))).headers.get('x-ausername')
}

export const refused = async (reply: ReturnType<typeof post>) => {
  const { status, body } = await reply
  return [status, body.error]
}
