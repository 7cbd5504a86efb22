import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { err, failure, ok, type Connection } from '../../../preload/contract/index.ts'
import { filledState, type FakeBridge } from './fake-bridge.ts'
import { cloudConnection } from './fake-data.ts'
import { button, renderApp } from './render-app.tsx'

async function open(prepare?: (fake: FakeBridge) => void) {
  const state = filledState()
  state.connections = state.connections.slice(0, 1)
  const drawn = renderApp('/projects/p1', state, prepare)
  await drawn.user.click(await button('Select project'))
  await screen.findByRole('dialog', { name: 'Select project' })
  return drawn
}

test('only the rows in view are drawn, of 612 projects', async () => {
  await open()
  const list = await screen.findByRole('listbox', { name: 'Jira projects' })
  const options = within(list).getAllByRole('option')
  expect(options[0]?.getAttribute('aria-setsize')).toBe('612')
  expect(options.length).toBeLessThan(60)
})

test('the issue count is shown before linking; linking says which project', async () => {
  const { user, asked } = await open()
  expect((await button('Link project')).hasAttribute('disabled')).toBe(true)
  await user.click(await screen.findByRole('option', { name: /PRJ3 / }))
  expect(await screen.findByText('PRJ3 has 4 issues you can see.')).toBeTruthy()
  await user.click(await button('Link project'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked('links.create')).toEqual([{ projectId: 'p1', connectionId: 'c1', jiraProjectId: '10004' }])
  const linked = screen.getByRole('list', { name: 'Linked Jira projects' })
  expect(await within(linked).findByText('PRJ3')).toBeTruthy()
})

test('what is linked already is marked and cannot be picked', async () => {
  const { user, asked } = await open()
  const linked = await screen.findByRole('option', { name: /MOD/ })
  expect(linked.textContent).toContain('Already linked')
  expect(linked.getAttribute('aria-disabled')).toBe('true')
  await user.click(linked)
  expect(linked.getAttribute('aria-selected')).toBe('false')
  expect(asked('jiraProjects.countIssues')).toEqual([])
})

test('the search is main’s, and the keyboard picks from it', async () => {
  const { user, asked } = await open()
  await screen.findByRole('option', { name: /PRJ3 / })
  const box = screen.getByRole('searchbox', { name: 'Find a Jira project' })
  await user.type(box, 'number 61')
  await waitFor(() => expect(screen.queryByRole('option', { name: /PRJ3 / })).toBeNull())
  expect(asked('jiraProjects.list').at(-1)).toMatchObject({ search: 'number 61', offset: 0 })
  await user.click(box)
  await user.keyboard('{ArrowDown}{ArrowDown}{Enter}')
  const options = screen.getAllByRole('option')
  expect(options[1]?.getAttribute('aria-selected')).toBe('true')
})

test('a later page is fetched when the list is scrolled there', async () => {
  const { user, asked } = await open()
  await screen.findByRole('option', { name: /PRJ3 / })
  screen.getByRole('listbox').focus()
  await user.keyboard('{End}')
  await waitFor(() =>
    expect(asked('jiraProjects.list').some((input) => (input as { offset: number }).offset === 600)).toBe(true)
  )
})

test('an empty list explains itself', async () => {
  await open((fake) =>
    fake.answer('jiraProjects.list', () =>
      ok({
        projects: [],
        total: 0,
        explanation: {
          title: 'Kim Larsen sees no project',
          cause: 'Browse Projects on 0 projects.',
          remedy: 'Ask an administrator.'
        }
      })
    )
  )
  expect(await screen.findByText('Kim Larsen sees no project')).toBeTruthy()
  expect(screen.getByText(/Ask an administrator/)).toBeTruthy()
  expect(screen.queryByRole('listbox')).toBeNull()
})

test('a count that fails keeps the button off and says why', async () => {
  const { user } = await open((fake) =>
    fake.answer('jiraProjects.countIssues', () =>
      err(failure('timed-out', { host: 'jira.example.com', seconds: '30' }))
    )
  )
  await user.click(await screen.findByRole('option', { name: /PRJ3 / }))
  expect((await screen.findByRole('alert')).textContent).toContain('did not answer in time')
  expect((await button('Link project')).hasAttribute('disabled')).toBe(true)
})

test('"Ask Jira again" asks past the remembered list and shows the new one', async () => {
  const { user, asked, fake } = await open()
  await screen.findByRole('option', { name: /PRJ3 / })
  fake.state.jiraProjectCount = 613
  await user.click(await button('Ask Jira again'))
  expect(await screen.findByText('613 projects')).toBeTruthy()
  expect(asked('jiraProjects.list').filter((input) => (input as { refresh?: boolean }).refresh)).toHaveLength(1)
})

test('by keyboard alone: search, pick with Enter, link with Enter', async () => {
  const { user, asked } = await open()
  await screen.findByRole('option', { name: /PRJ3 / })
  await user.type(screen.getByRole('searchbox', { name: 'Find a Jira project' }), 'number 61{Enter}')
  await waitFor(() => expect(screen.queryByRole('option', { name: /PRJ3 / })).toBeNull())
  await user.keyboard('{Enter}')
  expect(screen.getAllByRole('option')[0]?.getAttribute('aria-selected')).toBe('true')
  await screen.findByText(/issues? you can see/)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked('links.create')).toHaveLength(1)
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Select project'))
})

/** Select project on a connection that signed in at Atlassian. */
async function openCloud(more: Partial<Connection> = {}, prepare?: (fake: FakeBridge) => void) {
  const state = { ...filledState(), connections: [cloudConnection('c1', more)], links: [] }
  const drawn = renderApp('/projects/p1', state, prepare)
  await drawn.user.click(await button('Select project'))
  await screen.findByRole('dialog', { name: 'Select project' })
  return drawn
}

const apiToken = () => screen.findByLabelText<HTMLInputElement>('API token', { selector: 'input' })

test('a Cloud connection is asked for its API token first; then come the projects, the search box with the focus', async () => {
  const { user, asked } = await openCloud()
  const field = await apiToken()
  await waitFor(() => expect(document.activeElement).toBe(field))
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Email' }).value).toBe('kim@example.com')
  expect(screen.getByRole('link', { name: 'Atlassian account' }).getAttribute('href')).toContain('id.atlassian.com')
  await user.type(field, 'tok')
  await user.type(screen.getByLabelText('Expires on'), '2027-01-31')
  await user.click(await button('Save token'))
  await screen.findByRole('option', { name: /PRJ3 / })
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Find a Jira project' }))
  expect(asked('connections.saveApiToken')).toEqual([
    { id: 'c1', email: 'kim@example.com', token: 'tok', expiresOn: '2027-01-31' }
  ])
})

test('going on without a token leads to the projects too', async () => {
  const { user, asked } = await openCloud()
  await user.click(await button('Go on without a token'))
  expect(await screen.findByRole('option', { name: /PRJ3 / })).toBeTruthy()
  expect(asked('connections.declineApiToken')).toEqual([{ id: 'c1' }])
})

test('another account’s token is refused in place, and does not stay in its field', async () => {
  const { user } = await openCloud({}, (fake) =>
    fake.answer('connections.saveApiToken', () =>
      err(failure('cloud-account-mismatch', { host: 'acme.atlassian.net', actual: 'Ada', expected: 'Kim' }))
    )
  )
  const field = await apiToken()
  await user.type(field, 'tok{Enter}')
  expect((await screen.findByRole('alert')).textContent).toContain('This token belongs to Ada')
  expect(field.value).toBe('')
  expect(document.activeElement).toBe(field)
})

test.each([
  ['declined', 'connected', false],
  ['held', 'connected', false],
  ['held', 'token-required', true]
] as const)('token %s, status %s: asked again %s', async (state, status, again) => {
  await openCloud({ apiToken: state, status })
  if (again) expect(await apiToken()).toBeTruthy()
  else expect(await screen.findByRole('listbox')).toBeTruthy()
})
