/** *Network settings* of a connection, and what the Tasks tab offers when the way to Jira is the trouble. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure, ok, type Failure } from '../../../preload/contract/index.ts'
import { emptyState, filledState, type FakeBridge } from './fake-bridge.ts'
import { connection, linkSync, run } from './fake-data.ts'
import { certificate, print, rootAuthority, siteNetwork } from './fake-network.ts'
import { button, renderApp } from './render-app.tsx'

const host = 'jira.example.com'

const settingsOf = async (fakes: (fake: FakeBridge) => void = () => {}) => {
  const drawn = renderApp('/connections', { ...emptyState(), connections: [connection('c1')] }, fakes)
  await drawn.user.click(await button(`More about ${host}`))
  await drawn.user.click(await screen.findByRole('menuitem', { name: 'Network settings' }))
  const dialog = await screen.findByRole('dialog', { name: 'Network settings' })
  await within(dialog).findByText(/^The way used now/)
  return { ...drawn, dialog }
}

describe('Network settings', () => {
  test('says the way used now; a proxy is set, and wrong addresses are refused in words', async () => {
    const { user, dialog, asked } = await settingsOf()
    expect(within(dialog).getByText(/^The way used now/).parentElement?.textContent).toContain('direct')
    const choice = within(dialog).getByRole('radiogroup')
    expect(within(choice).getByRole<HTMLInputElement>('radio', { name: 'System settings' }).checked).toBe(true)
    expect(within(dialog).queryByRole('button', { name: 'Save proxy' })).toBeNull()
    await user.click(within(choice).getByRole('radio', { name: 'This proxy' }))
    const address = within(dialog).getByRole('textbox', { name: 'Address of the proxy' })
    await user.type(address, 'proxy.example.com')
    await user.click(within(dialog).getByRole('button', { name: 'Save proxy' }))
    expect(await within(dialog).findByText(/^Enter the proxy as http:\/\/name:port/)).toBeTruthy()
    expect(dialog.textContent).not.toContain('proxy.url')
    expect(document.activeElement).toBe(address)
    await user.clear(address)
    await user.type(address, 'http://proxy.example.com:3128')
    await user.type(within(dialog).getByRole('textbox', { name: 'Without the proxy for' }), 'localhost')
    await user.click(within(dialog).getByRole('button', { name: 'Save proxy' }))
    expect(await within(dialog).findByText(/through the proxy proxy.example.com:3128/)).toBeTruthy()
    expect(asked('network.setProxy').at(-1)).toEqual({
      siteUrl: 'https://jira.example.com/jira',
      proxy: { mode: 'manual', url: 'http://proxy.example.com:3128', bypass: 'localhost' }
    })
    expect(asked('connections.check')).toEqual([])
    await user.click(within(dialog).getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement)
    await waitFor(() => expect(asked('connections.check')).toEqual([{ id: 'c1' }]))
  })

  test('an automatic script, and no proxy at all', async () => {
    const { user, dialog, asked } = await settingsOf()
    await user.click(within(dialog).getByRole('radio', { name: 'Automatic script' }))
    await user.type(
      within(dialog).getByRole('textbox', { name: 'Address of the script' }),
      'http://proxy.example.com/proxy.pac{Enter}'
    )
    await waitFor(() => expect(within(dialog).queryByRole('button', { name: 'Save proxy' })).toBeNull())
    await user.click(within(dialog).getByRole('radio', { name: 'No proxy' }))
    await user.click(within(dialog).getByRole('button', { name: 'Save proxy' }))
    await waitFor(() =>
      expect(asked('network.setProxy')).toMatchObject([
        { proxy: { mode: 'script', url: 'http://proxy.example.com/proxy.pac' } },
        { proxy: { mode: 'direct' } }
      ])
    )
  })

  test('the sign-in kept for the proxy can be forgotten and entered anew', async () => {
    let kept = siteNetwork({
      route: 'through the proxy p:3128',
      proxyAddress: 'p:3128',
      proxyUser: 'kim' as string | null
    })
    const { user, dialog } = await settingsOf((fake) => {
      fake.answer('network.get', () => ok(kept))
      fake.answer('network.forgetProxyCredential', () => ok((kept = { ...kept, proxyUser: null })))
      fake.answer('network.saveProxyCredential', ({ username }) => ok((kept = { ...kept, proxyUser: username })))
    })
    expect(within(dialog).getByText(/Kept for p:3128: kim/)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Forget the sign-in for p:3128' }))
    expect(await within(dialog).findByText(/None is kept/)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Sign in to the proxy' }))
    const form = within(within(dialog).getByRole('group', { name: 'Sign-in to p:3128' }))
    await user.type(form.getByRole('textbox', { name: 'User name' }), 'ada')
    await user.type(form.getByLabelText('Password'), 'hush')
    await user.click(form.getByRole('button', { name: 'Sign in to the proxy' }))
    expect(await within(dialog).findByText(/Kept for p:3128: ada/)).toBeTruthy()
  })

  test('what is trusted is listed, and taken back one by one', async () => {
    let kept = siteNetwork({
      authorities: [rootAuthority],
      pin: certificate() as ReturnType<typeof certificate> | null
    })
    const { user, dialog, asked } = await settingsOf((fake) => {
      fake.answer('network.get', () => ok(kept))
      fake.answer('network.unpin', () => ok((kept = { ...kept, pin: null })))
      fake.answer('network.removeAuthority', () => ok((kept = { ...kept, authorities: [] })))
    })
    await user.click(within(dialog).getByRole('button', { name: `Remove ${host}` }))
    await waitFor(() =>
      expect(within(dialog).queryByRole('list', { name: 'The only certificate you trust' })).toBeNull()
    )
    await user.click(within(dialog).getByRole('button', { name: 'Remove Example Root CA' }))
    expect(await within(dialog).findByText('Only those this computer trusts anyway.')).toBeTruthy()
    expect(asked('network.removeAuthority')).toMatchObject([{ fingerprint: print('2D') }])
  })

  test('that cannot be read say why', async () => {
    const drawn = renderApp('/connections', { ...emptyState(), connections: [connection('c1')] }, (fake) =>
      fake.answer('network.get', () => err(failure('database-busy')))
    )
    await drawn.user.click(await button(`More about ${host}`))
    await drawn.user.click(await screen.findByRole('menuitem', { name: 'Network settings' }))
    const dialog = await screen.findByRole('dialog', { name: 'Network settings' })
    expect(await within(dialog).findByRole('alert')).toBeTruthy()
  })
})

describe('on the Tasks tab', () => {
  const failed = (reason: Failure) => [linkSync({ lastRun: run({ outcome: 'failed', failure: reason }) })]

  test('a refused token leads to a new one; then it is synced again', async () => {
    const reason = failure('token-refused', { host })
    const { user, asked } = renderApp('/projects/p1/tasks', {
      ...filledState(),
      connections: [connection('c1', { method: 'pat', status: 'token-required', action: 'enter-token' })],
      sync: failed(reason)
    })
    await user.click(await button('Enter a new token'))
    const field = await screen.findByLabelText('Personal access token', { selector: 'input[type=password]' })
    await user.type(field, 'newtoken{Enter}')
    await waitFor(() => expect(asked('sync.start')).toHaveLength(1))
    expect(asked('connections.signInWithToken')).toMatchObject([{ connectionId: 'c1', token: 'newtoken' }])
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('grid', { name: 'Tasks' })))
  })

  test('a lost way to Jira can be checked from there', async () => {
    const { user, asked } = renderApp('/projects/p1/tasks', {
      ...filledState(),
      sync: failed(failure('timed-out', { host, seconds: '30' }))
    })
    await user.click(await button('Check connection'))
    await screen.findByRole('dialog', { name: 'Check connection' })
    expect(asked('doctor.start')).toEqual([{ connectionId: 'c1' }])
  })
})
