import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure, ok } from '../../../preload/contract/index.ts'
import { filledState, type FakeBridge } from './fake-bridge.ts'
import { session, status } from './fake-data.ts'
import { rightPassword, withSession } from './fake-members.ts'
import { button, renderApp } from './render-app.tsx'

const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label)
const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const announced = () => document.querySelector('[data-announcer]')?.textContent ?? ''

/** What the invented workspace is full of; none of it may be seen from outside. */
const expectNothingOfTheWorkspace = () => {
  expect(document.body.textContent).not.toMatch(/Shelves|MOD-|Kitchen|jira\.example/)
  expect(screen.queryByRole('navigation')).toBeNull()
  expect(screen.queryByRole('dialog')).toBeNull()
}

describe('signed out', () => {
  const signedOut = (fake: FakeBridge) => void withSession(fake, session('administrator', 'signed-out'))

  test('the window asks for login and password, and asks main for nothing of the workspace', async () => {
    const { fake } = renderApp('/projects/p1', filledState(), signedOut)
    await heading('Sign in to AtTrack')
    const login = await field('Login')
    expect(document.activeElement).toBe(login)
    expect(login.autocomplete).toBe('username')
    expect((await field('Password')).autocomplete).toBe('current-password')
    expectNothingOfTheWorkspace()
    expect([...new Set(fake.calls.map(({ name }) => name))]).toEqual(['app.status'])
  })

  test('signing in leads to the projects, says who came, and puts the focus there', async () => {
    const { user, asked } = renderApp('/settings', filledState(), signedOut)
    await user.type(await field('Login'), ' kim{Tab}')
    await user.keyboard(`${rightPassword}{Enter}`)
    await heading('Projects')
    expect(asked('session.signIn')).toEqual([{ login: ' kim', password: rightPassword }])
    await waitFor(() => expect(document.activeElement?.id).toBe('content'))
    await waitFor(() => expect(announced()).toContain('Signed in as Kim Larsen, Administrator.'))
  })

  test('a wrong password is told; the login stays, the password does not', async () => {
    const { user } = renderApp('/projects', filledState(), signedOut)
    await user.type(await field('Login'), 'kim')
    await user.type(await field('Password'), 'wrong{Enter}')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('That login and password do not belong together')
    // There is no page that could be led to.
    expect(within(alert).queryByRole('link')).toBeNull()
    expect((await field('Login')).value).toBe('kim')
    const password = await field('Password')
    expect(password.value).toBe('')
    expect(document.activeElement).toBe(password)
    expect(password.getAttribute('aria-invalid')).toBe('true')
  })

  test('how long to wait after too many wrong ones', async () => {
    const { user } = renderApp('/projects', filledState(), (fake) => {
      signedOut(fake)
      fake.answer('session.signIn', () => err(failure('login-throttled', { wait: '30 seconds' })))
    })
    await user.type(await field('Login'), 'kim')
    await user.type(await field('Password'), 'wrong{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('Wait 30 seconds')
  })

  test('what is missing is said at its field, without asking main', async () => {
    const { user, asked } = renderApp('/projects', filledState(), signedOut)
    await user.click(await button('Sign in'))
    expect(screen.getByText('Enter your login.')).toBeTruthy()
    expect(document.activeElement).toBe(await field('Login'))
    await user.keyboard('kim{Enter}')
    expect(screen.getByText('Enter the password.')).toBeTruthy()
    expect(document.activeElement).toBe(await field('Password'))
    expect(asked('session.signIn')).toEqual([])
  })
})

describe('locked', () => {
  const signedIn = (fake: FakeBridge) => void withSession(fake, session('project-manager'))

  test('everything of the workspace leaves the window, and the same page comes back with the password', async () => {
    let become: ReturnType<typeof withSession> = () => undefined
    const { user, asked, fake } = renderApp('/projects/p1', filledState(), (one) => {
      become = withSession(one, session('project-manager'))
    })
    await heading('Shelves')
    await screen.findByRole('region', { name: 'Jira Integration' })
    fake.answer('projects.setArchived', () => err(failure('disk-full', { file: 'Shelves.db' })))
    await user.click(await button('Project actions'))
    await user.click(await screen.findByRole('menuitem', { name: 'Archive' }))
    expect(await screen.findByText(/Shelves\.db/)).toBeTruthy()
    await user.click(await button('Add Account'))
    await screen.findByRole('dialog')
    const before = asked('projects.get').length

    fake.answer('projects.get', () => new Promise(() => {}))
    // As main does after a while.
    become(session('project-manager', 'locked'))
    await heading('Locked')
    expectNothingOfTheWorkspace()
    expect(document.title).toBe('Locked – AtTrack')
    expect(screen.getByText(/Kim Larsen is signed in here/)).toBeTruthy()
    expect(document.activeElement).toBe(await field('Password'))

    await user.keyboard('wrong{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('That is not the password of Kim Larsen')
    expect((await field('Password')).value).toBe('')
    await user.keyboard(`${rightPassword}{Enter}`)
    // Remembered answers would show the name at once; main has not answered yet.
    await screen.findByRole('navigation')
    expect(asked('projects.get').length).toBeGreaterThan(before)
    expect(screen.queryByText('Shelves')).toBeNull()
    expect(screen.queryByText(/Shelves\.db/)).toBeNull()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('unlocked: the address is the one of before', async () => {
    const { user } = renderApp('/projects/p1', filledState(), signedIn)
    await heading('Shelves')
    await user.click(screen.getByRole('button', { name: /Kim Larsen/ }))
    await user.click(await screen.findByRole('menuitem', { name: 'Lock' }))
    await heading('Locked')
    await user.click(await button('Unlock'))
    expect(screen.getByText('Enter the password.')).toBeTruthy()
    await user.keyboard(`${rightPassword}{Enter}`)
    await heading('Shelves')
  })

  test('somebody else signs in instead, and begins at the projects', async () => {
    const { user, asked } = renderApp('/settings', filledState(), signedIn)
    await user.click(await screen.findByRole('button', { name: /Kim Larsen/ }))
    await user.click(await screen.findByRole('menuitem', { name: 'Lock' }))
    await user.click(await button('Sign in as somebody else'))
    await heading('Sign in to AtTrack')
    expect(asked('session.signOut')).toHaveLength(1)
    await user.type(await field('Login'), 'anna')
    await user.type(await field('Password'), `${rightPassword}{Enter}`)
    await heading('Projects')
  })
})

test.each(['signed-out', 'locked', 'password-change-due'] as const)(
  'a call that is refused with %s makes the window ask who is there',
  async (code) => {
    const titles = {
      'signed-out': 'Sign in to AtTrack',
      locked: 'Locked',
      'password-change-due': 'Choose your own password'
    }
    const states = { 'signed-out': 'signed-out', locked: 'locked', 'password-change-due': 'password-change' } as const
    const { user, fake } = renderApp('/projects', filledState(), (one) => void withSession(one, session('employee')))
    await screen.findByRole('link', { name: 'Shelves' })
    // No announcement reaches the window.
    fake.answer('app.status', () => ok({ ...status(), session: session('employee', states[code]) }))
    fake.answer('projects.list', () => err(failure(code, { name: 'Kim Larsen' })))
    await user.type(screen.getByRole('searchbox', { name: 'Find a project' }), 'kit{Enter}')
    await heading(titles[code])
    expectNothingOfTheWorkspace()
  }
)

describe('a password of one’s own', () => {
  const given = (fake: FakeBridge) => void withSession(fake, session('employee', 'password-change'))
  const type = async (user: { type: (element: Element, text: string) => Promise<void> }, texts: readonly string[]) => {
    const labels = ['Current password', 'New password', 'Repeat the new password']
    for (const [at, text] of texts.entries()) if (text) await user.type(await field(labels[at] ?? ''), text)
  }

  test('is asked for before anything else, with its rule', async () => {
    const { fake } = renderApp('/projects', filledState(), given)
    await heading('Choose your own password')
    expectNothingOfTheWorkspace()
    expect(document.activeElement).toBe(await field('Current password'))
    expect(screen.getByText(/At least 12 characters/)).toBeTruthy()
    expect((await field('New password')).autocomplete).toBe('new-password')
    expect((await field('Repeat the new password')).autocomplete).toBe('new-password')
    expect(fake.calls.some(({ name }) => name === 'projects.list')).toBe(false)
  })

  test('too short, the same as before, not the same twice: each told at its field', async () => {
    const { user, asked } = renderApp('/projects', filledState(), given)
    await type(user, [rightPassword, 'short', 'short'])
    await user.click(await button('Save password'))
    expect(screen.getByText('Use at least 12 characters; a few words do well.')).toBeTruthy()
    expect(document.activeElement).toBe(await field('New password'))
    await user.clear(await field('New password'))
    await type(user, ['', rightPassword])
    await user.click(await button('Save password'))
    expect(screen.getByText('Choose another one than the current password.')).toBeTruthy()
    await type(user, ['', ' and more'])
    await user.click(await button('Save password'))
    expect(screen.getByText('This is not the same as above.')).toBeTruthy()
    expect(document.activeElement).toBe(await field('Repeat the new password'))
    expect(asked('session.changePassword')).toEqual([])
  })

  test('is saved, and the workspace opens; a wrong present one is told', async () => {
    const { user, asked } = renderApp('/projects', filledState(), given)
    const next = 'nobody else knows it'
    await type(user, ['not it', next, next])
    await user.click(await button('Save password'))
    expect((await screen.findByRole('alert')).textContent).toContain('That is not your current password')
    for (const label of ['Current password', 'New password', 'Repeat the new password'])
      expect((await field(label)).value, label).toBe('')
    await type(user, [rightPassword, next, next])
    await user.click(await button('Save password'))
    await heading('Projects')
    expect(asked('session.changePassword')).toContainEqual({ current: rightPassword, password: next })
  })

  test('can be put off by signing out', async () => {
    const { user } = renderApp('/projects', filledState(), given)
    await user.click(await button('Sign out'))
    expect(await heading('Sign in to AtTrack')).toBeTruthy()
  })
})

describe('the present member in the sidebar', () => {
  test('is not there where nobody signs in', async () => {
    renderApp('/projects')
    await screen.findByRole('link', { name: 'Shelves' })
    expect(screen.queryByRole('button', { name: /Kim Larsen/ })).toBeNull()
  })

  test('changes the password in a dialog', async () => {
    const { user, asked } = renderApp('/projects', filledState(), (fake) => void withSession(fake, session('observer')))
    const me = await screen.findByRole('button', { name: 'Kim Larsen Observer' })
    await user.click(me)
    await user.click(await screen.findByRole('menuitem', { name: 'Change password' }))
    const dialog = await screen.findByRole('dialog', { name: 'Change password' })
    await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByLabelText('Current password')))
    await user.keyboard(rightPassword)
    await user.type(within(dialog).getByLabelText('New password'), 'four words do well')
    await user.type(within(dialog).getByLabelText('Repeat the new password'), 'four words do well{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('session.changePassword')).toHaveLength(1)
    expect(await screen.findByText('Your password was changed.')).toBeTruthy()
    await waitFor(() => expect(document.activeElement).toBe(me))
  })

  test('signs out', async () => {
    const { user } = renderApp('/projects', filledState(), (fake) => void withSession(fake, session('employee')))
    await user.click(await screen.findByRole('button', { name: 'Kim Larsen Employee' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }))
    await heading('Sign in to AtTrack')
    expectNothingOfTheWorkspace()
  })
})

describe('being there', () => {
  /** An event as the browser makes it for a person (`trusted`) or a script, at a time in ms. */
  const move = (at: number, trusted: boolean, type = 'pointermove') => {
    const event = new Event(type, { bubbles: true })
    Object.defineProperty(event, 'isTrusted', { value: trusted })
    Object.defineProperty(event, 'timeStamp', { value: at })
    document.body.dispatchEvent(event)
  }

  test('is told main at most every 20 seconds, and only for what a person did', async () => {
    const { asked } = renderApp('/projects', filledState(), (fake) => void withSession(fake, session('employee')))
    await screen.findByRole('link', { name: 'Shelves' })
    const told = () => asked('session.active').length
    move(1_000, false)
    expect(told()).toBe(0)
    move(1_000, true)
    move(2_000, true, 'keydown')
    move(20_999, true, 'wheel')
    expect(told()).toBe(1)
    move(21_000, true, 'pointerdown')
    expect(told()).toBe(2)
  })

  test('is nobody’s business where nobody signs in', async () => {
    const { asked } = renderApp('/projects')
    await screen.findByRole('link', { name: 'Shelves' })
    move(1_000, true)
    expect(asked('session.active')).toEqual([])
  })
})
