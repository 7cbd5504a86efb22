import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure, ok, type Connection, type Result } from '../../../preload/contract/index.ts'
import { emptyState, filledState, type FakeBridge, type State } from './fake-bridge.ts'
import { connection, project, site } from './fake-data.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'

const withProject = (): State => ({ ...emptyState(), projects: [project('p1', 'Shelves')] })

/** Add Account → Server version → the address → Confirm. */
async function toTheChoice(prepare?: (fake: FakeBridge) => void): Promise<Drawn> {
  const drawn = renderApp('/projects/p1', withProject(), prepare)
  const { user } = drawn
  const modules = await screen.findByRole('region', { name: 'Modules' })
  const jira = within(modules).getByRole('region', { name: 'Jira Integration' })
  await user.click(within(jira).getByRole('button', { name: 'Add Account' }))
  const dialog = await screen.findByRole('dialog', { name: 'Add Account' })
  const server = within(dialog).getByRole('group', { name: 'Server version' })
  await user.click(within(server).getByRole('button', { name: 'Log in to Jira' }))
  await user.type(await screen.findByRole('textbox', { name: 'Link to your Jira' }), 'jira.example.com/browse/MOD-1')
  await user.click(screen.getByRole('button', { name: 'Confirm' }))
  return drawn
}

describe('which Jira', () => {
  test('the Cloud half says honestly that it comes later', async () => {
    const { user, fake } = renderApp('/projects/p1', withProject())
    await user.click(await button('Add Account'))
    const cloud = await screen.findByRole('group', { name: 'Cloud version' })
    const before = fake.calls.length
    await user.click(within(cloud).getByRole('button', { name: 'Log in to Jira' }))
    expect((await within(cloud).findByRole('alert')).textContent).toContain('comes with the next release')
    expect(fake.calls.slice(before)).toEqual([])
  })

  test('an address without a Jira is explained at the field, with evidence folded away', async () => {
    await toTheChoice((fake) =>
      fake.answer('connections.findSite', () =>
        err(failure('not-jira', { address: 'https://x', answer: 'a page' }, { evidence: 'HTTP 200 text/html' }))
      )
    )
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('There is no Jira at https://x')
    expect(
      within(alert)
        .getByText(/not-jira/)
        .closest('details')?.open
    ).toBe(false)
    const field = screen.getByRole('textbox', { name: 'Link to your Jira' })
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(field)
  })

  test('what was found, the warnings, and the four ways with reasons', async () => {
    await toTheChoice((fake) =>
      fake.answer('connections.findSite', () =>
        ok({
          ...site,
          insecure: true,
          baseUrlWarning: 'Jira calls itself https://other.example.com.',
          methods: [
            { method: 'password', recommended: false, impossible: 'Switched off at this Jira.' },
            { method: 'oauth1', recommended: true, impossible: null }
          ]
        })
      )
    )
    const found = 'Jira Data Center 10.3.2 at https://jira.example.com/jira'
    expect((await screen.findAllByText(found)).length).toBeGreaterThan(0)
    // The focus is on the question; what was found is read out.
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('radio', { checked: true })))
    await waitFor(() => expect(document.querySelector('[data-announcer]')?.textContent).toBe(found))
    expect(screen.getByText(/starts with http, not https/)).toBeTruthy()
    expect(screen.getByText(/calls itself/)).toBeTruthy()
    const group = screen.getByRole('radiogroup', { name: 'How do you want to sign in?' })
    const radio = (name: string) => within(group).getByRole<HTMLInputElement>('radio', { name })
    expect(radio('Login and password').disabled).toBe(true)
    expect(within(group).getByText('Switched off at this Jira.')).toBeTruthy()
    expect(radio('OAuth 1.0').checked).toBe(true)
    expect(within(group).getByText(/Recommended for this Jira/)).toBeTruthy()
    expect(radio('Personal access token').disabled).toBe(true)
    expect(radio('OAuth 2.0').disabled).toBe(true)
  })
})

describe('login and password', () => {
  test('signs in, closes, and marks the new connection in the list', async () => {
    const { user, asked } = await toTheChoice()
    await user.type(await screen.findByRole('textbox', { name: 'Username' }), 'klarsen')
    await user.type(screen.getByLabelText('Password'), 'secret{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const list = screen.getByRole('region', { name: 'Available connections' })
    const item = (await within(list).findByText('jira.example.com')).closest('li')
    expect(item?.textContent).toContain('Connected')
    expect(item?.textContent).toContain('New')
    expect(asked('connections.signInWithPassword')).toEqual([
      { siteUrl: 'https://jira.example.com/jira', username: 'klarsen', password: 'secret' }
    ])
  })

  test('a refused password is cleared, the field has the focus, the username stays', async () => {
    const { user } = await toTheChoice((fake) =>
      fake.answer('connections.signInWithPassword', () => err(failure('password-wrong', { host: 'jira.example.com' })))
    )
    await user.type(await screen.findByRole('textbox', { name: 'Username' }), 'klarsen')
    const password = screen.getByLabelText<HTMLInputElement>('Password')
    await user.type(password, 'wrong')
    await user.click(screen.getByRole('button', { name: 'Log in' }))
    expect((await screen.findByRole('alert')).textContent).toContain('did not accept this login and password')
    expect(password.value).toBe('')
    expect(document.activeElement).toBe(password)
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Username' }).value).toBe('klarsen')
  })

  test('the field is empty already while Jira is being asked', async () => {
    const { user } = await toTheChoice((fake) =>
      fake.answer('connections.signInWithPassword', () => new Promise<Result<Connection>>(() => undefined))
    )
    await user.type(await screen.findByRole('textbox', { name: 'Username' }), 'klarsen')
    const password = screen.getByLabelText<HTMLInputElement>('Password')
    await user.type(password, 'secret{Enter}')
    expect(password.value).toBe('')
    expect(document.body.innerHTML).not.toContain('secret')
  })

  test('a missing username is said, and its field has the focus', async () => {
    const { user } = await toTheChoice()
    await user.type(await screen.findByLabelText('Password'), 'secret{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('Enter your username.')
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Username' }))
  })

  test('where passwords are switched off, OAuth 1.0 is one click away', async () => {
    const { user } = await toTheChoice((fake) =>
      fake.answer('connections.signInWithPassword', () => err(failure('basic-disabled', { host: 'jira.example.com' })))
    )
    await user.type(await screen.findByRole('textbox', { name: 'Username' }), 'klarsen')
    await user.type(screen.getByLabelText('Password'), 'secret{Enter}')
    await user.click(await button('Sign in with OAuth 1.0 instead'))
    expect(await screen.findByRole('textbox', { name: 'Consumer key' })).toBeTruthy()
  })

  test('a CAPTCHA is solved on Jira’s own page', async () => {
    const { user, asked } = await toTheChoice((fake) =>
      fake.answer('connections.signInWithPassword', () =>
        err(failure('captcha-required', { host: 'jira.example.com' }))
      )
    )
    await user.type(await screen.findByRole('textbox', { name: 'Username' }), 'klarsen')
    await user.type(screen.getByLabelText('Password'), 'secret{Enter}')
    await user.click(await button('Open Jira’s sign-in page'))
    expect(asked('app.openExternal')).toEqual([{ url: 'https://jira.example.com/jira/login.jsp' }])
  })
})

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

  test('checking shows the new state', async () => {
    const { user } = renderApp('/connections', { ...emptyState(), connections: [connection('c1')] }, (fake) =>
      fake.answer('connections.check', () =>
        ok(
          connection('c1', {
            status: 'unreachable',
            failure: failure('timed-out', { host: 'jira.example.com', seconds: '30' })
          })
        )
      )
    )
    await screen.findByText('Connected')
    await user.click(screen.getByRole('button', { name: 'Check connection' }))
    expect(await screen.findByText('Unreachable')).toBeTruthy()
    expect(screen.getByText(/did not answer in time/)).toBeTruthy()
    expect(screen.queryByText('Connected')).toBeNull()
  })
})
