/** The keys below *Set up the application link*: changing them, taking one in, handing one out. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, fail, failure, ok } from '../../../preload/contract/index.ts'
import { applink, fingerprint, otherFingerprint, otherKey, publicKey } from './fake-applink.ts'
import { emptyState, type State } from './fake-bridge.ts'
import { status as appStatus } from './fake-data.ts'
import { button } from './render-app.tsx'
import { setUp, value } from './set-up-link.tsx'

test('kept until quitting, the key that is handed out is said to go', async () => {
  const words = /a link made with it stops working then/
  await setUp()
  expect(screen.queryByText(words)).toBeNull()
  await setUp((fake) => fake.answer('app.status', () => ok({ ...appStatus(), keychain: { state: 'session' } })))
  expect(await screen.findByText(words)).toBeTruthy()
})

describe('keys', () => {
  const changing = (): State => ({ ...emptyState(), applink: applink({ ...otherKey, formerKey: publicKey }) })

  test('a new one: both are shown with what each is for', async () => {
    const { user } = await setUp()
    await user.click(screen.getByText('Keys'))
    await user.click(await button('Make a new key'))
    expect(await screen.findByText(/^New key – handed out now/)).toBeTruthy()
    expect(screen.getByText(/^Former key – still works/)).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('A new key was made. It is the one shown above.')
    await waitFor(() => expect(value('Public key')).toBe(otherKey.publicKey))
    expect(screen.queryByRole('button', { name: 'Make a new key' })).toBeNull()
  })

  test('finishing while a Jira holds the former one: which, and only after a question', async () => {
    const { user, asked, fake } = await setUp(undefined, changing())
    await user.click(screen.getByRole('button', { name: 'Finish the change' }))
    expect((await screen.findByRole('alert')).textContent).toContain('jira.example.com')
    await user.click(screen.getByRole('button', { name: 'Finish anyway' }))
    const question = await screen.findByRole('group', { name: /^Forget the former key now\?.*jira\.example\.com/ })
    expect(document.activeElement).toBe(within(question).getByRole('button', { name: 'Cancel' }))
    expect(asked('applink.finishKeyChange')).toEqual([{ anyway: false }])
    await user.click(within(question).getByRole('button', { name: 'Finish anyway' }))
    const said = await screen.findByText(/^The change is finished/)
    expect(document.activeElement).toBe(said)
    expect(said.closest('details')?.open, 'what came of it can be seen').toBe(true)
    expect(asked('applink.finishKeyChange')).toEqual([{ anyway: false }, { anyway: true }])
    expect(fake.state.applink.formerKey).toBeNull()
  })

  test('keeping the former one, after a question; while a Jira holds the new one, after another', async () => {
    const { user, fake, asked } = await setUp(undefined, changing())
    await user.click(screen.getByRole('button', { name: 'Keep the former key' }))
    await user.click(await button('Cancel'))
    expect(asked('applink.cancelKeyChange')).toEqual([])
    expect(fake.state.applink.fingerprint).toBe(otherFingerprint)
    expect(document.activeElement?.textContent).toBe('Keep the former key')
    await user.click(screen.getByRole('button', { name: 'Keep the former key' }))
    await user.click(await button('Forget the new key'))
    expect((await screen.findByRole('alert')).textContent).toContain('jira.example.com accept the former key')
    await user.click(await button('Forget the new key anyway'))
    const question = await screen.findByRole('group', { name: /^Forget the new key now\?.*jira\.example\.com/ })
    expect(asked('applink.cancelKeyChange')).toEqual([{ anyway: false }])
    await user.click(within(question).getByRole('button', { name: 'Forget the new key anyway' }))
    expect(await screen.findByText(/^The former key stays/)).toBeTruthy()
    expect(asked('applink.cancelKeyChange')).toEqual([{ anyway: false }, { anyway: true }])
    expect(fake.state.applink.fingerprint).toBe(fingerprint)
  })

  test('importing one: a wrong passphrase is said, a closed dialog is not', async () => {
    const answers = [fail('cancelled'), fail('private-key-unreadable', { problem: 'The passphrase does not fit.' })]
    const { user, asked } = await setUp((fake) =>
      fake.answer('applink.importKey', () => answers.shift() ?? ok(applink({ ...otherKey, formerKey: publicKey })))
    )
    await user.click(screen.getByText('Keys'))
    await user.click(await button('Import a private key'))
    await screen.findByLabelText('Passphrase of the file')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Import a private key'))
    expect(screen.getByRole('dialog', { name: 'Set up the application link' }), 'only the form is closed').toBeTruthy()
    await user.keyboard('{Enter}')
    await user.click(await button('Cancel'))
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Import a private key'))
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(await screen.findByLabelText('Passphrase of the file'))
    await user.type(screen.getByLabelText('Passphrase of the file'), 'open sesame')
    await user.click(screen.getByRole('button', { name: 'Choose the file' }))
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Choose the file' }))
    expect((await screen.findByRole('alert')).textContent).toContain('The passphrase does not fit.')
    await user.click(screen.getByRole('button', { name: 'Choose the file' }))
    expect(await screen.findByText(/^The key was imported/)).toBeTruthy()
    expect(asked('applink.importKey')).toEqual(Array(3).fill({ passphrase: 'open sesame' }))
  })

  test('exporting the private one: understood, twelve characters, twice the same', async () => {
    const { user, asked } = await setUp()
    await user.click(screen.getByText('Keys'))
    await user.click(await button('Export the private key'))
    const save = await screen.findByRole<HTMLButtonElement>('button', { name: 'Save the encrypted key' })
    const first = screen.getByLabelText('New passphrase')
    const second = screen.getByLabelText('The same passphrase again')
    expect(screen.getByText(/can pretend to be AtTrack/)).toBeTruthy()
    await user.type(first, 'too short')
    expect(screen.getByText('3 more to go')).toBeTruthy()
    await user.type(first, ' by three')
    await user.type(second, 'too short by thre')
    expect(save.disabled).toBe(true)
    await user.type(second, 'e')
    expect(save.disabled).toBe(true)
    await user.click(screen.getByRole('checkbox', { name: /^I know what this means/ }))
    expect(save.disabled).toBe(false)
    await user.click(save)
    expect(await screen.findByText('Saved: /home/kim/attrack-key.pem')).toBeTruthy()
    expect(asked('applink.exportKey')).toEqual([{ passphrase: 'too short by three' }])
    expect(screen.queryByLabelText('New passphrase')).toBeNull()
  })

  test('what cannot be done is said in place', async () => {
    const { user } = await setUp((fake) =>
      fake.answer('applink.rotateKey', () => err(failure('keychain-missing', { problem: 'locked' })))
    )
    await user.click(screen.getByText('Keys'))
    await user.click(await button('Make a new key'))
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Make a new key' })).toBeTruthy()
  })
})
