import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { err, failure, ok, type Connection, type Result } from '../../../preload/contract/index.ts'
import { emptyState, type FakeBridge } from './fake-bridge.ts'
import { connection, project } from './fake-data.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'

async function toOAuth(prepare?: (fake: FakeBridge) => void): Promise<Drawn> {
  const drawn = renderApp('/projects/p1', { ...emptyState(), projects: [project('p1', 'Shelves')] }, prepare)
  const { user } = drawn
  await user.click(await button('Add Account'))
  const server = await screen.findByRole('group', { name: 'Server version' })
  await user.click(within(server).getByRole('button', { name: 'Log in to Jira' }))
  await user.type(await screen.findByRole('textbox', { name: 'Link to your Jira' }), 'jira.example.com{Enter}')
  await user.click(await screen.findByRole('radio', { name: 'OAuth 1.0' }))
  return drawn
}

/** An answer of `awaitSignIn` that comes when the test says so. */
function later() {
  let resolve: (result: Result<Connection>) => void = () => undefined
  const promise = new Promise<Result<Connection>>((done) => (resolve = done))
  return { promise, resolve }
}

test('the window way: starts with the default consumer key, waits, then shows the connection', async () => {
  const outcome = later()
  const { user, asked, fake } = await toOAuth((one) => one.answer('connections.awaitSignIn', () => outcome.promise))
  await user.click(await button('Log in to Jira'))
  expect(await screen.findByText('Allow access in the window that just opened')).toBeTruthy()
  expect(asked('connections.startOAuth1')).toEqual([
    { siteUrl: 'https://jira.example.com/jira', consumerKey: 'Oauth_attrack_prod', via: 'window' }
  ])
  expect(screen.getByText(/shows the page of jira.example.com\/jira/)).toBeTruthy()
  // Nothing on the screen leads away from a sign-in that is under way, but Cancel.
  expect(screen.queryByRole('button', { name: 'Use another address' })).toBeNull()
  fake.state.connections = [connection('c9')]
  outcome.resolve(ok(connection('c9')))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(await screen.findByText('jira.example.com')).toBeTruthy()
  expect(asked('connections.cancelSignIn')).toEqual([])
})

test('the browser and the code way ask main for them', async () => {
  const { user, asked } = await toOAuth()
  await user.click(await button('Use my browser instead'))
  await screen.findByText('Allow access in your browser')
  const address = screen.getByRole<HTMLInputElement>('textbox', { name: 'Address of Jira’s page', hidden: true })
  expect(address.value).toContain('oauth_token=abc')
  await user.click(screen.getByRole('button', { name: 'Cancel' }))
  await user.click(await button('Paste the code instead'))
  await screen.findByRole('textbox', { name: 'Verification code' })
  expect(asked('connections.startOAuth1')).toMatchObject([{ via: 'browser' }, { via: 'code' }])
  expect(asked('connections.cancelSignIn')).toEqual([{ flowId: 'f1' }])
})

test('a pasted code is handed over; a wrong one is said at the field', async () => {
  const { user, asked } = await toOAuth((fake) =>
    fake.answer('connections.submitVerifier', () => err(failure('oauth-verifier-wrong')))
  )
  await user.click(await button('Paste the code instead'))
  await user.type(await screen.findByRole('textbox', { name: 'Verification code' }), 'abc123')
  await user.click(screen.getByRole('button', { name: 'Confirm code' }))
  expect((await screen.findByRole('alert')).textContent).toContain('The code was not accepted')
  expect(asked('connections.submitVerifier')).toEqual([{ flowId: 'f1', verifier: 'abc123' }])
})

test('closing the dialog cancels the sign-in that nobody waits for any more', async () => {
  const { user, asked } = await toOAuth()
  await user.click(await button('Log in to Jira'))
  await screen.findByText('Allow access in the window that just opened')
  await user.click(screen.getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(asked('connections.cancelSignIn')).toEqual([{ flowId: 'f1' }]))
})

test('closing while Jira is still being asked cancels the flow as soon as it has a name', async () => {
  let started: (
    value: Result<{ flowId: string; authorizeUrl: string; via: 'window'; expiresAt: number }>
  ) => void = () => undefined
  const { user, asked } = await toOAuth((fake) =>
    fake.answer('connections.startOAuth1', () => new Promise((done) => (started = done)))
  )
  await user.click(await button('Log in to Jira'))
  await user.click(screen.getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  started(ok({ flowId: 'f7', authorizeUrl: 'https://jira.example.com', via: 'window', expiresAt: Date.now() }))
  await waitFor(() => expect(asked('connections.cancelSignIn')).toEqual([{ flowId: 'f7' }]))
  expect(asked('connections.awaitSignIn')).toEqual([])
})

test('an unknown consumer leads to the set-up and back, with the key that was tried', async () => {
  const { user } = await toOAuth((fake) =>
    fake.answer('connections.startOAuth1', () =>
      err(failure('oauth-consumer-unknown', { host: 'jira.example.com', consumerKey: 'mine' }))
    )
  )
  const key = await screen.findByRole('textbox', { name: 'Consumer key' })
  await user.clear(key)
  await user.type(key, 'mine')
  await user.click(await button('Log in to Jira'))
  const notice = await screen.findByRole('alert')
  expect(notice.textContent).toContain('no application link for AtTrack yet')
  await user.click(within(notice).getByRole('button', { name: 'Set up the application link' }))
  const dialog = await screen.findByRole('dialog', { name: 'Set up the application link' })
  const value = async (name: string) => (await within(dialog).findByRole<HTMLInputElement>('textbox', { name })).value
  expect(await value('Consumer key')).toBe('mine')
  expect(await value('Consumer name')).toBe('AtTrack')
  expect(await value('Public key')).toContain('BEGIN PUBLIC KEY')
  // Jira 10.3: the type question comes first.
  expect(within(dialog).getByText(/not “External application”/)).toBeTruthy()
  await user.click(within(dialog).getByRole('button', { name: 'Back' }))
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Consumer key' })).value).toBe('mine')
})

test('where the link is missing, the connection can wait for the administrator', async () => {
  const { user, asked } = await toOAuth((fake) =>
    fake.answer('connections.startOAuth1', () =>
      err(failure('oauth-consumer-unknown', { host: 'jira.example.com', consumerKey: 'Oauth_attrack_prod' }))
    )
  )
  await user.click(await button('Log in to Jira'))
  await user.click(await button('Wait for the administrator'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked('connections.waitForLink')).toEqual([
    { siteUrl: 'https://jira.example.com/jira', consumerKey: 'Oauth_attrack_prod' }
  ])
  expect(await screen.findByText('Waiting for Jira administrator')).toBeTruthy()
})

test('a link of type OAuth 2.0 leads to OAuth 2.0, and to the set-up', async () => {
  const { user } = await toOAuth((fake) =>
    fake.answer('connections.startOAuth1', () => err(failure('oauth-link-is-oauth2', { clientId: 'abc' })))
  )
  await user.click(await button('Log in to Jira'))
  const notice = await screen.findByRole('alert')
  expect(within(notice).getByRole('button', { name: 'Set up the application link' })).toBeTruthy()
  await user.click(within(notice).getByRole('button', { name: 'Sign in with OAuth 2.0 instead' }))
  expect(await screen.findByRole('textbox', { name: 'Client ID' })).toBeTruthy()
})
