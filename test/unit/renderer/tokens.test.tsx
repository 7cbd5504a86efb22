/** Server version → Personal access token, and OAuth 2.0 with an incoming link. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure, ok, type FailureCode, type ServerMethod } from '../../../preload/contract/index.ts'
import { wayOut } from '../../../renderer/features/connections/ways-out.ts'
import { targetOfConnection, targetOfSite } from '../../../renderer/features/connections/sign-in-target.ts'
import { emptyState, type FakeBridge } from './fake-bridge.ts'
import { connection, site } from './fake-data.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'

async function choose(method: string, prepare?: (fake: FakeBridge) => void): Promise<Drawn> {
  const drawn = renderApp('/connections', emptyState(), prepare)
  const { user } = drawn
  await user.click(await button('Add Account'))
  const server = await screen.findByRole('group', { name: 'Server version' })
  await user.click(within(server).getByRole('button', { name: 'Log in to Jira' }))
  await user.type(await screen.findByRole('textbox', { name: 'Link to your Jira' }), 'jira.example.com{Enter}')
  await user.click(await screen.findByRole('radio', { name: method }))
  return drawn
}

const siteUrl = 'https://jira.example.com/jira'
const tokenField = () =>
  screen.findByLabelText<HTMLInputElement>('Personal access token', { selector: 'input[type=password]' })

describe('personal access token', () => {
  test('signs in with the token and its date, and forgets the token at once', async () => {
    const { user, asked, fake } = await choose('Personal access token', (one) =>
      one.answer('connections.signInWithToken', () => err(failure('token-refused', { host: 'jira.example.com' })))
    )
    const field = await tokenField()
    await user.type(field, 'first{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('Jira does not accept this token')
    expect(field.value).toBe('')
    expect(document.activeElement).toBe(field)
    fake.answer('connections.signInWithToken', () => ok(connection('c9', { method: 'pat' })))
    await user.keyboard('second')
    await user.type(screen.getByLabelText('Expires on'), '2027-01-31')
    await user.click(screen.getByRole('button', { name: 'Log in' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('connections.signInWithToken')).toEqual([
      { siteUrl, token: 'first' },
      { siteUrl, token: 'second', expiresOn: '2027-01-31' }
    ])
  })

  test('the link leads to the page in Jira where tokens are made', async () => {
    const { user, asked } = await choose('Personal access token')
    await user.click(await screen.findByRole('link', { name: 'Open your tokens in Jira' }))
    expect(asked('app.openExternal')).toEqual([
      {
        url: `${siteUrl}/secure/ViewProfile.jspa?selectedTab=com.atlassian.pats.pats-plugin:jira-user-personal-access-tokens`
      }
    ])
  })

  test('Jira makes one: closed at first, then with its own fields; the password does not stay', async () => {
    const { user, asked } = await choose('Personal access token')
    await tokenField()
    expect(screen.queryByRole('textbox', { name: 'Username' })).toBeNull()
    expect(screen.queryByLabelText('Password')).toBeNull()
    const disclosure = await button('Have Jira make one for me')
    expect(disclosure.getAttribute('aria-expanded')).toBe('false')
    await user.click(disclosure)
    expect(disclosure.getAttribute('aria-expanded')).toBe('true')
    const name = await screen.findByRole('textbox', { name: 'Username' })
    expect(document.activeElement).toBe(name)
    await user.keyboard('klarsen')
    await user.type(screen.getByLabelText('Password'), 'secret')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Token name' }).value).toBe('AtTrack')
    await user.click(screen.getByRole('button', { name: 'Make the token and log in' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('connections.createToken')).toEqual([
      { siteUrl, username: 'klarsen', password: 'secret', name: 'AtTrack', days: 90 }
    ])
  })

  test('a number of days that is none is said at its field', async () => {
    const { user } = await choose('Personal access token')
    await user.click(await button('Have Jira make one for me'))
    await user.type(await screen.findByRole('textbox', { name: 'Username' }), 'klarsen')
    await user.type(screen.getByLabelText('Password'), 'secret')
    const days = screen.getByRole<HTMLInputElement>('textbox', { name: 'Days until it expires' })
    await user.clear(days)
    await user.type(days, 'soon{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('Enter 1 day or more.')
    expect(document.activeElement).toBe(days)
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('')
  })

  test('it is not offered where passwords are impossible', async () => {
    await choose('Personal access token', (fake) =>
      fake.answer('connections.findSite', () =>
        ok({
          ...site,
          methods: site.methods.map((one) => (one.method === 'password' ? { ...one, impossible: 'Off.' } : one))
        })
      )
    )
    await tokenField()
    expect(screen.queryByRole('button', { name: 'Have Jira make one for me' })).toBeNull()
  })
})

describe('OAuth 2.0', () => {
  test('says beforehand what is needed, with the redirect URL to copy', async () => {
    const { user, asked } = await choose('OAuth 2.0')
    expect(await screen.findByText(/type “External application”/)).toBeTruthy()
    expect(screen.getByText(/As permission choose “Read”/)).toBeTruthy()
    const url = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Redirect URL' })
    expect(url.value).toBe('http://localhost:47135/attrack/callback')
    await user.click(await button('Copy Redirect URL'))
    expect(asked('app.copy')).toEqual([{ text: url.value }])
  })

  test('starts with client and secret, which does not stay; the wait is that of every sign-in', async () => {
    const { user, asked } = await choose('OAuth 2.0')
    await user.type(await screen.findByRole('textbox', { name: 'Client ID' }), 'abc')
    await user.type(screen.getByLabelText('Client secret'), 'hush')
    await user.click(screen.getByRole('button', { name: 'Use my browser instead' }))
    await screen.findByText('Allow access in your browser')
    expect(document.body.innerHTML).not.toContain('hush')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(screen.getByLabelText<HTMLInputElement>('Client secret').value).toBe('')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Log in to Jira' })))
    expect(asked('connections.startOAuth2')).toEqual([
      { siteUrl, clientId: 'abc', clientSecret: 'hush', via: 'browser' }
    ])
    expect(asked('connections.cancelSignIn')).toEqual([{ flowId: 'f1' }])
  })

  test('a Jira without https offers the recommended way instead', async () => {
    const { user } = await choose('OAuth 2.0', (fake) =>
      fake.answer('connections.startOAuth2', () =>
        err(failure('oauth2-needs-https', { host: 'jira.example.com', baseUrl: 'http://jira.example.com' }))
      )
    )
    await user.type(await screen.findByRole('textbox', { name: 'Client ID' }), 'abc')
    await user.click(screen.getByRole('button', { name: 'Log in to Jira' }))
    await user.click(await button('Sign in with login and password instead'))
    expect(await screen.findByRole('textbox', { name: 'Username' })).toBeTruthy()
  })

  test('a port that is taken leads to Settings', async () => {
    const { user } = await choose('OAuth 2.0', (fake) =>
      fake.answer('connections.startOAuth2', () => err(failure('callback-port-in-use', { port: '47135' })))
    )
    await user.type(await screen.findByRole('textbox', { name: 'Client ID' }), 'abc')
    await user.click(screen.getByRole('button', { name: 'Log in to Jira' }))
    const open = await button('Open Settings')
    // The secret was sent and is gone: it is what has to be entered again.
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Client secret')))
    await user.click(open)
    expect(await screen.findByRole('textbox', { name: 'Port for sign-ins' })).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'OAuth 2.0 sign-ins' }))
  })
})

describe('ways out', () => {
  const target = targetOfSite(site)
  const without = (...gone: ServerMethod[]) => ({
    ...target,
    methods: target.methods.map((one) => (gone.includes(one.method) ? { ...one, impossible: 'No.' } : one))
  })
  const recommending = (method: ServerMethod) => ({
    ...target,
    methods: target.methods.map((one) => ({ ...one, recommended: one.method === method }))
  })

  test.each<[ServerMethod, FailureCode, ServerMethod | null]>([
    ['password', 'basic-disabled', 'pat'],
    ['password', 'captcha-required', 'pat'],
    ['password', 'password-wrong', null],
    ['password', 'sso-page', 'oauth1'],
    ['pat', 'tokens-unavailable', 'password'],
    ['pat', 'timed-out', null],
    ['oauth1', 'oauth-denied', null],
    ['oauth2', 'oauth2-grant-ended', 'password']
  ])('%s, %s → %s', (method, code, expected) => {
    expect(wayOut(target, method, code)).toBe(expected)
  })

  test('the recommended one comes first, an impossible one never, and the failed one is not offered', () => {
    expect(wayOut(recommending('oauth1'), 'password', 'basic-disabled')).toBe('oauth1')
    expect(wayOut(recommending('password'), 'password', 'basic-disabled')).toBe('pat')
    const again = targetOfConnection(connection('c1', { method: 'oauth2' }), 'Jira')
    expect(wayOut(again, 'pat', 'token-refused')).toBe('oauth2')
    expect(wayOut(without('pat', 'oauth1'), 'password', 'basic-disabled')).toBe('oauth2')
    expect(wayOut(without('pat', 'oauth1', 'oauth2'), 'password', 'basic-disabled')).toBeNull()
  })
})
