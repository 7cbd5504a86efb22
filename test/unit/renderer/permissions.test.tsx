/** What each role is offered, page by page, against a table. What the buttons lead to: nothing-refused.test.tsx; the words: permissions-words.test.tsx. */
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { ok, role, type ChannelName } from '../../../preload/contract/index.ts'
import type { State } from './fake-bridge.ts'
import { session, status } from './fake-data.ts'
import { guard, people, sessionOf } from './guarded.ts'
import { renderApp } from './render-app.tsx'
import { severalPeople } from './several-people.ts'

type Person = keyof typeof people
const everybody = Object.keys(people) as Person[]
type Table = Readonly<Record<Person, readonly string[]>>

const show = (path: string, person: Person, state: State = severalPeople()) =>
  renderApp(path, state, (fake) => void guard(fake, people[person]))

const named = (button: Element): string => button.getAttribute('aria-label') ?? button.textContent ?? ''
const content = () => document.getElementById('content') as HTMLElement
const connections = () => [...content().querySelectorAll('section ul[class*=list] > li[class*=item]')]
/** Of the page itself; what stands at a connection is another table. */
const offered = (): string[] =>
  [...content().querySelectorAll('button')]
    .filter((one) => !connections().some((item) => item.contains(one)))
    .map(named)
const nothing: readonly string[] = []
const same = (names: readonly string[]): Table => ({
  administrator: names,
  manager: names,
  managerOfNone: names,
  employee: names,
  observer: names
})

const tabs = ['Overview', 'Tasks']
const jira = ['Set up the application link', 'Add Account']
const unlinkAll = ['Unlink MOD', 'Unlink ADA', 'Unlink SHA', 'Unlink TOK']
const filters = ['Status', 'Type', 'Assignee', 'Source']
const columns = ['Key', 'Summary', 'Type', 'Status', 'Assignee', 'Updated']
const tasksTab = (...actions: string[]) => [...tabs, ...filters, ...actions, 'What the last sync did']
const copies = ['Copy Redirect URL', 'Copy Workspace file']

/** In the order they stand there. */
const pages: Readonly<Record<string, Table>> = {
  '/projects': {
    administrator: ['New project', 'Actions for Shelves', 'Actions for Kitchen fronts'],
    manager: ['New project', 'Actions for Shelves'],
    managerOfNone: ['New project'],
    employee: nothing,
    observer: nothing
  },
  '/projects/p1': {
    ...same(tabs),
    administrator: ['Project actions', ...tabs, ...jira, ...unlinkAll],
    manager: ['Project actions', ...tabs, ...jira, ...unlinkAll]
  },
  // Of others than the manager looked at.
  '/projects/p2': { ...same(tabs), administrator: ['Project actions', ...tabs, ...jira, 'Unlink MOD', 'Unlink MOD'] },
  '/projects/p1/tasks': {
    administrator: [
      'Project actions',
      ...tasksTab('Sync now', 'New task'),
      // At the syncs that failed.
      'Show certificate',
      'Check connection',
      'Enter a new token',
      ...columns
    ],
    manager: [
      'Project actions',
      ...tasksTab('Sync now', 'New task'),
      'Show certificate',
      'Check connection',
      'Enter a new token',
      ...columns
    ],
    managerOfNone: [...tasksTab('Sync now', 'New task'), ...columns],
    employee: [...tasksTab('Sync now', 'New task'), ...columns],
    observer: [...tasksTab(), ...columns]
  },
  '/connections': { ...same(nothing), administrator: jira, manager: jira },
  '/settings': { ...same(copies), administrator: ['Save', ...copies, 'Back up workspace', 'Restore a backup'] },
  '/failures': same(nothing)
}

describe.each(everybody)('%s', (person) => {
  test.each(Object.keys(pages))('is offered on %s exactly', async (path) => {
    show(path, person)
    await waitFor(() => expect(offered()).toEqual(pages[path]?.[person]))
  })
})

/** The buttons at each connection of several-people.ts, on the page of all connections. */
const atConnections: Readonly<Record<string, Table>> = {
  // The manager's own sign-in, in the manager's own project.
  'mine.example.com': {
    ...same(['Check connection']),
    administrator: ['Check connection', 'Sign in again', 'Remove', 'More about mine.example.com'],
    manager: ['Check connection', 'Sign in again', 'Remove', 'More about mine.example.com'],
    observer: nothing
  },
  // Ada's, in the manager's own project.
  'adas.example.com': {
    ...same(['Check connection']),
    administrator: ['Check connection', 'Take over', 'Remove', 'More about adas.example.com'],
    manager: ['Check connection', 'Take over', 'Remove'],
    observer: nothing
  },
  // Ada's, in a project of others, too.
  'shared.example.com': {
    ...same(['Check connection']),
    administrator: [
      'Show what is typed',
      'Sign in to the proxy',
      'Network settings',
      'Check connection',
      'Take over',
      'Remove',
      'More about shared.example.com'
    ],
    observer: nothing
  },
  'foreign.example.com': {
    ...same(['Check connection']),
    administrator: ['Show certificate', 'Check connection', 'Take over', 'Remove', 'More about foreign.example.com'],
    // Looking at what a server shows changes nothing.
    manager: ['Show certificate', 'Check connection'],
    observer: nothing
  },
  'token.example.com': {
    ...same(['Check connection']),
    administrator: ['Enter a new token', 'Check connection', 'Sign in again', 'Remove', 'More about token.example.com'],
    manager: ['Enter a new token', 'Check connection', 'Sign in again', 'Remove', 'More about token.example.com'],
    observer: nothing
  },
  // Ada's, used in no project: nobody but Ada has another token of that account.
  'acme.atlassian.net': {
    ...same(['Check connection']),
    administrator: [
      'Check connection',
      'Take over',
      'Go on without the token',
      'Remove',
      'More about acme.atlassian.net'
    ],
    manager: ['Check connection', 'Take over', 'Go on without the token', 'Remove'],
    observer: nothing
  },
  'waits.example.com': {
    ...same(['Test the link']),
    administrator: ['Test the link', 'Set up the application link', 'Remove', 'More about waits.example.com'],
    manager: ['Test the link', 'Set up the application link', 'Remove', 'More about waits.example.com'],
    observer: nothing
  },
  'ready.example.com': {
    ...same(nothing),
    administrator: ['Log in to Jira', 'Set up the application link', 'Remove', 'More about ready.example.com'],
    manager: ['Log in to Jira', 'Set up the application link', 'Remove', 'More about ready.example.com']
  }
}

const hostOf = (item: Element): string => item.querySelector('[class*=host]')?.textContent ?? ''
const byHost = () =>
  Object.fromEntries(connections().map((item) => [hostOf(item), [...item.querySelectorAll('button')].map(named)]))

describe.each(everybody)('at each connection, %s', (person) => {
  test('is offered exactly', async () => {
    show('/connections', person)
    const expected = Object.fromEntries(Object.entries(atConnections).map(([host, table]) => [host, table[person]]))
    await waitFor(() => expect(byHost()).toEqual(expected))
  })

  /** Linking is for whoever signed in there, in their own projects; an Administrator may anywhere. */
  test.each(['p1', 'p2'])('selects a project for %s', async (project) => {
    show(`/projects/${project}`, person)
    const own = ['mine.example.com', 'token.example.com']
    const all = [...own, 'adas.example.com', 'shared.example.com', 'foreign.example.com', 'acme.atlassian.net']
    const expected = person === 'administrator' ? all : person === 'manager' && project === 'p1' ? own : []
    await waitFor(() => {
      const found = Object.entries(byHost()).filter(([, names]) => names.includes('Select project'))
      expect(found.map(([host]) => host).sort()).toEqual([...expected].sort())
      expect(Object.keys(byHost())).toHaveLength(Object.keys(atConnections).length)
    })
  })
})

test('on the page of a project of others a Project Manager changes no connection', async () => {
  show('/projects/p2', 'manager')
  await waitFor(() => expect(Object.keys(byHost())).toHaveLength(Object.keys(atConnections).length))
  const names = Object.values(byHost()).flat()
  expect(names).toContain('Check connection')
  expect(names.filter((one) => /Take over|Sign in again|Remove|Log in|More about/.test(one))).toEqual([])
})

describe('the one member of a workspace', () => {
  const alone = (path: string) => renderApp(path, severalPeople())

  test('has everything, and connections say nothing of whose sign-in they use', async () => {
    alone('/connections')
    const expected = Object.fromEntries(
      Object.entries(atConnections).map(([host, { administrator }]) => [
        host,
        administrator.map((one) => (one === 'Take over' ? 'Sign in again' : one))
      ])
    )
    delete expected['acme.atlassian.net']
    await waitFor(() => expect(byHost()).toMatchObject(expected))
    expect(content().textContent).not.toContain('sign-in ·')
    expect(content().textContent).not.toContain('’s sign-in')
  })

  test('has nothing to lock', async () => {
    alone('/settings')
    await screen.findByRole('combobox', { name: 'Sync every' })
    expect(screen.queryByRole('region', { name: 'Security' })).toBeNull()
  })
})

test('nothing is offered before main has said who sits there, and nobody is asked for connections', async () => {
  let answer = (): void => undefined
  const asked: ChannelName[] = []
  renderApp('/projects', severalPeople(), (fake) => {
    guard(fake, people.administrator)
    const { invoke } = fake
    fake.invoke = (name, input) => {
      asked.push(name)
      return invoke(name, input)
    }
    fake.answer('app.status', async () => {
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return ok({ ...status(), session: sessionOf(people.administrator) })
    })
  })
  await waitFor(() => expect(asked).toContain('app.status'))
  expect(screen.queryByRole('button', { name: 'New project' })).toBeNull()
  answer()
  expect(await screen.findByRole('button', { name: 'New project' })).toBeTruthy()
  expect(asked).not.toContain('connections.list')
})

test.each(role.options)('what the other tests take %s for is what main says', (one) => {
  const who = one === 'project-manager' ? { role: one, projectIds: ['p1'] } : { role: one }
  expect(session(one)).toEqual(sessionOf(who))
})
