/** What stands in the place of what is not offered: the facts, and who can do it. */
import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { failure, ok } from '../../../preload/contract/index.ts'
import { emptyState, type State } from './fake-bridge.ts'
import { status } from './fake-data.ts'
import { guard, people, sessionOf } from './guarded.ts'
import { renderApp } from './render-app.tsx'
import { severalPeople } from './several-people.ts'

const show = (path: string, person: keyof typeof people, state: State = severalPeople()) =>
  renderApp(path, state, (fake) => void guard(fake, people[person]))
const content = () => document.getElementById('content') as HTMLElement

describe('where something is not offered', () => {
  test('a project’s Jira Integration stays, with what is connected, and says who can add accounts', async () => {
    show('/projects/p1', 'employee')
    const region = await screen.findByRole('region', { name: 'Jira Integration' })
    expect(
      await within(region).findByText('An Administrator or a Project Manager of this project can add accounts.')
    ).toBeTruthy()
    expect(await within(region).findByText('mine.example.com', { selector: '[class*=host]' })).toBeTruthy()
    expect(within(region).queryByText(/^No Jira.*Choose “/)).toBeNull()
    // What a failure asks for is somebody else's to do.
    const failures = await within(region).findAllByText(/What to do/)
    expect(failures).toHaveLength(4)
    for (const one of failures) {
      expect(one.parentElement?.textContent).toContain('Ask an Administrator or a Project Manager of the project.')
    }
  })

  test('a Project Manager to whom nobody’s sign-in belongs is told how to link', async () => {
    const state = severalPeople()
    const others = { ...state, connections: state.connections.filter(({ id }) => id === 'adas'), links: [] }
    show('/projects/p1', 'manager', others)
    expect(await screen.findByText(/^Jira projects are linked with your own sign-in/)).toBeTruthy()
    expect(screen.queryByText(/Choose “Select project”/)).toBeNull()
    show('/projects/p1', 'administrator', others)
    expect(await screen.findByText(/Choose “Select project”/)).toBeTruthy()
    expect(screen.queryByText(/^Jira projects are linked with your own sign-in/)).toBeNull()
  })

  test('and of taking over only where there is something to take over', async () => {
    const state = severalPeople()
    const only = (id: string): State => ({
      ...state,
      connections: state.connections.filter((one) => one.id === id),
      links: state.links.filter(({ connectionId }) => connectionId === id)
    })
    show('/projects/p1', 'manager', only('adas'))
    expect(await screen.findByText(/Add an account, or take a connection over\.$/)).toBeTruthy()
    show('/projects/p1', 'manager', only('foreign'))
    expect(await screen.findByText(/own sign-in\. Add an account\.$/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Take over' })).toBeNull()
  })

  test.each([
    ['/projects', 'An Administrator or a Project Manager can make one.'],
    ['/connections', 'An Administrator or the Project Manager of a project can add accounts.']
  ])('an empty %s says so, too, and names no button that is not there', async (path, words) => {
    show(path, 'employee', emptyState())
    expect((await screen.findAllByText(words, { exact: false })).length).toBeGreaterThan(0)
    expect(content().textContent).not.toContain('Choose “')
  })

  test('settings are told, not changed', async () => {
    show('/settings', 'employee', {
      ...severalPeople(),
      cloudClient: { ...emptyState().cloudClient, source: 'settings' }
    })
    await screen.findByText('47135')
    expect(screen.getAllByText('15 minutes')).toHaveLength(2)
    expect(screen.getByText('An Administrator can change these settings.')).toBeTruthy()
    for (const kind of ['combobox', 'searchbox'] as const) expect(within(content()).queryByRole(kind)).toBeNull()
    const fields = within(content()).queryAllByRole('textbox')
    expect(fields.every((one) => one.hasAttribute('readonly'))).toBe(true)
    expect(screen.queryByRole('region', { name: 'Backup' })).toBeNull()
    expect(content().textContent).not.toContain('make a backup')
  })

  test('an archived project is not said to be restored by whoever may not', async () => {
    show('/projects/p3', 'manager')
    expect(await screen.findByText('This project is archived and kept as it is.')).toBeTruthy()
  })

  test('without a keychain only an Administrator chooses to keep secrets until AtTrack quits', async () => {
    renderApp('/projects', severalPeople(), (fake) => {
      guard(fake, people.employee)
      const keychain = {
        state: 'missing',
        failure: failure('keychain-missing', { detail: 'No such service.' })
      } as const
      fake.answer('app.status', () => ok({ ...status(), keychain, session: sessionOf(people.employee) }))
    })
    expect(await screen.findByText(/an Administrator chooses to keep secrets/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Keep until I quit' })).toBeNull()
  })
})
