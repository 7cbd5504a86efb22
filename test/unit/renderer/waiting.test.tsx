/** Connections that wait for their application link, and the moment it works. */
import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { failure, ok, type Connection } from '../../../preload/contract/index.ts'
import { ready, waiting } from './fake-applink.ts'
import { emptyState, type FakeBridge } from './fake-bridge.ts'
import { connection } from './fake-data.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'

const show = (one: Connection, prepare?: (fake: FakeBridge) => void): Drawn =>
  renderApp('/connections', { ...emptyState(), connections: [one] }, prepare)

const item = async (): Promise<HTMLElement> => {
  const region = await screen.findByRole('region', { name: 'Available connections' })
  return within(region).findByRole('listitem')
}

const buttons = (within_: HTMLElement) =>
  within(within_)
    .getAllByRole('button')
    .map((one) => one.textContent)
    .filter(Boolean)

const said = (words: RegExp) =>
  waitFor(() => expect(document.querySelector('[data-announcer]')?.textContent).toMatch(words))

describe('while it waits', () => {
  test('for whom, with which key, when AtTrack looks again; no failure, nobody to sign in as', async () => {
    show(waiting())
    const row = await item()
    for (const words of [
      'Waiting for Jira administrator',
      'whether the link with the consumer key Oauth_attrack_prod is there',
      'next check in 5 minutes'
    ]) {
      expect(row.textContent).toContain(words)
    }
    for (const words of ['Not reached yet', ' as ', 'no application link for AtTrack yet']) {
      expect(row.textContent).not.toContain(words)
    }
    expect(buttons(row)).toEqual(['Test the link', 'Set up the application link', 'Remove'])
  })

  test('anything else than a missing link is shown', async () => {
    show(waiting({ failure: failure('oauth-clock', { host: 'jira.example.com', skew: '7 minutes' }) }))
    expect(within(await item()).getByRole('group', { name: /^The clocks/ })).toBeTruthy()
  })

  test('testing asks Jira at once, and says what came of it', async () => {
    const { user, asked } = show(waiting({ id: 'w1' }), (fake) =>
      fake.answer('connections.check', () => ok(ready({ id: 'w1' })))
    )
    await user.click(await button('Test the link'))
    expect(await screen.findByText('The application link works.')).toBeTruthy()
    expect(asked('connections.check')).toEqual([{ id: 'w1' }])
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Log in to Jira'))
    await said(/jira.example.com: The application link works\./)
  })

  test('testing in vain is seen, too', async () => {
    const { user } = show(waiting({ id: 'w1' }), (fake) =>
      fake.answer('connections.check', () => ok(waiting({ id: 'w1' })))
    )
    const row = await item()
    expect(row.textContent).not.toContain('there is no link yet')
    await user.click(await button('Test the link'))
    expect(await within(row).findByText('Tested just now: there is no link yet.')).toBeTruthy()
  })

  test('a check that is due comes in a moment', async () => {
    show(waiting({ nextTryAt: Date.now() - 90_000 }))
    expect((await item()).textContent).toContain('next check in a moment')
  })

  test('the set-up is that of its Jira; a test that succeeds there leads to the sign-in', async () => {
    const { user, asked } = show(waiting({ consumerKey: 'mine' }), (fake) =>
      fake.answer('connections.check', () => ok(ready({ consumerKey: 'mine' })))
    )
    await user.click(within(await item()).getByRole('button', { name: 'Set up the application link' }))
    const dialog = await screen.findByRole('dialog', { name: 'Set up the application link' })
    const test = await within(dialog).findByRole('button', { name: 'Test the link' })
    expect(asked('applink.get')).toEqual([
      { siteUrl: 'https://jira.example.com/jira', consumerKey: 'mine', family: 'v10' }
    ])
    await user.click(test)
    await user.click(await within(dialog).findByRole('button', { name: 'Log in to Jira' }))
    expect(await screen.findByRole('dialog', { name: 'Log in to Jira' })).toBeTruthy()
    expect(asked('applink.test')).toEqual([{ siteUrl: 'https://jira.example.com/jira', consumerKey: 'mine' }])
    expect(asked('connections.check')).toHaveLength(1)
  })

  test('a connection that was signed in and lost its link says so, with the way to the set-up', async () => {
    const { user } = show(
      connection('c1', {
        status: 'waiting-for-administrator',
        action: 'check',
        failure: failure('oauth-consumer-unknown', { host: 'jira.example.com', consumerKey: 'k' })
      })
    )
    const row = await item()
    const notice = within(row).getByRole('group', { name: 'Jira has no application link for AtTrack yet' })
    const setUp = within(notice).getByRole('button', { name: 'Set up the application link' })
    expect(setUp.dataset.variant).toBe('filled')
    expect(within(row).getByRole('button', { name: 'Check connection' }).dataset.variant).toBe('default')
    await user.click(setUp)
    expect(await screen.findByRole('dialog', { name: 'Set up the application link' })).toBeTruthy()
    expect(row.textContent).toContain('as Kim Larsen')
  })
})

describe('when the link works', () => {
  test('signing in, by OAuth 1.0, for that connection', async () => {
    const { user, asked } = show(ready({ id: 'w1' }), (fake) =>
      fake.answer('connections.awaitSignIn', () => {
        const signedIn = connection('w1')
        fake.state.connections = [signedIn]
        return ok(signedIn)
      })
    )
    const row = await item()
    const logIn = within(row).getByRole('button', { name: 'Log in to Jira' })
    expect(logIn.dataset.variant).toBe('filled')
    await user.click(logIn)
    const dialog = await screen.findByRole('dialog', { name: 'Log in to Jira' })
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'OAuth 1.0' }).checked).toBe(true)
    // There is a link: nobody is sent to set one up.
    expect(dialog.textContent).not.toContain('Is this the first')
    await user.click(within(dialog).getByRole('button', { name: 'Log in to Jira' }))
    expect(await screen.findByText('Connected')).toBeTruthy()
    expect(asked('connections.startOAuth1')).toMatchObject([{ connectionId: 'w1', via: 'window' }])
    // It was in the list before.
    expect(screen.queryByText('New')).toBeNull()
  })

  test('the window says so wherever one is, aloud too, and leads to the sign-in', async () => {
    const { user, fake } = renderApp('/settings', { ...emptyState(), connections: [ready({ id: 'w1' })] })
    const notices = await screen.findByRole('region', { name: 'Notices' })
    act(() => fake.emit('applink.ready', { connectionId: 'w1', host: 'jira.example.com' }))
    expect(await within(notices).findByText('The application link at jira.example.com works.')).toBeTruthy()
    await said(/The application link at jira.example.com works\./)
    await user.click(within(notices).getByRole('button', { name: 'Log in to Jira' }))
    expect(await screen.findByRole('dialog', { name: 'Log in to Jira' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Close' }))
    await user.click(await within(notices).findByRole('button', { name: 'Later' }))
    expect(within(notices).queryByText(/application link/)).toBeNull()
  })

  test('the notice goes when somebody signed in elsewhere', async () => {
    const { fake } = renderApp('/connections', { ...emptyState(), connections: [ready({ id: 'w1' })] })
    await item()
    const notices = await screen.findByRole('region', { name: 'Notices' })
    act(() => fake.emit('applink.ready', { connectionId: 'w1', host: 'jira.example.com' }))
    await within(notices).findByText(/application link/)
    fake.state.connections = [connection('w1')]
    act(() => fake.emit('changed', { topics: ['connections'] }))
    await waitFor(() => expect(within(notices).queryByText(/application link/)).toBeNull())
  })
})

test('a connection that is signed in again is not new', async () => {
  const { user } = show(connection('c1', { method: 'password', status: 'needs-sign-in', action: 'sign-in' }))
  await user.click(await button('Sign in again'))
  await user.type(await screen.findByLabelText('Password', { selector: 'input' }), 'secret{Enter}')
  expect(await screen.findByText('Connected')).toBeTruthy()
  expect((await item()).dataset.highlighted).toBe('true')
  expect(screen.queryByText('New')).toBeNull()
})
