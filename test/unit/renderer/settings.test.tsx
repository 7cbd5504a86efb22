/** Settings → Jira Cloud and the port for sign-ins. The rest of the page: shell.test.tsx. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { filledState } from './fake-bridge.ts'
import { cloudClient } from './fake-data.ts'
import { guard, type Who } from './guarded.ts'
import { renderApp } from './render-app.tsx'
import { ok, type CloudClient } from '../../../preload/contract/index.ts'

const withClient = (source: CloudClient['source']) =>
  renderApp('/settings', { ...filledState(), cloudClient: cloudClient(source) })
const section = () => screen.findByRole('region', { name: 'Jira Cloud' })
const secret = async () => within(await section()).findByLabelText<HTMLInputElement>('Client secret')

describe('Jira Cloud', () => {
  test('a client of the build needs nothing', async () => {
    withClient('build')
    expect(await within(await section()).findByText(/Nothing needs to be entered/)).toBeTruthy()
    expect(within(await section()).queryByRole('textbox')).toBeNull()
  })

  test('without one: the guide is open, with scopes and callback URL; saving keeps no secret', async () => {
    const { user, asked } = withClient('none')
    const field = await secret()
    const guide = within(await section())
      .getByText('How to make the app at Atlassian')
      .closest('details')
    expect(guide?.open).toBe(true)
    expect(guide?.textContent).toContain('read:jira-work')
    await user.click(within(await section()).getByRole('button', { name: 'Copy Callback URL' }))
    expect(asked('app.copy')).toEqual([{ text: 'http://localhost:47135/attrack/callback' }])
    await user.type(within(await section()).getByRole('textbox', { name: 'Client ID' }), 'my-app')
    await user.type(field, 'hush')
    await user.click(within(await section()).getByRole('button', { name: 'Save' }))
    expect(await within(await section()).findByText(/my-app is in use/)).toBeTruthy()
    expect((await secret()).value).toBe('')
    expect(asked('cloudClient.set')).toEqual([{ clientId: 'my-app', clientSecret: 'hush' }])
  })

  test('what is missing is said at its field', async () => {
    const { user } = withClient('none')
    const field = await secret()
    await user.type(within(await section()).getByRole('textbox', { name: 'Client ID' }), 'my-app{Enter}')
    expect((await screen.findByRole('alert')).textContent).toContain('Enter the client secret.')
    expect(document.activeElement).toBe(field)
  })

  test('removing asks first', async () => {
    const { user, asked } = withClient('settings')
    await user.click(await within(await section()).findByRole('button', { name: 'Remove' }))
    const dialog = await screen.findByRole('dialog', { name: 'Remove the app from AtTrack?' })
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('cloudClient.remove')).toHaveLength(1)
    expect(await within(await section()).findByText(/has to be known there as an app/)).toBeTruthy()
  })

  test('a link to it brings it into view, with the focus, once nothing above it grows any more', async () => {
    let answer = (): void => undefined
    const scrolled: Element[] = []
    vi.spyOn(HTMLElement.prototype, 'scrollIntoView').mockImplementation(function scroll(this: HTMLElement) {
      scrolled.push(this)
    })
    renderApp('/settings#jira-cloud', filledState(), (fake) =>
      fake.answer('settings.get', async () => {
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return ok({ syncIntervalMinutes: 15, callbackPort: 47135, lockAfterMinutes: 15 })
      })
    )
    const heading = await screen.findByRole('heading', { name: 'Jira Cloud' })
    await screen.findByText(/Nothing needs to be entered/)
    expect(document.activeElement).not.toBe(heading)
    answer()
    await waitFor(() => expect(document.activeElement).toBe(heading))
    expect(scrolled).toEqual([heading])
    vi.restoreAllMocks()
  })
})

describe('port for sign-ins', () => {
  test('a new one changes the redirect URL', async () => {
    const { user, fake } = renderApp('/settings')
    const port = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Port for sign-ins' })
    const save = within(port.closest('form') as HTMLElement).getByRole('button', { name: 'Save' })
    expect(save.hasAttribute('disabled')).toBe(true)
    await user.clear(port)
    await user.type(port, '50123')
    await user.click(save)
    const url = screen.getByRole<HTMLInputElement>('textbox', { name: 'Redirect URL' })
    await waitFor(() => expect(url.value).toBe('http://localhost:50123/attrack/callback'))
    expect(fake.state.settings).toMatchObject({ syncIntervalMinutes: 15, callbackPort: 50_123 })
  })

  test.each(['80', '70000', 'abc'])('%s is no port: said at the field, nothing changed', async (text) => {
    const { user, fake } = renderApp('/settings')
    const port = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Port for sign-ins' })
    await user.clear(port)
    await user.type(port, `${text}{Enter}`)
    expect((await screen.findByRole('alert')).textContent).toContain('Enter a port from 1024 to 65535.')
    expect(document.activeElement).toBe(port)
    expect(fake.state.settings.callbackPort).toBe(47_135)
  })
})

describe('locking', () => {
  const asWho = (who: Who) => renderApp('/settings', filledState(), (fake) => void guard(fake, who))

  test('an Administrator chooses after how long, once everybody signs in', async () => {
    const { user, fake } = asWho({ role: 'administrator' })
    const select = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Lock after' })
    expect(within(await screen.findByRole('region', { name: 'Security' })).getByText(/moved the mouse/)).toBeTruthy()
    expect(select.value).toBe('15')
    expect([...select.options].map((one) => one.text)).toEqual([
      'Never',
      '5 minutes',
      '15 minutes',
      '30 minutes',
      '60 minutes'
    ])
    await user.selectOptions(select, 'Never')
    expect(fake.state.settings).toMatchObject({ lockAfterMinutes: 0, syncIntervalMinutes: 15 })
  })

  test('others are told', async () => {
    asWho({ role: 'employee' })
    const region = await screen.findByRole('region', { name: 'Security' })
    expect(within(region).getByText('15 minutes')).toBeTruthy()
    expect(within(region).queryByRole('combobox')).toBeNull()
  })
})
