/** Passwords: refusals as recorded, and the CAPTCHA after three failures. */
import { expect, test } from 'vitest'
import { basic, Browser, getJson, hiddenFields, jiraForTest } from './helpers.ts'

async function raw(url: string, headers: Record<string, string>) {
  const reply = await fetch(url, { headers, redirect: 'manual' })
  return { status: reply.status, headers: reply.headers, text: await reply.text() }
}

test('a right password signs in, with X-AUSERNAME and X-Seraph-LoginReason', async () => {
  const jira = await jiraForTest()
  const reply = await getJson(`${jira.url}/rest/api/2/myself`, basic('anna'))
  expect(reply.status).toBe(200)
  expect(reply.body).toMatchObject({ name: 'anna', timeZone: 'America/Los_Angeles' })
  expect(reply.headers.get('x-ausername')).toBe('anna')
  expect(reply.headers.get('x-seraph-loginreason')).toBe('OK')
})

test('UTF-8 names and passwords work, and X-AUSERNAME is URL-encoded', async () => {
  const jira = await jiraForTest()
  const reply = await getJson(`${jira.url}/rest/api/2/myself`, basic('zoë', 'Zoë: pässwörd %+&'))
  expect(reply.status).toBe(200)
  expect(reply.headers.get('x-ausername')).toBe('zo%C3%AB')
})

test('a wrong password is told in HTML with the recorded headers', async () => {
  const jira = await jiraForTest()
  const reply = await raw(`${jira.url}/rest/api/2/myself`, basic('anna', 'wrong'))
  expect(reply.status).toBe(401)
  expect(reply.headers.get('content-type')).toBe('text/html;charset=UTF-8')
  expect(reply.headers.get('x-seraph-loginreason')).toBe('AUTHENTICATED_FAILED')
  expect(reply.headers.get('www-authenticate')).toBe(`OAuth realm="${encodeURIComponent(jira.url)}"`)
  expect(reply.text).toContain('Basic Authentication Failure - Reason : AUTHENTICATED_FAILED')
})

test('no credentials: anonymous without a challenge for Basic', async () => {
  const jira = await jiraForTest()
  const reply = await getJson(`${jira.url}/rest/api/2/myself`)
  expect(reply.status).toBe(401)
  expect(reply.headers.get('www-authenticate')).not.toMatch(/basic/i)
  expect(reply.headers.get('x-ausername')).toBe('anonymous')
  expect((await getJson<unknown[]>(`${jira.url}/rest/api/2/project`)).body).toEqual([])
})

test('after three failures even the right password meets the CAPTCHA, until the web log-in solves it', async () => {
  const jira = await jiraForTest()
  const url = `${jira.url}/rest/api/2/myself`
  for (let failure = 0; failure < 3; failure++) expect((await raw(url, basic('anna', 'wrong'))).status).toBe(401)
  for (const password of ['wrong', 'anna-password']) {
    const reply = await raw(url, basic('anna', password))
    expect(reply.status).toBe(403)
    expect(reply.headers.get('x-seraph-loginreason')).toBe('AUTHENTICATION_DENIED')
    expect(reply.headers.get('x-authentication-denied-reason')).toBe(
      `CAPTCHA_CHALLENGE; login-url=${jira.url}/login.jsp`
    )
    expect(reply.text).toContain('AUTHENTICATION_DENIED')
  }
  expect((await raw(url, basic('ben'))).status).toBe(200)

  const browser = new Browser(jira)
  expect((await browser.open('/login.jsp')).page).not.toContain('os_captcha')
  const shown = await browser.open('/login.jsp', { os_username: 'anna', os_password: 'anna-password' })
  expect(shown.page).toContain('name="os_captcha"')
  const again = await browser.open('/login.jsp', {
    os_username: 'anna',
    os_password: 'anna-password',
    os_captcha: 'nonsense'
  })
  const word = /id="captcha-image">([a-z]+)</.exec(again.page)?.[1] ?? ''
  expect(word).toHaveLength(5)
  expect((await raw(url, basic('anna'))).status).toBe(403)
  const done = await browser.open('/login.jsp', { os_username: 'anna', os_password: 'anna-password', os_captcha: word })
  expect(done.status).toBe(302)
  expect((await raw(url, basic('anna'))).status).toBe(200)
})

test('an administrator clears the CAPTCHA; a success in between forgets the failures', async () => {
  const jira = await jiraForTest()
  const url = `${jira.url}/rest/api/2/myself`
  for (let failure = 0; failure < 2; failure++) await raw(url, basic('anna', 'wrong'))
  expect((await raw(url, basic('anna'))).status).toBe(200)
  for (let failure = 0; failure < 3; failure++) expect((await raw(url, basic('anna', 'wrong'))).status).toBe(401)
  expect((await raw(url, basic('anna'))).status).toBe(403)
  jira.admin.clearCaptcha('anna')
  expect((await raw(url, basic('anna'))).status).toBe(200)
})

test('the web log-in goes back to where it was asked for, and only within this Jira', async () => {
  const jira = await jiraForTest()
  const browser = new Browser(jira)
  const first = await browser.open('/browse/MOD-1866')
  expect(first.location).toMatch(/^\/jira\/login\.jsp\?permissionViolation=true&os_destination=%2Fbrowse%2FMOD-1866/)
  const form = hiddenFields((await browser.open(`${jira.origin}${first.location}`)).page)
  const back = await browser.open('/login.jsp', { ...form, os_username: 'anna', os_password: 'anna-password' })
  expect(back.location).toBe('/jira/browse/MOD-1866')
  expect((await browser.open('/browse/MOD-1866')).page).toContain('Facebook: Logout event')
  const stranger = new Browser(jira)
  for (const target of ['//evil.example.com', 'https://evil.example.com', '/\\evil.example.com']) {
    const reply = await stranger.open('/login.jsp', {
      os_username: 'anna',
      os_password: 'anna-password',
      os_destination: target
    })
    expect(reply.location).toBe('/jira/secure/Dashboard.jspa')
  }
})
