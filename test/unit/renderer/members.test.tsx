import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure } from '../../../preload/contract/index.ts'
import { filledState } from './fake-bridge.ts'
import { connection, session } from './fake-data.ts'
import { member, withSession } from './fake-members.ts'
import { anna, choose, field, inDialog, kim, rowOf, signedIn, three } from './members-page.ts'
import { button, renderApp } from './render-app.tsx'

describe('the list', () => {
  test('tells an Administrator who is who, with login, role, projects and the last sign-in', async () => {
    renderApp('/members', filledState(), signedIn())
    const you = await rowOf('Kim Larsen')
    expect(you.getByText('(you)')).toBeTruthy()
    expect(you.getByText('kim.larsen')).toBeTruthy()
    expect(you.getByText('Administrator')).toBeTruthy()
    expect(you.getByText('here now')).toBeTruthy()
    const manager = await rowOf('Anna Berg')
    const managed = await manager.findByText('Shelves')
    expect(managed.parentElement?.textContent).toBe('Kitchen fronts and Shelves')
    // On its own: a name written from right to left turns nothing but itself round.
    expect(managed.tagName).toBe('BDI')
    expect(manager.getByText('signed in 1 hour ago')).toBeTruthy()
    expect((await rowOf('Ben Ode')).getByText('not signed in yet')).toBeTruthy()
    // Three people are found by looking.
    expect(screen.queryByRole('searchbox')).toBeNull()
  })

  test('does not say of whoever was here before anybody signed in that they were not', async () => {
    const owner = member('m4', 'Olga Petrova', { role: 'administrator', lastSignInAt: null })
    renderApp('/members', filledState(), signedIn('employee', [...three, owner]))
    expect((await rowOf('Ben Ode')).getByText('not signed in yet')).toBeTruthy()
    expect((await rowOf('Olga Petrova')).queryByText(/signed in/)).toBeNull()
  })

  test.each(['project-manager', 'employee', 'observer'] as const)(
    'tells a member with the role %s whom to ask, and offers nothing',
    async (role) => {
      const members = three.map((one) => ({ ...one, login: null }))
      renderApp('/members', filledState(), signedIn(role, members))
      await rowOf('Anna Berg')
      expect(screen.getByText(/ask Kim Larsen\.$/)).toBeTruthy()
      const page = within(screen.getByRole('main'))
      expect(page.queryAllByRole('button')).toEqual([])
      expect(page.queryByRole('link', { name: 'Audit log' })).toBeNull()
    }
  )

  test('alone: nobody signs in, and what adding somebody means', async () => {
    renderApp('/members')
    const you = await rowOf('Kim Larsen')
    expect(screen.getByText(/nobody is asked for a password/)).toBeTruthy()
    expect(you.queryByText(/signed in/)).toBeNull()
  })

  test('can be searched when it is long, and the rest is loaded on request', async () => {
    const many = [kim, ...Array.from({ length: 60 }, (_, at) => member(`n${at}`, `Number ${at}`))]
    const { user } = renderApp('/members', filledState(), signedIn('administrator', many))
    await rowOf('Number 48')
    expect(screen.queryByText('Number 49')).toBeNull()
    await user.click(await button('Show more (11 left)'))
    await rowOf('Number 59')
    await user.type(screen.getByRole('searchbox', { name: 'Find a member' }), 'kim{Enter}')
    await waitFor(() => expect(screen.queryByText('Number 1')).toBeNull())
    await rowOf('Kim Larsen')
    await user.clear(screen.getByRole('searchbox'))
    await user.type(screen.getByRole('searchbox'), 'nobody{Enter}')
    await screen.findByRole('heading', { name: 'No member called “nobody”' })
  })

  test('that cannot be read says why', async () => {
    renderApp('/members', filledState(), (fake) => {
      fake.answer('members.list', () => err(failure('database-corrupt', { file: 'workspace.db' })))
    })
    expect((await screen.findAllByText('The workspace file is damaged')).length).toBeGreaterThan(0)
  })
})

describe('changing', () => {
  test('name, login, role and projects', async () => {
    const { user, asked } = renderApp('/members', filledState(), signedIn())
    await choose(user, 'Anna Berg', 'Change')
    const dialog = within(await screen.findByRole('dialog', { name: 'Change Anna Berg' }))
    expect((await dialog.findByRole<HTMLInputElement>('checkbox', { name: 'Shelves' })).checked).toBe(true)
    await user.click(dialog.getByRole('checkbox', { name: 'Shelves' }))
    await user.clear(field('Login'))
    await user.click(inDialog('Save'))
    expect(dialog.getByText('Enter a login.')).toBeTruthy()
    await user.type(field('Login'), 'anna')
    await user.click(inDialog('Save'))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('members.update')).toEqual([
      { id: 'm2', name: 'Anna Berg', login: 'anna', role: 'project-manager', projectIds: ['p2'] }
    ])
  })

  test('the only Administrator stays one: the other roles and Remove cannot be chosen, and it says why', async () => {
    const { user } = renderApp('/members', filledState(), signedIn())
    await user.click((await rowOf('Kim Larsen')).getByRole('button', { name: 'Actions for Kim Larsen' }))
    const remove = await screen.findByRole('menuitem', { name: /Remove/ })
    expect(remove.hasAttribute('data-disabled')).toBe(true)
    expect(remove.textContent).toContain('The only Administrator')
    await user.click(screen.getByRole('menuitem', { name: 'Change' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByRole<HTMLInputElement>('radio', { name: 'Employee' }).disabled).toBe(true)
    expect(dialog.getByText(/Make another member Administrator first/)).toBeTruthy()
  })

  test('with a second Administrator one’s own role may change, with a word of warning', async () => {
    const { user } = renderApp(
      '/members',
      filledState(),
      signedIn('administrator', [kim, { ...anna, role: 'administrator' }])
    )
    await choose(user, 'Kim Larsen', 'Change')
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByRole<HTMLInputElement>('radio', { name: 'Employee' }).disabled).toBe(false)
    expect(dialog.getByText(/you can no longer change it back/)).toBeTruthy()
  })

  test('main’s word on the last Administrator is told all the same', async () => {
    const { user } = renderApp('/members', filledState(), (fake) => {
      signedIn('administrator', [kim, { ...anna, role: 'administrator' }])(fake)
      fake.answer('members.update', () => err(failure('last-administrator', { name: 'Kim Larsen' })))
    })
    await choose(user, 'Kim Larsen', 'Change')
    await user.click(screen.getByRole('radio', { name: 'Employee' }))
    await user.click(inDialog('Save'))
    expect((await screen.findByRole('alert')).textContent).toContain('The workspace needs an Administrator')
  })

  test('a new password is given and shown once', async () => {
    const { user, asked } = renderApp('/members', filledState(), signedIn())
    await choose(user, 'Anna Berg', 'Give a new password')
    await screen.findByRole('dialog', { name: 'New password for Anna Berg' })
    await user.type(field('Password for the next sign-in'), 'short')
    await user.click(inDialog('Give password'))
    expect(screen.getByText('Use at least 12 characters; a few words do well.')).toBeTruthy()
    await user.click(inDialog('Suggest'))
    const { value } = field('Password for the next sign-in')
    await user.click(inDialog('Give password'))
    await waitFor(() => expect(inDialog('Done')).toBeTruthy())
    expect(asked('members.resetPassword')).toEqual([{ id: 'm2', password: value }])
    expect(field('Login').value).toBe('anna.berg')
    await user.click(inDialog('Done'))
    await waitFor(() => expect(document.body.textContent).not.toContain(value))
  })

  test('one’s own is not given but changed', async () => {
    const { user } = renderApp('/members', filledState(), signedIn())
    await user.click((await rowOf('Kim Larsen')).getByRole('button', { name: 'Actions for Kim Larsen' }))
    await screen.findByRole('menuitem', { name: 'Change' })
    expect(screen.queryByRole('menuitem', { name: 'Give a new password' })).toBeNull()
  })
})

describe('removing', () => {
  test('asks first, and says which connections go on', async () => {
    const state = filledState()
    const authorisedBy = { memberId: 'm2', name: 'Anna Berg' }
    state.connections = [connection('c1', { authorisedBy }), connection('c2', { host: 'b.example.org', authorisedBy })]
    const { user, asked } = renderApp('/members', state, signedIn())
    await choose(user, 'Anna Berg', 'Remove')
    const dialog = within(await screen.findByRole('dialog', { name: 'Remove Anna Berg?' }))
    expect(await dialog.findByText(/2 connections .* at jira\.example\.com and b\.example\.org go on/)).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(asked('members.remove')).toEqual([])
  })

  test('takes the member out of the list', async () => {
    const { user, asked } = renderApp('/members', filledState(), (fake) => withSession(fake, session('administrator')))
    await user.click(await button('Add member'))
    await user.type(field('Name'), 'Anna')
    await user.type(field('Password for the first sign-in'), 'handed over on paper')
    await user.type(field('Your own password'), 'a password of my own')
    await user.type(field('Repeat your own password'), 'a password of my own{Enter}')
    await waitFor(() => expect(inDialog('Done')).toBeTruthy())
    await user.click(inDialog('Done'))
    await choose(user, 'Anna', 'Remove')
    const dialog = within(await screen.findByRole('dialog', { name: 'Remove Anna?' }))
    expect(dialog.getByText(/nobody is asked for a password any more/)).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(screen.queryByText('Anna')).toBeNull())
    expect(asked('members.remove')).toEqual([{ id: 'm2' }])
    const left = await screen.findByRole('button', { name: 'Actions for Kim Larsen' })
    await waitFor(() => expect(document.activeElement).toBe(left))
  })
})
