import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { err, failure, newPassword, ok } from '../../../preload/contract/index.ts'
import { suggestLogin, suggestPassword } from '../../../renderer/features/members/suggest.ts'
import { filledState } from './fake-bridge.ts'
import { project } from './fake-data.ts'
import { member } from './fake-members.ts'
import { field, inDialog, rowOf, signedIn } from './members-page.ts'
import { button, renderApp } from './render-app.tsx'

describe('adding', () => {
  test('the second member: everybody signs in from now on, so that one’s own password is asked for as well', async () => {
    const { user, asked } = renderApp('/members')
    await rowOf('Kim Larsen')
    await user.click(await button('Add member'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Add member' }))
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByLabelText('Name')))
    await user.keyboard('Anna Müller')
    expect(field('Login').value).toBe('anna.muller')
    expect(dialog.getByText('From now on everybody signs in')).toBeTruthy()
    expect(dialog.getByText(/Your login is kim\.larsen/)).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Suggest' }))
    const given = field('Password for the first sign-in')
    expect(newPassword.safeParse(given.value).success).toBe(true)
    expect(given.type).toBe('text')
    const suggested = given.value

    await user.click(inDialog('Add member'))
    expect(dialog.getByText('Use at least 12 characters; a few words do well.')).toBeTruthy()
    expect(document.activeElement).toBe(field('Your own password'))
    await user.keyboard('a password of my own')
    await user.type(field('Repeat your own password'), 'another one')
    const shown: Element[] = []
    vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function scroll(this: Element) {
      shown.push(this)
    })
    await user.click(inDialog('Add member'))
    const told = dialog.getByText('This is not the same as above.')
    await waitFor(() => expect(shown).toEqual([told]))
    vi.restoreAllMocks()
    expect(asked('members.add')).toEqual([])
    await user.clear(field('Repeat your own password'))
    await user.type(field('Repeat your own password'), 'a password of my own{Enter}')

    await waitFor(() => expect(inDialog('Done')).toBeTruthy())
    expect(asked('members.add')).toEqual([
      {
        name: 'Anna Müller',
        login: 'anna.muller',
        role: 'employee',
        projectIds: [],
        password: suggested,
        ownPassword: 'a password of my own'
      }
    ])
    expect(field('Login').value).toBe('anna.muller')
    expect(field('Password for the first sign-in').value).toBe(suggested)
    await user.click(inDialog('Copy Password for the first sign-in'))
    expect(asked('app.copy')).toEqual([{ text: suggested }])
    await user.click(inDialog('Done'))
    await rowOf('Anna Müller')
    await waitFor(() => expect(document.body.textContent).not.toContain(suggested))

    await user.click(await button('Add member'))
    expect(field('Password for the first sign-in').value).toBe('')
    expect(screen.queryByLabelText('Your own password')).toBeNull()
  })

  test('a Project Manager gets projects, found by their name', async () => {
    const state = filledState()
    state.projects = Array.from({ length: 30 }, (_, at) => project(`p${at}`, `Project ${at}`))
    const { user, asked } = renderApp('/members', state, signedIn())
    await user.click(await button('Add member'))
    const dialog = within(await screen.findByRole('dialog'))
    await user.type(field('Name'), 'Cleo')
    expect(dialog.queryByRole('group', { name: 'Projects' })).toBeNull()
    await user.click(dialog.getByRole('radio', { name: 'Project Manager' }))
    await user.click(await dialog.findByRole('checkbox', { name: 'Project 3' }))
    await user.type(dialog.getByRole('searchbox', { name: 'Find a project' }), '29{Enter}')
    await user.click(await dialog.findByRole('checkbox', { name: 'Project 29' }))
    expect(dialog.getByText(/^2 chosen/)).toBeTruthy()
    await user.type(field('Password for the first sign-in'), 'handed over on paper')
    await user.click(inDialog('Add member'))
    await waitFor(() => expect(inDialog('Done')).toBeTruthy())
    expect(asked('members.add')).toEqual([
      {
        name: 'Cleo',
        login: 'cleo',
        role: 'project-manager',
        projectIds: ['p3', 'p29'],
        password: 'handed over on paper'
      }
    ])
  })

  test('a login that is taken is told, and typed anew without typing the rest', async () => {
    const { user } = renderApp('/members', filledState(), (fake) => {
      signedIn()(fake)
      const taken = { what: 'The login ben', cause: 'Ben Ode has it.', remedy: 'Choose another login.' }
      fake.answer('members.add', ({ login, name }) =>
        login === 'ben' ? err(failure('already-exists', taken, { field: 'login' })) : ok(member('m4', name, { login }))
      )
    })
    await user.click(await button('Add member'))
    await user.type(field('Name'), 'Ben')
    await user.type(field('Password for the first sign-in'), 'handed over on paper{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('Ben Ode has it.')
    expect(document.activeElement).toBe(field('Login'))
    await user.keyboard('2')
    // A login that somebody typed stays, whatever the name becomes.
    await user.type(field('Name'), ' Two')
    expect(field('Login').value).toBe('ben2')
    await user.click(inDialog('Add member'))
    await waitFor(() => expect(field('Login').value).toBe('ben2'))
    expect(field('Password for the first sign-in').value).toBe('handed over on paper')
  })
})

test('what main finds wrong with a password stands at its field', async () => {
  const { user } = renderApp('/members', filledState(), (fake) => {
    const problem = 'The name and the login are what others try first.'
    fake.answer('members.add', () =>
      err(failure('invalid-input', { field: 'ownPassword', problem }, { field: 'ownPassword' }))
    )
  })
  await user.click(await button('Add member'))
  await user.type(field('Name'), 'Anna')
  await user.type(field('Password for the first sign-in'), 'handed over on paper')
  await user.type(field('Your own password'), 'kim.larsen.kim')
  await user.type(field('Repeat your own password'), 'kim.larsen.kim{Enter}')
  expect(await screen.findByText('The name and the login are what others try first.')).toBeTruthy()
  expect(document.activeElement).toBe(field('Your own password'))
  expect(screen.queryByRole('alert')).toBeNull()
})

describe('what is suggested', () => {
  test.each([
    ['Anna Müller', 'anna.muller'],
    ['  Søren  Kierkegaard ', 'soren.kierkegaard'],
    ['Jean-Luc O’Neill', 'jean-luc.o.neill'],
    ['Анна', 'анна'],
    ['山田 太郎', '山田.太郎'],
    ['!?', '']
  ])('a login for %s', (name, login) => {
    expect(suggestLogin(name)).toBe(login)
  })

  test('passwords are long enough, easy to read out, and never the same', () => {
    const many = Array.from({ length: 200 }, suggestPassword)
    for (const one of many) {
      expect(one).toMatch(/^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){3}$/)
      expect(newPassword.safeParse(one).success).toBe(true)
    }
    expect(new Set(many).size).toBe(many.length)
    // 3,200 characters out of 31: each of them is there.
    expect(new Set(many.join('').replaceAll('-', '')).size).toBe(31)
  })
})
