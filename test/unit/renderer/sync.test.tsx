import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { failure, ok } from '../../../preload/contract/index.ts'
import { filledState } from './fake-bridge.ts'
import { linkSync, run } from './fake-data.ts'
import { button, renderApp } from './render-app.tsx'

const announced = () => document.querySelector('[data-announcer]')?.textContent ?? ''

test('a sync is started, followed with counts, announced, and told when done', async () => {
  const { user, fake, asked } = renderApp('/projects/p1/tasks')
  await user.click(await button('Sync now'))
  expect(asked('sync.start')).toEqual([{ projectId: 'p1' }])
  const bar = await screen.findByRole('progressbar', { name: 'Sync of MOD' })
  expect(bar.getAttribute('aria-valuetext')).toBe('Fetching · 0 of 1,500')
  await waitFor(() => expect(announced()).toContain('Sync of MOD started.'))
  const running = linkSync({ running: true, phase: 'fetching', total: 1500 })
  fake.emit('sync.progress', { projectId: 'p1', link: { ...running, done: 800 } })
  await waitFor(() => expect(bar.getAttribute('aria-valuetext')).toBe('Fetching · 800 of 1,500'))
  expect(bar.getAttribute('aria-valuenow')).toMatch(/^53/)
  await waitFor(() => expect(announced()).toContain('50 percent'))
  fake.emit('sync.progress', {
    projectId: 'p1',
    link: linkSync({ lastRun: run({ fetched: 1500, new: 3, changed: 9 }) })
  })
  await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull())
  await waitFor(() => expect(announced()).toContain('Sync of MOD finished: 1500 fetched, 3 new, 9 changed.'))
  expect(await button('Sync now')).toBeTruthy()
})

test('progress of a project not on screen changes nothing here', async () => {
  const { fake } = renderApp('/projects/p1/tasks')
  await button('Sync now')
  fake.emit('sync.progress', { projectId: 'p2', link: linkSync({ running: true }) })
  await new Promise((done) => setTimeout(done, 50))
  expect(screen.queryByRole('progressbar')).toBeNull()
})

test('a running sync can be cancelled', async () => {
  const { user, asked } = renderApp('/projects/p1/tasks')
  await user.click(await button('Sync now'))
  await user.click(await button('Cancel sync'))
  expect(asked('sync.cancel')).toEqual([{ projectId: 'p1' }])
  expect(await button('Sync now')).toBeTruthy()
})

test('without a total the bar claims no number', async () => {
  const state = filledState()
  state.sync = [linkSync({ running: true, phase: 'connecting' })]
  renderApp('/projects/p1/tasks', state)
  const bar = await screen.findByRole('progressbar', { name: 'Sync of MOD' })
  expect(bar.getAttribute('aria-valuenow')).toBeNull()
  expect(bar.getAttribute('aria-valuetext')).toBe('Connecting')
})

test('a failed sync is shown with cause and remedy', async () => {
  const state = filledState()
  const reason = failure('needs-sign-in', { host: 'jira.example.com' })
  state.sync = [linkSync({ lastRun: run({ outcome: 'failed', failure: reason }) })]
  renderApp('/projects/p1/tasks', state)
  const notice = await screen.findByRole('group', { name: /^The last sync of MOD failed: / })
  expect(notice.textContent).toContain('Please sign in again')
  expect(notice.textContent).toContain('Choose “Sign in again”')
})

test('the ledger tells what the last sync did, with reasons', async () => {
  const { user } = renderApp('/projects/p1/tasks')
  await user.click(await button('What the last sync did'))
  const dialog = await screen.findByRole('dialog', { name: 'What the last sync did' })
  const runs = await within(dialog).findByRole('list', { name: 'Sync runs' })
  expect(runs.textContent).toContain('Fetched48')
  const entries = await within(dialog).findByRole('list', { name: 'What happened to single tasks' })
  expect(entries.textContent).toContain('MOD-7')
  expect(entries.textContent).toContain('Deleted in Jira.')
})

test('rows appear while the first sync is still running, without waiting for its end', async () => {
  const state = filledState()
  const arriving = state.tasks.slice(0, 3)
  state.tasks = []
  state.sync = [linkSync({ running: true, phase: 'fetching', lastSyncedAt: null })]
  const { fake } = renderApp('/projects/p1/tasks', state)
  await screen.findByText('The first tasks are on their way')
  state.tasks = arriving
  fake.emit('sync.progress', {
    projectId: 'p1',
    link: linkSync({ running: true, phase: 'fetching', done: 3, total: 1500, lastSyncedAt: null })
  })
  const first = arriving[0]?.key ?? '?'
  expect(await screen.findByText(first)).toBeTruthy()
})

test('cancelling is seen at once, and once only asked for', async () => {
  const state = filledState()
  state.sync = [linkSync({ running: true, phase: 'fetching', done: 100, total: 1500 })]
  const { user, fake, asked } = renderApp('/projects/p1/tasks', state, (one) => one.answer('sync.cancel', () => ok({})))
  await user.click(await button('Cancel sync'))
  const stopping = await button('Stopping…')
  await user.click(stopping)
  expect(asked('sync.cancel')).toHaveLength(1)
  fake.emit('sync.progress', { projectId: 'p1', link: linkSync({ running: false }) })
  expect(await button('Sync now')).toBe(stopping)
})
