import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { err, failure, ok } from '../../../preload/contract/index.ts'
import { exactTime } from '../../../renderer/ui/time.tsx'
import { filledState, type FakeBridge } from './fake-bridge.ts'
import { session } from './fake-data.ts'
import { auditEntry, withSession } from './fake-members.ts'
import { button, renderApp } from './render-app.tsx'

const entries = Array.from({ length: 130 }, (_, at) =>
  auditEntry(130 - at, { subject: `host-${130 - at}.example.com`, at: Date.UTC(2026, 10, 25, 10, 0, 130 - at) })
)
const withEntries = (fake: FakeBridge) =>
  fake.answer('audit.list', ({ search, offset, limit }) => {
    const found = entries.filter(({ subject }) => subject.includes(search))
    return ok({ entries: found.slice(offset, offset + limit), total: found.length })
  })
const table = () => screen.findByRole('table', { name: 'Audit log' })

test('an Administrator finds it on Members, newest first, with the time to the second', async () => {
  const { user } = renderApp('/members', filledState(), withEntries)
  await user.click(await screen.findByRole('link', { name: 'Audit log' }))
  await screen.findByRole('heading', { level: 1, name: 'Audit log' })
  const rows = within(await table()).getAllByRole('row')
  const cells = (row: HTMLElement | undefined) =>
    row ? [...row.querySelectorAll('th, td')].map((cell) => cell.textContent) : []
  expect(cells(rows[0])).toEqual(['When', 'Who', 'What', 'To what', 'Details'])
  expect(cells(rows[1])).toEqual([
    exactTime(Date.UTC(2026, 10, 25, 10, 2, 10)),
    'Kim Larsen',
    'Connected',
    'host-130.example.com',
    'OAuth 1.0 as klarsen'
  ])
  expect(rows).toHaveLength(101)
  await user.click(await button('Show more (30 left)'))
  await within(await table()).findByText('host-1.example.com')
  await user.click(screen.getByRole('link', { name: 'Back to the members' }))
  await screen.findByRole('heading', { level: 1, name: 'Members' })
})

test('it is searched by main, and says when there is nothing', async () => {
  const { user } = renderApp('/members/audit', filledState(), withEntries)
  await screen.findByText('130 entries')
  const search = screen.getByRole('searchbox', { name: 'Search the audit log' })
  await user.type(search, 'host-77{Enter}')
  await screen.findByText('1 entry')
  expect(within(await table()).getByText('host-77.example.com')).toBeTruthy()
  await user.type(search, 'x{Enter}')
  await screen.findByRole('heading', { name: 'No entry with “host-77x”' })
  expect(screen.queryByRole('table')).toBeNull()
})

test('a new entry appears by itself', async () => {
  const { fake } = renderApp('/members/audit')
  await within(await table()).findByText('Made a project')
  withEntries(fake)
  fake.emit('changed', { topics: ['audit'] })
  expect(await within(await table()).findByText('host-130.example.com')).toBeTruthy()
})

test('empty: what will stand there', async () => {
  renderApp('/members/audit', filledState(), (fake) => fake.answer('audit.list', () => ok({ entries: [], total: 0 })))
  await screen.findByRole('heading', { name: 'Nothing to tell yet' })
  expect(screen.queryByRole('searchbox')).toBeNull()
})

test('exporting says where the file is; a closed dialog says nothing, a failure says why', async () => {
  const { user, fake } = renderApp('/members/audit')
  await user.click(await button('Export as CSV'))
  // Not what was said aloud, which stays there for whoever listens.
  const page = within(screen.getByRole('main'))
  const told = await page.findByText('Saved: /home/kim/audit.csv')
  expect(told.closest('[role=status]')).toBeTruthy()
  fake.answer('audit.export', () => ok({ file: null }))
  await user.click(await button('Export as CSV'))
  await waitFor(() => expect(page.queryByText(/^Saved:/)).toBeNull())
  expect(screen.queryByRole('alert')).toBeNull()
  fake.answer('audit.export', () => err(failure('disk-full', { file: 'audit.csv' })))
  await user.click(await button('Export as CSV'))
  expect((await screen.findByRole('alert')).textContent).toContain('There is no room left on the disk')
})

test('a busy button loses the focus, and has it again afterwards', async () => {
  let saved = () => {}
  const { user } = renderApp('/members/audit', filledState(), (fake) =>
    fake.answer('audit.export', () => new Promise((resolve) => (saved = () => resolve(ok({ file: null })))))
  )
  const start = await button('Export as CSV')
  await user.click(start)
  await waitFor(() => expect(start).toHaveProperty('disabled', true))
  // As Chromium does with what is disabled; the DOM of this test does not.
  start.blur()
  saved()
  await waitFor(() => expect(document.activeElement).toBe(start))
})

test('whoever may not read it is told so, and can export nothing', async () => {
  renderApp('/members/audit', filledState(), (fake) => {
    withSession(fake, session('project-manager'))
    const roles = { action: 'Reading the audit log', roles: 'Administrator' }
    fake.answer('audit.list', () => err(failure('not-permitted', roles)))
  })
  expect(await screen.findByText('Your role does not allow this')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Export as CSV' })).toBeNull()
})
