/** The list of connections: their states, what helps, tokens about to end, and signing in again. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure, ok, type Connection } from '../../../preload/contract/index.ts'
import { emptyState, filledState, type FakeBridge } from './fake-bridge.ts'
import { cloudConnection, connection, hour, minute, site } from './fake-data.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'

const show = (one: Connection, prepare?: (fake: FakeBridge) => void): Drawn =>
  renderApp('/connections', { ...emptyState(), connections: [one] }, prepare)

const item = async (): Promise<HTMLElement> => {
  const region = await screen.findByRole('region', { name: 'Available connections' })
  return within(region).findByRole('listitem')
}

/** The names of the buttons that stand out. */
const standingOut = (within_: HTMLElement): string[] =>
  within(within_)
    .getAllByRole('button')
    .filter((one) => one.dataset.variant === 'filled')
    .map((one) => one.textContent ?? '')

describe('sign in again', () => {
  test('begins at the sign-in step of that connection and keeps its id', async () => {
    const { user, asked } = renderApp('/connections', filledState())
    const region = await screen.findByRole('region', { name: 'Available connections' })
    const item = (await within(region).findByText('tracker.example.org')).closest('li') as HTMLElement
    await user.click(within(item).getByRole('button', { name: 'Sign in again' }))
    await screen.findByRole('dialog', { name: 'Sign in again' })
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Username' }).value).toBe('klarsen')
    const password = screen.getByLabelText('Password')
    await waitFor(() => expect(document.activeElement).toBe(password))
    await user.keyboard('secret{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('connections.signInWithPassword')).toMatchObject([
      { connectionId: 'c2', siteUrl: 'https://tracker.example.org' }
    ])
  })
})

describe('available connections', () => {
  test('removing asks first', async () => {
    const { user, fake } = renderApp('/connections', { ...emptyState(), connections: [connection('c1')] })
    await user.click(await button('Remove'))
    const dialog = await screen.findByRole('dialog', { name: 'Remove the connection to jira.example.com?' })
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }))
    expect(await screen.findByRole('heading', { name: 'No Jira is connected yet' })).toBeTruthy()
    expect(fake.state.connections).toEqual([])
  })
})

describe('states', () => {
  test('host, product, method and user are said; one button stands out, as main decided', async () => {
    show(cloudConnection('c1', { status: 'token-required', action: 'enter-token', apiToken: 'held' }))
    const row = await item()
    for (const words of ['acme.atlassian.net', 'Token required', 'Jira Cloud', 'OAuth 2.0 (3LO)', 'as Kim Larsen']) {
      expect(row.textContent).toContain(words)
    }
    expect(standingOut(row)).toEqual(['Enter a new token'])
  })

  test.each([
    ['check', ['Check connection']],
    ['sign-in', ['Sign in again']],
    ['wait', []]
  ] as const)('when %s helps, it is that button', async (action, names) => {
    show(connection('c1', { action, status: 'unreachable' }))
    expect(standingOut(await item())).toEqual(names)
  })

  test.each([
    ['pat', 'Personal access token'],
    ['oauth2', 'OAuth 2.0'],
    ['api-token', 'API token']
  ] as const)('the method %s has its words', async (method, words) => {
    show(connection('c1', { method }))
    expect((await item()).textContent).toContain(`${words} as Kim Larsen`)
  })

  test('throttled says until when, once', async () => {
    const nextTryAt = new Date(2027, 0, 4, 14, 5).getTime()
    show(connection('c1', { status: 'throttled', action: 'wait', nextTryAt }))
    const row = await item()
    expect(row.textContent).toMatch(/Throttled until .*(14:05|2:05|4 Jan|Jan 4)/)
    expect(row.textContent).not.toContain('next try')
  })

  test('another failure says when AtTrack tries again', async () => {
    show(connection('c1', { status: 'unreachable', action: 'check', nextTryAt: Date.now() + 5 * minute + 5000 }))
    expect((await item()).textContent).toContain('next try in 5 minutes')
  })
})

describe('a token that ends', () => {
  const at = (days: number) => new Date().setHours(12, 0, 0, 0) + days * 24 * hour

  test.each([
    ['soon', 12, /^The token expires in 12 days \(/],
    ['urgent', 1, /^The token expires in 1 day \(/],
    ['urgent', 0, /^The token expires today \(/],
    ['expired', -2, /^The token expired on /]
  ] as const)('%s, %i days from now', async (stage, days, words) => {
    show(connection('c1', { method: 'pat', expiry: { at: at(days), stage } }))
    expect(within(await item()).getByRole('group', { name: words })).toBeTruthy()
  })

  test('a fine one is not spoken of, and one whose failure says it is not told twice', async () => {
    show(connection('c1', { method: 'pat', expiry: { at: at(80), stage: 'fine' } }))
    expect((await item()).textContent).not.toContain('expires')
    show(
      connection('c1', {
        method: 'pat',
        status: 'token-required',
        action: 'enter-token',
        failure: failure('token-expired', { host: 'jira.example.com', date: '1 Jan 2027' }),
        expiry: { at: at(-1), stage: 'expired' }
      })
    )
    const row = await item()
    expect(within(row).queryByRole('group', { name: /^The token expired on/ })).toBeNull()
    expect(standingOut(row)).toEqual(['Enter a new token'])
  })

  test('one that was refused is spoken of as that: when it would have ended is of no interest', async () => {
    show(
      connection('c1', {
        method: 'api-token',
        status: 'token-required',
        action: 'enter-token',
        failure: failure('cloud-token-refused', { host: 'acme.atlassian.net', email: 'anna@example.com' }),
        expiry: { at: at(10), stage: 'soon' }
      })
    )
    const row = await item()
    expect(row.textContent).not.toContain('The token expires')
    expect(standingOut(row)).toEqual(['Enter a new token'])
  })

  test('the new one is entered in place: the form of that way, the connection stays', async () => {
    const { user, asked } = show(connection('c1', { method: 'pat', expiry: { at: at(3), stage: 'urgent' } }))
    await user.click(await button('Enter a new token'))
    const field = await screen.findByLabelText('Personal access token', { selector: 'input[type=password]' })
    await waitFor(() => expect(document.activeElement).toBe(field))
    await user.keyboard('newtoken{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('connections.signInWithToken')).toEqual([
      { siteUrl: 'https://jira.example.com/jira', token: 'newtoken', connectionId: 'c1' }
    ])
  })
})

describe('the API token of a sign-in at Atlassian', () => {
  test('can be added from the menu of the connection', async () => {
    const { user, asked } = show(cloudConnection('c1', { apiToken: 'declined' }))
    await user.click(await button('More about acme.atlassian.net'))
    await user.click(await screen.findByRole('menuitem', { name: 'Enter an API token' }))
    await screen.findByRole('dialog', { name: 'Enter an API token' })
    await user.type(screen.getByLabelText('API token', { selector: 'input' }), 'tok')
    await user.click(screen.getByRole('button', { name: 'Save token' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('connections.saveApiToken')).toEqual([{ id: 'c1', email: 'kim@example.com', token: 'tok' }])
  })

  test('going on without it is asked first', async () => {
    const { user, asked } = show(cloudConnection('c1', { apiToken: 'held' }))
    await user.click(await button('More about acme.atlassian.net'))
    await user.click(await screen.findByRole('menuitem', { name: 'Go on without the token' }))
    const dialog = await screen.findByRole('dialog', { name: 'Go on without the API token?' })
    await user.click(within(dialog).getByRole('button', { name: 'Go on without the token' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('connections.declineApiToken')).toEqual([{ id: 'c1' }])
  })
})

describe('signing in again, another way', () => {
  const again = async (one: Connection, prepare?: (fake: FakeBridge) => void) => {
    const drawn = show(one, prepare)
    await drawn.user.click(await button('Sign in again'))
    await screen.findByRole('dialog', { name: 'Sign in again' })
    return drawn
  }
  const checked = (name: string) => screen.findByRole('radio', { name, checked: true })

  test('Jira is asked anew; the former way stays chosen while it is possible', async () => {
    const { asked } = await again(connection('c1', { method: 'password' }))
    expect(asked('connections.findSite')).toEqual([{ address: 'https://jira.example.com/jira' }])
    expect(await screen.findByText(/Recommended for this Jira/)).toBeTruthy()
    expect(await checked('Login and password')).toBeTruthy()
    expect(screen.getByText(/Links and tasks stay/)).toBeTruthy()
  })

  test('a way that is impossible now gives way to the recommended one, with the reason', async () => {
    await again(connection('c1', { method: 'password' }), (fake) =>
      fake.answer('connections.findSite', () =>
        ok({
          ...site,
          methods: site.methods.map((one) =>
            one.method === 'password'
              ? { ...one, recommended: false, because: null, impossible: 'Switched off at this Jira.' }
              : one.method === 'pat'
                ? { ...one, recommended: true, because: 'It needs no administrator.' }
                : one
          )
        })
      )
    )
    expect(await checked('Personal access token')).toBeTruthy()
    expect(screen.getByText('Switched off at this Jira.')).toBeTruthy()
  })

  test('when Jira cannot be asked, every way can be tried', async () => {
    const { user, asked } = await again(connection('c1', { method: 'oauth1' }), (fake) =>
      fake.answer('connections.findSite', () => err(failure('timed-out', { host: 'x', seconds: '30' })))
    )
    await user.click(await screen.findByRole('radio', { name: 'OAuth 2.0' }))
    await user.type(await screen.findByRole('textbox', { name: 'Client ID' }), 'abc')
    await user.type(screen.getByLabelText('Client secret'), 'hush')
    await user.click(screen.getByRole('button', { name: 'Log in to Jira' }))
    await screen.findByText('Allow access in the window that just opened')
    expect(asked('connections.startOAuth2')).toMatchObject([{ connectionId: 'c1', clientId: 'abc' }])
  })

  test('OAuth 2.0 again: the client is known, its secret may stay empty', async () => {
    const { user, asked } = await again(connection('c1', { method: 'oauth2', clientId: 'abc' }))
    expect(await checked('OAuth 2.0')).toBeTruthy()
    expect(screen.getByText('Leave it empty to use the one in the keychain.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Log in to Jira' }))
    await screen.findByText('Allow access in the window that just opened')
    expect(asked('connections.startOAuth2')).toEqual([
      { siteUrl: 'https://jira.example.com/jira', clientId: 'abc', clientSecret: '', via: 'window', connectionId: 'c1' }
    ])
  })

  test('a Cloud connection goes to Atlassian’s page again', async () => {
    const { user, asked } = await again(cloudConnection('c1'))
    await user.click(await screen.findByRole('button', { name: 'Log in to Jira' }))
    await screen.findByText('Allow access in the window that just opened')
    expect(asked('connections.startCloud')).toEqual([{ via: 'window', connectionId: 'c1' }])
    expect(asked('connections.findSite')).toEqual([])
  })

  test('an API token again: site and email are there; Atlassian’s page is the other way', async () => {
    const { user } = await again(cloudConnection('c1', { method: 'api-token', apiToken: null }))
    const value = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name }).value
    expect(value('Site')).toBe('acme.atlassian.net')
    expect(value('Email')).toBe('kim@example.com')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('API token', { selector: 'input' })))
    await user.click(screen.getByRole('button', { name: 'Log in on Atlassian’s page instead' }))
    expect(await screen.findByRole('button', { name: 'Use an API token instead' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Log in to Jira' })).toBeTruthy()
  })
})
