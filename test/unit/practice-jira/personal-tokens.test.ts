/** Personal access tokens: making, using and losing them; and the page on which people make them. */
import { expect, test } from 'vitest'
import type { PracticeJira } from '../../jira/index.ts'
import { basic, bearer, Browser, getJson, hiddenFields, jiraForTest, postJson, search } from './helpers.ts'

const tokensUrl = (jira: PracticeJira) => `${jira.url}/rest/pat/latest/tokens`
const tab = '/secure/ViewProfile.jspa?selectedTab=com.atlassian.pats.pats-plugin:jira-user-personal-access-tokens'

interface TokenReply {
  readonly id: number
  readonly name: string
  readonly createdAt: string
  readonly expiringAt?: string
  readonly rawToken?: string
}

async function whoAmI(jira: PracticeJira, headers: Record<string, string>) {
  const reply = await getJson(`${jira.url}/rest/api/2/myself`, headers)
  return [reply.status, reply.headers.get('x-ausername')]
}

const somebody = [200, 'anna']
const nobody = [401, 'anonymous']

test('a password makes a token, the token is its user, and makes and revokes others', async () => {
  const jira = await jiraForTest()
  const made = await postJson<TokenReply>(tokensUrl(jira), basic('anna'), { name: 'AtTrack', expirationDuration: 90 })
  expect(made.status).toBe(201)
  const { rawToken = '', createdAt, expiringAt = '' } = made.body
  expect(rawToken).toMatch(/^[A-Za-z0-9+/]{44}$/)
  expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/)
  expect(
    (Date.parse(expiringAt.replace('+0000', 'Z')) - Date.parse(createdAt.replace('+0000', 'Z'))) / 86_400_000
  ).toBe(90)
  expect(await whoAmI(jira, bearer(rawToken))).toEqual(somebody)
  expect(jira.admin.requests().at(-1)).toMatchObject({ auth: 'bearer', user: 'anna' })

  const second = await postJson<TokenReply>(tokensUrl(jira), bearer(rawToken), { name: 'second' })
  expect(second.status).toBe(201)
  expect(second.body).not.toHaveProperty('expiringAt')
  const list = await getJson<TokenReply[]>(tokensUrl(jira), bearer(rawToken))
  expect(list.body.map(({ name }) => name)).toEqual(['second', 'AtTrack'])
  expect(JSON.stringify(list.body)).not.toContain('rawToken')
  expect((await getJson<TokenReply[]>(tokensUrl(jira), basic('ben'))).body).toEqual([])

  const revoke = (headers: Record<string, string>) =>
    fetch(`${tokensUrl(jira)}/${second.body.id}`, { method: 'DELETE', headers })
  expect((await revoke(basic('ben'))).status).toBe(404)
  const revoked = await revoke(bearer(rawToken))
  expect([revoked.status, await revoked.text()]).toEqual([204, ''])
  expect(await whoAmI(jira, bearer(second.body.rawToken ?? ''))).toEqual(nobody)
})

test('a bad token is a silent nobody: 200 with less, 401 only where somebody is needed', async () => {
  const jira = await jiraForTest()
  const { rawToken, id } = jira.admin.createToken('anna', { expiresInDays: 30 })
  const ended = jira.admin.createToken('anna', { name: 'old', expired: true })
  for (const token of ['nonsense', ended.rawToken, ` ${rawToken}`, `${rawToken}x`]) {
    const list = await getJson<unknown[]>(`${jira.url}/rest/api/2/project`, bearer(token))
    expect([list.status, list.body, list.headers.get('x-ausername')]).toEqual([200, [], 'anonymous'])
    expect(list.headers.get('x-seraph-loginreason')).toBeNull()
    const me = await getJson(`${jira.url}/rest/api/2/myself`, bearer(token))
    expect([me.status, me.body['message']]).toEqual([401, 'Client must be authenticated to access this resource.'])
  }
  expect((await search(jira, { jql: 'created > -1d' }, bearer('nonsense'))).body.total).toBe(0)
  for (const prefix of ['bearer ', 'BEARER ', 'Bearer\t'])
    expect(await whoAmI(jira, { authorization: prefix + rawToken })).toEqual(nobody)
  expect(await whoAmI(jira, bearer(rawToken))).toEqual(somebody)

  jira.admin.setUserActive('anna', false)
  expect(await whoAmI(jira, bearer(rawToken))).toEqual(nobody)
  jira.admin.setUserActive('anna', true)
  expect(jira.admin.expireTokens('anna')).toBe(2)
  expect(await whoAmI(jira, bearer(rawToken))).toEqual(nobody)
  expect(jira.admin.revokeToken(id)).toBe(true)
  expect(jira.admin.revokeToken(id)).toBe(false)
  expect(jira.admin.personalTokens('anna').map(({ name }) => name)).toEqual(['old'])
})

test('nobody sees or makes tokens; wrong input is refused; there are at most ten', async () => {
  const jira = await jiraForTest()
  expect((await getJson(tokensUrl(jira))).status).toBe(401)
  expect((await postJson(tokensUrl(jira), {}, { name: 'x' })).status).toBe(401)
  for (const body of [
    {},
    { name: '' },
    { name: 'x', expirationDuration: 0 },
    { name: 'x', expirationDuration: 366 },
    null
  ])
    expect((await postJson(tokensUrl(jira), basic('anna'), body)).status).toBe(400)
  expect((await postJson(tokensUrl(jira), { ...basic('anna'), 'content-type': 'text/plain' }, {})).status).toBe(415)
  for (let at = 0; at < 10; at++) jira.admin.createToken('anna')
  expect((await postJson(tokensUrl(jira), basic('anna'), { name: 'x' })).status).toBe(400)
})

test('a browser’s User-Agent or a foreign origin may not make or revoke tokens', async () => {
  const jira = await jiraForTest()
  const { id } = jira.admin.createToken('anna')
  const forged = { ...basic('anna'), 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/130' }
  for (const headers of [
    forged,
    { ...basic('anna'), origin: 'http://evil.example.com', 'x-atlassian-token': 'no-check' }
  ]) {
    for (const [method, path] of [
      ['POST', ''],
      ['DELETE', `/${id}`]
    ] as const) {
      const reply = await fetch(tokensUrl(jira) + path, { method, headers: { ...headers } })
      expect([reply.status, await reply.text()]).toEqual([403, 'XSRF check failed'])
    }
  }
  const excused = { ...forged, 'x-atlassian-token': 'no-check' }
  expect((await postJson(tokensUrl(jira), excused, { name: 'x' })).status).toBe(201)
})

test('the page: sign in, create, see the token once, revoke', async () => {
  const jira = await jiraForTest()
  const browser = new Browser(jira)
  const first = await browser.open(tab)
  expect(first.location).toContain('/login.jsp?permissionViolation=true&os_destination=%2Fsecure%2FViewProfile.jspa%3F')
  const form = hiddenFields((await browser.open(`${jira.origin}${first.location}`)).page)
  const back = await browser.open('/login.jsp', { ...form, os_username: 'anna', os_password: 'anna-password' })
  expect(back.location).toBe(`/jira${tab}`)
  const empty = await browser.open(tab)
  expect(empty.page).toContain('You have no tokens.')
  expect((await browser.open(tab, { name: 'forged', days: '5' })).status).toBe(403)

  const fields = hiddenFields(empty.page)
  expect((await browser.open(tab, { ...fields, name: 'AtTrack', days: '400' })).page).toContain('between 1 and 365')
  const made = await browser.open(tab, { ...fields, name: 'AtTrack <b>', days: '30' })
  const raw = /id="raw-token" readonly value="([^"]+)"/.exec(made.page)?.[1] ?? ''
  expect(await whoAmI(jira, bearer(raw))).toEqual(somebody)
  const later = await browser.open(tab)
  expect(later.page).toContain('AtTrack &#60;b&#62;')
  expect(later.page).not.toContain(raw)

  const id = /name="revoke" value="(\d+)"/.exec(later.page)?.[1] ?? ''
  await browser.open(tab, { ...fields, revoke: id })
  expect(await whoAmI(jira, bearer(raw))).toEqual(nobody)
  expect(jira.admin.personalTokens('anna')).toEqual([])
})
