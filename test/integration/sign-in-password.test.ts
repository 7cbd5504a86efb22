import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { codeOf, must, startTestApp, type TestApp } from './support/test-app.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import { recognised } from '../support/recognised.ts'

let jira: PracticeJira
let app: TestApp
const servers: Server[] = []

beforeAll(async () => {
  jira = await startPracticeJira({ version: '10.3' })
})
afterAll(() => jira.close())
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(async () => {
  await app.close()
  for (const server of servers.splice(0)) server.close()
})

const signIn = (password = 'anna-password', siteUrl = jira.url, username = 'anna') =>
  app.invoke('connections.signInWithPassword', { siteUrl, username, password })

async function withFault<T>(name: string, action: () => Promise<T>): Promise<T> {
  jira.admin.setFault(name, true)
  try {
    return await action()
  } finally {
    jira.admin.setFault(name, false)
  }
}

/** A server that is no Jira. */
async function answering(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler as never)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('the right password makes a connection that names the Jira user', async () => {
  const connection = must(await signIn())
  expect(connection).toMatchObject({ status: 'connected', method: 'password', userName: 'anna', siteUrl: jira.url })
  expect(must(await app.invoke('connections.list', {})).connections).toHaveLength(1)
})

test('a wrong password is told as one, tried once, and nothing is kept', async () => {
  jira.admin.resetRequests()
  const result = await signIn('wrong')
  expect(result).toMatchObject({ ok: false, failure: { code: 'password-wrong', field: 'password' } })
  recognised({ code: 'password-wrong', by: 'a wrong password', how: 'sign-in' })
  expect(jira.admin.requests().filter((one) => one.path.endsWith('/myself'))).toHaveLength(1)
  expect(must(await app.invoke('connections.list', {})).connections).toHaveLength(0)
  jira.admin.clearCaptcha('anna')
})

test('after three wrong passwords the CAPTCHA is named, for the right password too', async () => {
  for (let tries = 0; tries < 3; tries += 1) await signIn('wrong')
  expect(codeOf(await signIn())).toBe('captcha-required')
  jira.admin.clearCaptcha('anna')
  expect(codeOf(await signIn())).toBe('ok')
})

test('a password changed in Jira is refused once and then not sent again by itself', async () => {
  const project = must(await app.invoke('projects.create', { name: 'P' }))
  const connection = must(await signIn())
  const list = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: 'DAEMON' })
  )
  const daemon = list.projects.find((one) => one.key === 'DAEMON')
  // The keychain now holds what Jira no longer accepts.
  await app.secrets.set('password', connection.id, JSON.stringify(['anna', 'old']))
  must(
    await app.invoke('links.create', {
      projectId: project.id,
      connectionId: connection.id,
      jiraProjectId: daemon?.id ?? ''
    })
  )
  const idle = async () => {
    while (must(await app.invoke('sync.status', { projectId: project.id })).links.some((link) => link.running))
      await new Promise((r) => setTimeout(r, 20))
  }
  await idle()
  jira.admin.resetRequests()
  for (let tries = 0; tries < 3; tries += 1) {
    must(await app.invoke('sync.start', { projectId: project.id }))
    await idle()
    must(await app.invoke('connections.check', { id: connection.id }))
  }
  expect(jira.admin.requests()).toHaveLength(0)
  const [now] = must(await app.invoke('connections.list', {})).connections
  expect(now).toMatchObject({ status: 'needs-sign-in', failure: { code: 'password-wrong' } })
  const again = await app.invoke('connections.signInWithPassword', {
    siteUrl: jira.url,
    username: 'anna',
    password: 'anna-password',
    connectionId: connection.id
  })
  expect(must(again)).toMatchObject({ id: connection.id, status: 'connected' })
  jira.admin.clearCaptcha('anna')
})

test.each([
  ['basic-disabled', 'basic-disabled'],
  ['anonymous-silent', 'anonymous-reply'],
  ['maintenance', 'site-unavailable'],
  ['gateway-504', 'site-unavailable'],
  ['truncated-json', 'reply-not-understood'],
  ['invalid-json', 'reply-not-understood'],
  ['error-500', 'jira-error'],
  ['connection-reset', 'connection-lost'],
  ['sso-page', 'sso-page'],
  ['sso-redirect', 'redirected-elsewhere'],
  ['rate-limit', 'rate-limited']
])('the fault %s is told as %s', async (fault, code) => {
  must(await app.invoke('connections.findSite', { address: jira.url }))
  expect(codeOf(await withFault(fault, () => signIn()))).toBe(code)
  recognised({ code: code as FailureCode, by: fault, how: 'sign-in' })
})

test('an address where nothing listens, a name that does not exist, and a missing interface each have their own words', async () => {
  expect(codeOf(await signIn('x', 'http://127.0.0.1:9'))).toBe('connection-refused')
  recognised({ code: 'connection-refused', by: 'nothing listens at the address', how: 'sign-in' })
  expect(codeOf(await signIn('x', 'http://jira.invalid'))).toBe('dns-not-found')
  const other = await answering((_request, reply) => {
    reply.writeHead(404, { 'Content-Type': 'text/html' }).end('<title>Intranet</title>')
  })
  const found = await app.invoke('connections.findSite', { address: other })
  expect(codeOf(found)).toBe('not-jira')
  recognised({ code: 'not-jira', by: 'another web server at the address', how: 'sign-in' })
  expect(JSON.stringify(found)).toContain('Intranet')
})

test('other products are named', async () => {
  const found = await withFault('other-product', () => app.invoke('connections.findSite', { address: jira.url }))
  expect(codeOf(found)).toBe('other-product')
  expect(JSON.stringify(found)).toContain('Confluence')
})

test.each([
  ['', (url: string) => url],
  ['a slash', (url: string) => `${url}/`],
  ['an issue', (url: string) => `${url}/browse/MOD-1`],
  ['the dashboard', (url: string) => `${url}/secure/Dashboard.jspa`],
  ['the login page', (url: string) => `${url}/login.jsp?os_destination=%2Fdefault.jsp`],
  ['the REST interface', (url: string) => `${url}/rest/api/2`],
  ['the host alone, without scheme or path', (url: string) => new URL(url).host]
])('the link to Jira may be that of %s', async (_name, paste) => {
  const site = must(await app.invoke('connections.findSite', { address: paste(jira.url) }))
  expect(site.url).toBe(jira.url)
  expect(site.label).toContain(`10.3.2 at ${jira.url}`)
})

test('a base URL that differs is shown with what it means for OAuth 1.0', async () => {
  const proxied = await startPracticeJira({ baseUrl: 'https://jira.example.com/jira' })
  try {
    const site = must(await app.invoke('connections.findSite', { address: proxied.url }))
    expect(site.baseUrlWarning).toContain('https://jira.example.com/jira')
    expect(site.baseUrlWarning).toContain('OAuth 1.0')
  } finally {
    await proxied.close()
  }
})

test('a user who may browse nothing is told whom to ask for what', async () => {
  const project = must(await app.invoke('projects.create', { name: 'P' }))
  const connection = must(await signIn('ben-password', jira.url, 'ben'))
  const list = must(await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id }))
  expect(list.projects).toEqual([])
  expect(list.explanation?.remedy).toContain('Browse Projects')
})

test('one of 567 projects is found by typing', async () => {
  const project = must(await app.invoke('projects.create', { name: 'P' }))
  const connection = must(await signIn())
  const all = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, limit: 200 })
  )
  expect(all.total).toBeGreaterThan(500)
  jira.admin.resetRequests()
  const some = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: 'daemon' })
  )
  expect(some.projects.map((one) => one.key)).toContain('DAEMON')
  expect(some.total).toBeLessThan(20)
  // Who types a key means that project, however many names hold those letters.
  const mod = must(
    await app.invoke('jiraProjects.list', { connectionId: connection.id, projectId: project.id, search: 'mod' })
  )
  expect(mod.projects.length).toBeGreaterThan(1)
  expect(mod.projects[0]?.key).toBe('MOD')
  // Typing asks the list fetched a moment ago, not Jira.
  expect(jira.admin.requests()).toHaveLength(0)
  const counted = must(
    await app.invoke('jiraProjects.countIssues', {
      connectionId: connection.id,
      jiraProjectId: some.projects.find((one) => one.key === 'DAEMON')?.id ?? ''
    })
  )
  expect(counted.issues).toBe(jira.admin.issues('DAEMON').length)
})

test('requests carry our own User-Agent, no Origin and no cookies', async () => {
  const seen: Record<string, unknown>[] = []
  const url = await answering((request, reply) => {
    seen.push(request.headers)
    reply.writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': 'JSESSIONID=1; Path=/' })
    reply.end(JSON.stringify({ baseUrl: 'http://x', version: '9.12.0', name: 'anna', displayName: 'Anna' }))
  })
  await signIn('x', url)
  expect(seen.length).toBeGreaterThan(1)
  for (const headers of seen) {
    expect(headers['user-agent']).toMatch(/^AtTrack\//)
    expect(headers['origin']).toBeUndefined()
    expect(headers['cookie']).toBeUndefined()
  }
})
