import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { failure, ok } from '../../../preload/contract/index.ts'
import { status } from './fake-data.ts'
import { button, renderApp } from './render-app.tsx'

describe('sidebar', () => {
  test('leads to every section by its name', async () => {
    const { user } = renderApp('/projects')
    const navigation = await screen.findByRole('navigation')
    for (const name of ['Connections', 'Members', 'Settings', 'Projects']) {
      await user.click(within(navigation).getByRole('link', { name }))
      expect(await screen.findByRole('heading', { level: 1, name })).toBeTruthy()
      expect(document.activeElement?.textContent, 'the focus stays on the link').toBe(name)
    }
  })
})

describe('notices', () => {
  test('the development runtime is named', async () => {
    renderApp('/projects')
    expect(await screen.findByText('Development runtime: Electron 25.1.1. Not for release.')).toBeTruthy()
  })

  test('nothing is said on a release runtime', async () => {
    renderApp('/projects', undefined, (fake) =>
      fake.answer('app.status', () => ok({ ...status(), developmentRuntime: false }))
    )
    await screen.findByRole('link', { name: 'Shelves' })
    expect(screen.queryByText(/Development runtime/)).toBeNull()
  })

  test('a missing keychain offers to keep secrets until quitting, and the notice follows the choice', async () => {
    const { user, asked } = renderApp('/projects', undefined, (fake) =>
      fake.answer('app.status', () =>
        ok({
          ...status(),
          keychain: { state: 'missing', failure: failure('keychain-missing', { detail: 'No such service.' }) }
        })
      )
    )
    await user.click(await button('Keep until I quit'))
    expect(await screen.findByText(/kept in memory until you quit/)).toBeTruthy()
    expect(asked('app.keepSecretsUntilQuit')).toHaveLength(1)
    expect(screen.queryByRole('button', { name: 'Keep until I quit' })).toBeNull()
  })

  test('a database that cannot be opened takes the whole page, with the remedy', async () => {
    renderApp('/projects', undefined, (fake) =>
      fake.answer('app.status', () =>
        ok({
          ...status(),
          database: {
            state: 'failed',
            failure: failure('database-newer', { file: 'workspace.db', found: '9', known: '3' })
          }
        })
      )
    )
    expect(await screen.findByRole('heading', { name: 'AtTrack cannot open your workspace' })).toBeTruthy()
    expect(screen.getByText(/Update AtTrack/)).toBeTruthy()
    expect(screen.queryByRole('navigation')).toBeNull()
  })
})

describe('settings', () => {
  test('the interval is shown, and choosing another one is saved', async () => {
    const { user, fake } = renderApp('/settings')
    const select = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Sync every' })
    expect(select.value).toBe('15')
    expect([...select.options].map((one) => one.text)).toEqual([
      'Off',
      '5 minutes',
      '15 minutes',
      '30 minutes',
      '60 minutes'
    ])
    await user.selectOptions(select, 'Off')
    expect(fake.state.settings.syncIntervalMinutes).toBe(0)
  })

  test('a refused change says so and leaves the interval', async () => {
    const { user } = renderApp('/settings', undefined, (fake) =>
      fake.answer('settings.set', () => ({ ok: false, failure: failure('disk-full', { file: 'settings.json' }) }))
    )
    const select = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Sync every' })
    await user.selectOptions(select, 'Off')
    expect((await screen.findByRole('alert')).textContent).toContain('no room left on the disk')
    expect(select.value).toBe('15')
  })
})

test('members: the person using the app, with the role', async () => {
  renderApp('/members')
  const list = await screen.findByRole('list', { name: 'Members' })
  expect(within(list).getByText(/Kim Larsen/)).toBeTruthy()
  expect(within(list).getByText('Administrator')).toBeTruthy()
})
