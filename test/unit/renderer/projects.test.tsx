import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { err, failure, ok } from '../../../preload/contract/index.ts'
import { emptyState, filledState } from './fake-bridge.ts'
import { project } from './fake-data.ts'
import { button, renderApp } from './render-app.tsx'

test('an empty workspace explains the first step', async () => {
  renderApp('/projects', emptyState())
  expect(await screen.findByRole('heading', { name: 'Start with a project' })).toBeTruthy()
})

test('a new project is created and shown in the list, its name ready to be opened', async () => {
  const { user, fake } = renderApp('/projects', filledState())
  await user.type(await screen.findByRole('searchbox', { name: 'Find a project' }), 'kitch{Enter}')
  await user.click(await button('New project'))
  const dialog = await screen.findByRole('dialog', { name: 'New project' })
  const field = within(dialog).getByRole('textbox', { name: 'Project name' })
  await waitFor(() => expect(document.activeElement).toBe(field))
  await user.keyboard('  Website  {Enter}')
  const link = await screen.findByRole('link', { name: 'Website' })
  await waitFor(() => expect(document.activeElement).toBe(link))
  // The search that would hide it is gone.
  expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Find a project' }).value).toBe('')
  expect(fake.state.projects.filter((one) => one.name === 'Website')).toHaveLength(1)
  await user.keyboard('{Enter}')
  expect(await screen.findByRole('heading', { level: 1, name: 'Website' })).toBeTruthy()
})

test('a new project further down than the first page is found all the same', async () => {
  const state = filledState()
  state.projects = Array.from({ length: 130 }, (_, index) => project(`p${index}`, `Project ${index}`))
  const { user } = renderApp('/projects', state, (fake) =>
    fake.answer('projects.create', ({ name }) => {
      const made = project('last', name)
      fake.state.projects.push(made)
      fake.emit('changed', { topics: ['projects'] })
      return ok(made)
    })
  )
  await user.click(await button('New project'))
  await user.keyboard('Zebra{Enter}')
  const link = await screen.findByRole('link', { name: 'Zebra' })
  await waitFor(() => expect(document.activeElement).toBe(link))
})

test('an empty name is refused at the field, without asking main', async () => {
  const { user, asked } = renderApp('/projects', emptyState())
  await user.click(await button('New project'))
  await user.click(await button('Create'))
  const field = screen.getByRole('textbox', { name: 'Project name' })
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByText('Enter a name.')).toBeTruthy()
  expect(asked('projects.create')).toEqual([])
})

test('a failure of main stays in the dialog with cause and remedy', async () => {
  const { user } = renderApp('/projects', emptyState(), (fake) =>
    fake.answer('projects.create', () => err(failure('disk-full', { file: 'workspace.db' })))
  )
  await user.click(await button('New project'))
  await user.keyboard('Website{Enter}')
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('There is no room left on the disk')
  expect(alert.textContent).toContain('Free some space')
  expect(screen.getByRole('dialog', { name: 'New project' })).toBeTruthy()
})

test('the search is main’s, asked once the person pauses', async () => {
  const { user, asked } = renderApp('/projects')
  await screen.findByRole('link', { name: 'Shelves' })
  await user.type(screen.getByRole('searchbox', { name: 'Find a project' }), 'kitch')
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Shelves' })).toBeNull())
  expect(screen.getByRole('link', { name: 'Kitchen fronts' })).toBeTruthy()
  const searches = asked('projects.list').map((input) => (input as { search: string }).search)
  expect(searches).toEqual(['', 'kitch'])
})

test('archived projects are apart, and can be restored', async () => {
  const { user, fake } = renderApp('/projects')
  await screen.findByRole('link', { name: 'Shelves' })
  expect(screen.queryByRole('link', { name: 'Old catalogue' })).toBeNull()
  await user.click(screen.getByRole('switch', { name: 'Show archived' }))
  await screen.findByRole('link', { name: 'Old catalogue' })
  await user.click(screen.getByRole('button', { name: 'Actions for Old catalogue' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Restore' }))
  await waitFor(() => expect(fake.state.projects.find((one) => one.id === 'p3')?.archivedAt).toBeNull())
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Old catalogue' })).toBeNull())
})

test('more than a page is loaded on request', async () => {
  const state = filledState()
  state.projects = Array.from({ length: 130 }, (_, index) => project(`p${index}`, `Project ${index}`))
  const { user } = renderApp('/projects', state)
  await screen.findByRole('link', { name: 'Project 99' })
  expect(screen.queryByRole('link', { name: 'Project 100' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Show more (30 left)' }))
  expect(await screen.findByRole('link', { name: 'Project 129' })).toBeTruthy()
})

test('a project is renamed in place', async () => {
  const { user, fake } = renderApp('/projects/p1')
  await user.click(await button('Project actions'))
  await user.click(await screen.findByRole('menuitem', { name: 'Rename' }))
  const field = await screen.findByRole('textbox', { name: 'Project name' })
  await user.clear(field)
  await user.type(field, 'Shelving{Enter}')
  expect(await screen.findByRole('heading', { level: 1, name: 'Shelving' })).toBeTruthy()
  expect(fake.state.projects[0]?.name).toBe('Shelving')
})

test('unlinking asks first and says that tasks stay', async () => {
  const { user, fake } = renderApp('/projects/p1')
  await user.click(await button('Unlink MOD'))
  const dialog = await screen.findByRole('dialog', { name: 'Unlink MOD?' })
  expect(dialog.textContent).toContain('stay in this project')
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(fake.state.links).toHaveLength(1)
  await user.click(await button('Unlink MOD'))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Unlink' }))
  expect(await screen.findByText(/No Jira project is linked yet/)).toBeTruthy()
  expect(fake.state.links).toEqual([])
  // The button is gone with its row; the focus is where one goes on, not lost.
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Add Account'))
})
