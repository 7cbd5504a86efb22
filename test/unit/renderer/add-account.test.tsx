import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure, ok, type Connection, type Result } from '../../../preload/contract/index.ts'
import { emptyState, type FakeBridge, type State } from './fake-bridge.ts'
import { project, site } from './fake-data.ts'
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
            { method: 'password', recommended: false, impossible: 'Switched off at this Jira.', because: null },
            { method: 'oauth1', recommended: true, impossible: null, because: 'It sends nothing others could use.' },
            { method: 'pat', recommended: false, impossible: 'They came with 8.14.', because: null },
            { method: 'oauth2', recommended: false, impossible: null, because: null }
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
    const why = within(group).getByText(/Recommended for this Jira/).parentElement
    expect(why?.textContent).toBe('Recommended for this Jira. It sends nothing others could use.')
    expect(radio('Personal access token').disabled).toBe(true)
    expect(within(group).getByText('They came with 8.14.')).toBeTruthy()
    expect(radio('OAuth 2.0').disabled).toBe(false)
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

  test('where passwords are switched off, a token is one click away, with the focus on the choice', async () => {
    const { user } = await toTheChoice((fake) =>
      fake.answer('connections.signInWithPassword', () => err(failure('basic-disabled', { host: 'jira.example.com' })))
    )
    await user.type(await screen.findByRole('textbox', { name: 'Username' }), 'klarsen')
    await user.type(screen.getByLabelText('Password'), 'secret{Enter}')
    await user.click(await button('Sign in with a personal access token instead'))
    expect(await screen.findByLabelText('Personal access token', { selector: 'input[type=password]' })).toBeTruthy()
    const chosen = screen.getByRole('radio', { name: 'Personal access token', checked: true })
    await waitFor(() => expect(document.activeElement).toBe(chosen))
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
