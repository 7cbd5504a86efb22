import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ok } from '../../../preload/contract/index.ts'
import { emptyState, filledState } from './fake-bridge.ts'
import { project, task } from './fake-data.ts'
import { button, renderApp } from './render-app.tsx'

const rowOf = async (text: string) => (await screen.findByText(text)).closest('[role=row]') as HTMLElement

test('the grid knows its size and draws what is in view', async () => {
  renderApp('/projects/p1/tasks')
  await rowOf('MOD-2')
  const grid = screen.getByRole('grid', { name: 'Tasks' })
  expect(grid.getAttribute('aria-rowcount')).toBe('1501')
  expect(within(grid).getAllByRole('row').length).toBeLessThan(60)
  const headers = within(grid)
    .getAllByRole('columnheader')
    .map((one) => one.textContent)
  expect(headers).toEqual(['Key', 'Summary', 'Type', 'Status', 'Assignee', 'Updated'])
  expect(screen.getByText(/1,500 tasks/).textContent).toContain('last synced 12 minutes ago · 1,500 tasks')
})

test('a header sorts, and says how', async () => {
  const { user, asked } = renderApp('/projects/p1/tasks')
  await rowOf('MOD-2')
  const header = screen.getByRole('columnheader', { name: 'Assignee' })
  expect(header.getAttribute('aria-sort')).toBe('none')
  await user.click(within(header).getByRole('button'))
  await waitFor(() => expect(header.getAttribute('aria-sort')).toBe('ascending'))
  await waitFor(() =>
    expect(asked('tasks.list').at(-1)).toMatchObject({ sort: 'assignee', descending: false, offset: 0 })
  )
  await user.click(within(header).getByRole('button'))
  await waitFor(() => expect(header.getAttribute('aria-sort')).toBe('descending'))
})

test('the keyboard moves through the rows, opens the detail and comes back', async () => {
  const { user } = renderApp('/projects/p1/tasks')
  const third = await rowOf('MOD-3')
  const grid = screen.getByRole('grid')
  grid.focus()
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(grid.getAttribute('aria-activedescendant')).toBe(third.id)
  await user.keyboard('{Enter}')
  const panel = await screen.findByRole('complementary', { name: 'Task details' })
  await waitFor(() => expect(document.activeElement).toBe(panel))
  expect(await within(panel).findByRole('heading', { name: 'Paint peels near the hinge (3)' })).toBeTruthy()
  expect(third.getAttribute('aria-selected')).toBe('true')
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('complementary')).toBeNull()
  expect(document.activeElement).toBe(grid)
})

test('End asks for the last page only', async () => {
  const { user, asked } = renderApp('/projects/p1/tasks')
  await rowOf('MOD-2')
  screen.getByRole('grid').focus()
  await user.keyboard('{End}')
  const offsets = () => new Set(asked('tasks.list').map((input) => (input as { offset: number }).offset))
  await waitFor(() => expect(offsets().has(1400)).toBe(true))
  expect(offsets().has(700)).toBe(false)
})

test('search and filters are main’s; clearing brings everything back', async () => {
  const { user, asked } = renderApp('/projects/p1/tasks')
  await rowOf('MOD-2')
  await user.type(screen.getByRole('searchbox', { name: 'Search tasks' }), 'veneer')
  await waitFor(() => expect(asked('tasks.list').at(-1)).toMatchObject({ search: 'veneer' }))
  expect(await screen.findByText(/250 match/)).toBeTruthy()
  const filters = screen.getByRole('group', { name: 'Filters' })
  await user.click(within(filters).getByRole('button', { name: 'Status' }))
  await user.click(await screen.findByRole('checkbox', { name: /^Done/ }))
  await waitFor(() => expect(asked('tasks.list').at(-1)).toMatchObject({ search: 'veneer', statuses: ['Done'] }))
  await user.click(await button('Clear filters'))
  await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('1501'))
  expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search tasks' }).value).toBe('')
})

test('the filter is still there after a look at the Overview', async () => {
  const { user, asked } = renderApp('/projects/p1/tasks?status=Done&sort=key')
  await waitFor(() => expect(asked('tasks.list').at(-1)).toMatchObject({ statuses: ['Done'], sort: 'key' }))
  await user.click(screen.getByRole('tab', { name: 'Overview' }))
  await screen.findByRole('region', { name: 'Modules' })
  await user.click(screen.getByRole('tab', { name: 'Tasks' }))
  expect(await screen.findByRole('button', { name: 'Status, 1 selected' })).toBeTruthy()
})

test('rows stay while the answer to a new question is on the way', async () => {
  const { user, fake } = renderApp('/projects/p1/tasks')
  await rowOf('MOD-2')
  fake.answer('tasks.list', () => new Promise(() => undefined))
  await user.type(screen.getByRole('searchbox', { name: 'Search tasks' }), 'x')
  await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-busy')).toBe('true'))
  expect(screen.getByText('MOD-2')).toBeTruthy()
})

test('a new task is made and appears', async () => {
  const { user } = renderApp('/projects/p1/tasks')
  await user.click(await button('New task'))
  const dialog = await screen.findByRole('dialog', { name: 'New task' })
  await user.type(within(dialog).getByRole('textbox', { name: 'Summary' }), 'Order hinges')
  await user.click(within(dialog).getByRole('button', { name: 'Create task' }))
  expect(await rowOf('Order hinges')).toBeTruthy()
})

test('the detail opens the issue in Jira, and says why it was archived', async () => {
  const { user, asked } = renderApp('/projects/p1/tasks', undefined, (fake) =>
    fake.answer('tasks.get', () => ok({ ...task(2), archivedAt: Date.now(), archivedReason: 'Deleted in Jira.' }))
  )
  await user.click(await rowOf('MOD-3'))
  const panel = await screen.findByRole('complementary', { name: 'Task details' })
  expect(await within(panel).findByText('Deleted in Jira.')).toBeTruthy()
  await user.click(within(panel).getByRole('button', { name: 'Open in Jira' }))
  expect(asked('app.openExternal')).toEqual([{ url: 'https://jira.example.com/jira/browse/MOD-3' }])
})

test('a project without tasks says what to do', async () => {
  renderApp('/projects/p1/tasks', { ...emptyState(), projects: [project('p1', 'Shelves')] })
  expect(await screen.findByRole('heading', { name: 'No tasks yet' })).toBeTruthy()
  expect((await button('Sync now')).hasAttribute('disabled')).toBe(true)
  expect(screen.getByText('To sync, link a Jira project under Overview.')).toBeTruthy()
})

test('what main says has changed is asked again', async () => {
  const state = filledState()
  const { fake } = renderApp('/projects/p1/tasks', state)
  await rowOf('MOD-2')
  state.tasks = state.tasks.map((one) => (one.key === 'MOD-2' ? { ...one, summary: 'Changed in Jira' } : one))
  fake.emit('changed', { topics: ['tasks'] })
  expect(await screen.findByText('Changed in Jira')).toBeTruthy()
})
