/** Whose sign-in a connection uses, and taking it over. */
import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ok, type Connection } from '../../../preload/contract/index.ts'
import { emptyState } from './fake-bridge.ts'
import { cloudConnection, connection, hour } from './fake-data.ts'
import { guard } from './guarded.ts'
import { renderApp } from './render-app.tsx'
import { me } from './several-people.ts'

const ada = { memberId: 'm2', name: 'Ada Moreno' }
const show = (one: Connection) =>
  renderApp(
    '/connections',
    { ...emptyState(), connections: [one] },
    (fake) => void guard(fake, { role: 'administrator' })
  )
const item = async (): Promise<HTMLElement> => {
  const region = await screen.findByRole('region', { name: 'Available connections' })
  return within(region).findByRole('listitem')
}
const sentence =
  'Tasks then come with what your Jira user may see. Ada Moreno’s sign-in is forgotten; links and tasks stay.'

test.each([
  [me, 'as Kim Larsen · your sign-in', 'Sign in again'],
  [ada, 'as Kim Larsen · Ada Moreno’s sign-in', 'Take over'],
  [null, 'as Kim Larsen', 'Sign in again']
])('%o: said beside Jira’s user', async (authorisedBy, words, label) => {
  show(connection('c1', { authorisedBy }))
  const row = await item()
  expect(row.textContent).toContain(words)
  if (authorisedBy === null) expect(row.textContent).not.toContain('sign-in')
  expect(within(row).getByRole('button', { name: label })).toBeTruthy()
})

test('taking over opens the same sign-in, says what it changes, and keeps the connection', async () => {
  const { user, asked, fake } = show(
    connection('c1', {
      method: 'password',
      userName: 'ada',
      status: 'needs-sign-in',
      action: 'sign-in',
      authorisedBy: ada
    })
  )
  fake.answer('connections.signInWithPassword', ({ username }) => {
    const renewed = connection('c1', {
      method: 'password',
      userName: username,
      userDisplayName: 'Kim',
      authorisedBy: me
    })
    fake.state.connections = [renewed]
    return ok(renewed)
  })
  const button = within(await item()).getByRole('button', { name: 'Take over' })
  expect(button.dataset.variant).toBe('filled')
  await user.click(button)
  const dialog = await screen.findByRole('dialog', { name: 'Take over' })
  expect(within(dialog).getByText(sentence)).toBeTruthy()
  const name = within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Username' })
  expect(name.value, 'whoever takes over is somebody else').toBe('')
  await waitFor(() => expect(document.activeElement).toBe(name))
  await user.keyboard('kim{Tab}secret{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked('connections.signInWithPassword')).toMatchObject([{ connectionId: 'c1', username: 'kim' }])
  expect((await item()).textContent).toContain('your sign-in')
})

test('of a Cloud site: the same sentence; the e-mail address of the other one is not filled in', async () => {
  const { user } = show(
    cloudConnection('c1', { method: 'api-token', apiToken: null, email: 'ada@example.com', authorisedBy: ada })
  )
  await user.click(within(await item()).getByRole('button', { name: 'Take over' }))
  const dialog = await screen.findByRole('dialog', { name: 'Take over' })
  expect(within(dialog).getByText(sentence)).toBeTruthy()
  expect(within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Email' }).value).toBe('')
})

test('another token of somebody else’s account is theirs to enter', async () => {
  show(
    connection('c1', {
      method: 'pat',
      action: 'enter-token',
      expiry: { at: Date.now() + 24 * hour, stage: 'urgent' },
      authorisedBy: ada
    })
  )
  const row = await item()
  expect(row.textContent).toContain('Ada Moreno can enter a new one here; or the connection is taken over.')
  expect(within(row).queryByRole('button', { name: /token/ })).toBeNull()
  expect(within(row).getByRole('button', { name: 'Take over' }).dataset.variant).toBe('filled')
})
