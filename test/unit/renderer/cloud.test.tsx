/** Add Account → Cloud version: Atlassian's page, the choice of a site, API tokens, and the way to the other product. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure, ok, type ChannelOutput, type Result } from '../../../preload/contract/index.ts'
import { emptyState, type FakeBridge, type State } from './fake-bridge.ts'
import { cloudClient, cloudConnection, cloudSites } from './fake-data.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'

type Answer = Result<ChannelOutput<'connections.awaitCloudSites'>>

async function addAccount(prepare?: (fake: FakeBridge) => void, more: Partial<State> = {}): Promise<Drawn> {
  const drawn = renderApp('/connections', { ...emptyState(), ...more }, prepare)
  await drawn.user.click(await button('Add Account'))
  await screen.findByRole('dialog', { name: 'Add Account' })
  return drawn
}

const cloudGroup = () => screen.findByRole('group', { name: 'Cloud version' })
const logIn = async ({ user }: Drawn) =>
  user.click(within(await cloudGroup()).getByRole('button', { name: 'Log in to Jira' }))
const secret = () => screen.findByLabelText<HTMLInputElement>('API token', { selector: 'input' })

const severalSites = (fake: FakeBridge) =>
  fake.answer('connections.awaitCloudSites', () => ok({ connection: null, account: 'Kim Larsen', sites: cloudSites }))

describe('Atlassian’s page', () => {
  test('one site: waits with the steps of Atlassian’s page, then the connection is there', async () => {
    let answer: (value: Answer) => void = () => undefined
    const drawn = await addAccount((fake) =>
      fake.answer('connections.awaitCloudSites', () => new Promise<Answer>((done) => (answer = done)))
    )
    await logIn(drawn)
    const waiting = await screen.findByText('Allow access in the window that just opened')
    await waitFor(() => expect(document.activeElement).toBe(waiting))
    expect(screen.getByText(/Choose your site there, then “Accept”/)).toBeTruthy()
    expect(screen.queryByRole('group', { name: 'Server version' })).toBeNull()
    drawn.fake.state.connections = [cloudConnection('c9')]
    answer(ok({ connection: cloudConnection('c9'), account: 'Kim Larsen', sites: cloudSites.slice(0, 1) }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(await screen.findByText('acme.atlassian.net')).toBeTruthy()
    expect(drawn.asked('connections.cancelSignIn')).toEqual([])
  })

  test('cancelling brings the choice back, with the focus on the button', async () => {
    const drawn = await addAccount()
    await drawn.user.click(await button('Use my browser instead'))
    await screen.findByText('Allow access in your browser')
    await drawn.user.click(screen.getByRole('button', { name: 'Cancel' }))
    const again = within(await cloudGroup()).getByRole('button', { name: 'Log in to Jira' })
    await waitFor(() => expect(document.activeElement).toBe(again))
    expect(drawn.asked('connections.startCloud')).toEqual([{ via: 'browser' }])
    expect(drawn.asked('connections.cancelSignIn')).toEqual([{ flowId: 'f1' }])
  })

  test('what goes wrong is said in the Cloud half', async () => {
    const drawn = await addAccount((fake) =>
      fake.answer('connections.awaitCloudSites', () => err(failure('cloud-no-sites', { account: 'Kim Larsen' })))
    )
    await logIn(drawn)
    const alert = await within(await cloudGroup()).findByRole('alert')
    expect(alert.textContent).toContain('There is no Jira site to choose')
    expect(within(alert).queryByRole('button')).toBeNull()
  })

  test('a client that Atlassian refuses leads to Settings → Jira Cloud', async () => {
    const drawn = await addAccount((fake) =>
      fake.answer('connections.awaitCloudSites', () =>
        err(failure('oauth2-client-refused', { host: 'auth.atlassian.com', problem: 'access_denied' }))
      )
    )
    await logIn(drawn)
    await drawn.user.click(await button('Open Settings'))
    const heading = await screen.findByRole('heading', { name: 'Jira Cloud' })
    expect(document.activeElement).toBe(heading)
  })
})

describe('several sites', () => {
  test('nothing is chosen beforehand; the chosen one is handed over', async () => {
    const drawn = await addAccount(severalSites)
    await logIn(drawn)
    const group = await screen.findByRole('radiogroup', { name: 'Choose a site' })
    const radios = within(group).getAllByRole<HTMLInputElement>('radio')
    expect(radios.map((one) => one.checked)).toEqual([false, false])
    await waitFor(() => expect(document.activeElement).toBe(radios[0]))
    expect(group.textContent).toContain('acme-labs.atlassian.net')
    expect(within(group).getAllByText('Already connected')).toHaveLength(1)
    expect((await button('Use this site')).hasAttribute('disabled')).toBe(true)
    await drawn.user.click(within(group).getByRole('radio', { name: 'Acme Labs' }))
    await drawn.user.click(await button('Use this site'))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(drawn.asked('connections.chooseCloudSite')).toEqual([{ flowId: 'f1', cloudId: 'b2' }])
    expect(drawn.asked('connections.cancelSignIn')).toEqual([])
  })

  test('closing without choosing ends the sign-in', async () => {
    const drawn = await addAccount(severalSites)
    await logIn(drawn)
    await screen.findByRole('radiogroup', { name: 'Choose a site' })
    await drawn.user.click(screen.getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(drawn.asked('connections.cancelSignIn')).toEqual([{ flowId: 'f1' }]))
  })

  test('a site that cannot be used says why; starting again leads back', async () => {
    const drawn = await addAccount((fake) => {
      severalSites(fake)
      fake.answer('connections.chooseCloudSite', () => err(failure('sign-in-timed-out', { minutes: '10' })))
    })
    await logIn(drawn)
    await drawn.user.click(await screen.findByRole('radio', { name: 'Acme' }))
    await drawn.user.click(await button('Use this site'))
    expect((await screen.findByRole('alert')).textContent).toContain('took too long')
    await drawn.user.click(await button('Start again'))
    const start = within(await cloudGroup()).getByRole('button', { name: 'Log in to Jira' })
    await waitFor(() => expect(document.activeElement).toBe(start))
    expect(drawn.asked('connections.cancelSignIn')).toEqual([{ flowId: 'f1' }])
  })
})

describe('API token', () => {
  test('without an OAuth client the dialog explains it and opens the form', async () => {
    const drawn = await addAccount(undefined, { cloudClient: cloudClient('none') })
    await logIn(drawn)
    const notice = (await screen.findByText('This AtTrack is not registered at Atlassian')).closest('[role=status]')
    expect(notice?.textContent).toContain('An API token works at once')
    expect(screen.queryByRole('alert')).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Site' }))
    expect(drawn.asked('connections.startCloud')).toEqual([])
    await drawn.user.click(screen.getByRole('link', { name: 'Settings → Jira Cloud' }))
    expect(await screen.findByRole('heading', { name: 'Jira Cloud' })).toBeTruthy()
  })

  test('signs in with site, email and token; the token does not stay', async () => {
    const drawn = await addAccount((fake) =>
      fake.answer('connections.signInWithApiToken', () =>
        err(failure('cloud-token-refused', { host: 'acme.atlassian.net', email: 'kim@example.com' }))
      )
    )
    const { user, asked, fake } = drawn
    await user.click(await button('Use an API token instead'))
    await user.type(await screen.findByRole('textbox', { name: 'Site' }), 'acme')
    await user.type(screen.getByRole('textbox', { name: 'Email' }), 'kim@example.com')
    const field = await secret()
    await user.type(field, 'ATATT-first{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('does not accept this API token')
    expect(field.value).toBe('')
    expect(document.activeElement).toBe(field)
    expect(field.getAttribute('aria-invalid')).toBe('true')
    fake.answer('connections.signInWithApiToken', () => ok(cloudConnection('c9', { method: 'api-token' })))
    await user.keyboard('ATATT-second')
    const expires = screen.getByLabelText<HTMLInputElement>('Expires on')
    await user.type(expires, '2027-01-31')
    await user.click(screen.getByRole('button', { name: 'Log in' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('connections.signInWithApiToken')).toEqual([
      { site: 'acme', email: 'kim@example.com', token: 'ATATT-first' },
      { site: 'acme', email: 'kim@example.com', token: 'ATATT-second', expiresOn: '2027-01-31' }
    ])
  })

  test('the link opens Atlassian’s page for tokens in the browser', async () => {
    const { user, asked } = await addAccount()
    await user.click(await button('Use an API token instead'))
    await user.click(await screen.findByRole('link', { name: 'Atlassian account' }))
    expect(asked('app.openExternal')).toEqual([{ url: 'https://id.atlassian.com/manage-profile/security/api-tokens' }])
  })

  test('a misspelt site on atlassian.net is no other product’s', async () => {
    const { user } = await addAccount((fake) =>
      fake.answer('connections.signInWithApiToken', () =>
        err(failure('cloud-site-not-found', { site: 'acmee', address: 'https://acmee.atlassian.net', answer: '404' }))
      )
    )
    await user.click(await button('Use an API token instead'))
    const site = await screen.findByRole('textbox', { name: 'Site' })
    await user.type(site, 'acmee.atlassian.net')
    await user.type(screen.getByRole('textbox', { name: 'Email' }), 'kim@example.com')
    await user.type(await secret(), 'tok{Enter}')
    expect(within(await screen.findByRole('alert')).queryByRole('button')).toBeNull()
    expect(document.activeElement).toBe(site)
  })

  test('a missing email is said at its field', async () => {
    const { user } = await addAccount()
    await user.click(await button('Use an API token instead'))
    await user.type(await screen.findByRole('textbox', { name: 'Site' }), 'acme')
    await user.type(await secret(), 'tok{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('Enter the e-mail address')
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Email' }))
  })

  test('Back leads to the choice, with the focus on its button', async () => {
    const { user } = await addAccount()
    await user.click(await button('Use an API token instead'))
    await user.click(await button('Back'))
    const start = within(await cloudGroup()).getByRole('button', { name: 'Log in to Jira' })
    await waitFor(() => expect(document.activeElement).toBe(start))
  })
})

describe('the other product', () => {
  test('a Cloud address under Server version leads to the Cloud way, the site filled in', async () => {
    const { user } = await addAccount((fake) =>
      fake.answer('connections.findSite', () => err(failure('is-cloud', { host: 'acme.atlassian.net' })))
    )
    const server = await screen.findByRole('group', { name: 'Server version' })
    await user.click(within(server).getByRole('button', { name: 'Log in to Jira' }))
    await user.type(await screen.findByRole('textbox', { name: 'Link to your Jira' }), 'acme.atlassian.net{Enter}')
    await user.click(await button('Go on with the Cloud version'))
    expect((await cloudGroup()).textContent).toContain('acme.atlassian.net')
    await user.click(await button('Use an API token instead'))
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Site' })).value).toBe('acme.atlassian.net')
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Email' }))
  })

  test.each([
    ['not-cloud', failure('not-cloud', { host: 'jira.example.com', version: '10.3.2' })],
    ['nothing there', failure('cloud-site-not-found', { site: 'x', address: 'https://x', answer: 'a page' })]
  ])('a company’s Jira as Site (%s) leads to the Server way, the address filled in', async (_, reason) => {
    const { user } = await addAccount((fake) => fake.answer('connections.signInWithApiToken', () => err(reason)))
    await user.click(await button('Use an API token instead'))
    await user.type(await screen.findByRole('textbox', { name: 'Site' }), 'jira.example.com')
    await user.type(screen.getByRole('textbox', { name: 'Email' }), 'kim@example.com')
    await user.type(await secret(), 'tok{Enter}')
    await user.click(await button('Go on with the Server version'))
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Link to your Jira' })
    expect(field.value).toBe('jira.example.com')
  })
})
