/** Certificates and the proxy's sign-in: from the failure that calls for them to the retry. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { err, failure, ok, type Failure } from '../../../preload/contract/index.ts'
import { emptyState, type FakeBridge } from './fake-bridge.ts'
import { connection, site } from './fake-data.ts'
import {
  certificate,
  issuingAuthority,
  print,
  refusedReport,
  rootAuthority,
  siteNetwork,
  trustedReport,
  unknownAuthority
} from './fake-network.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'

const host = 'jira.example.com'

/** Add Account → Server version → an address at which `reason` is in the way the first time. */
async function atAddress(reason: Failure, prepare: (fake: FakeBridge) => void = () => {}): Promise<Drawn> {
  let asked = 0
  const drawn = renderApp('/connections', emptyState(), (fake) => {
    fake.answer('connections.findSite', () => (asked++ === 0 ? err(reason) : ok(site)))
    prepare(fake)
  })
  const { user } = drawn
  await user.click(await button('Add Account'))
  const server = await screen.findByRole('group', { name: 'Server version' })
  await user.click(within(server).getByRole('button', { name: 'Log in to Jira' }))
  await user.type(await screen.findByRole('textbox', { name: 'Link to your Jira' }), `${host}/browse/MOD-1`)
  await user.click(screen.getByRole('button', { name: 'Confirm' }))
  await screen.findByRole('alert')
  return drawn
}

/** The dialog is gone, and the address that had failed was asked for again. */
const expectFound = async ({ asked }: Drawn): Promise<void> => {
  expect(await screen.findByRole('radiogroup', { name: 'How do you want to sign in?' })).toBeTruthy()
  expect(asked('connections.findSite')).toHaveLength(2)
}

const certificateDialog = () => screen.findByRole('dialog', { name: `Certificate of ${host}` })
const showCertificate = async (drawn: Drawn): Promise<HTMLElement> => {
  await drawn.user.click(await button('Show certificate'))
  return certificateDialog()
}

describe('Certificate of …', () => {
  test('shows the chain up to the authority that is missing, and what is wrong with each', async () => {
    const drawn = await atAddress(unknownAuthority())
    const dialog = await showCertificate(drawn)
    const chain = await within(dialog).findByRole('list', { name: `Certificates ${host} showed` })
    const links = within(chain)
      .getAllByRole('listitem')
      .filter((one) => one.parentElement === chain)
    expect(links.map((one) => one.textContent)).toHaveLength(3)
    const [own, issuing, missing] = links
    expect(own?.textContent).toContain('CN=jira.example.com, O=Example')
    expect(own?.textContent).toContain(print('AB'))
    expect(issuing?.dataset.problem).toBe('true')
    expect(issuing?.textContent).toContain('Example Root CA is not known to this computer.')
    expect(missing?.textContent).toContain('Example Root CANot sent by the server')
    expect(drawn.asked('network.inspectCertificate')).toEqual([{ siteUrl: `https://${host}/browse/MOD-1` }])
    await drawn.user.click(
      within(own as HTMLElement).getByRole('button', { name: `Copy SHA-256 fingerprint (${host})` })
    )
    expect(drawn.asked('app.copy')).toEqual([{ text: print('AB') }])
  })

  test('importing an authority closes it, and the address is tried again', async () => {
    const drawn = await atAddress(unknownAuthority())
    const dialog = await showCertificate(drawn)
    await drawn.user.click(await within(dialog).findByRole('button', { name: 'Import a certificate authority' }))
    await expectFound(drawn)
  })

  test('a server that asks for a client certificate next is trusted all the same', async () => {
    const drawn = await atAddress(unknownAuthority())
    const dialog = await showCertificate(drawn)
    const importing = await within(dialog).findByRole('button', { name: 'Import a certificate authority' })
    drawn.fake.answer('network.inspectCertificate', () => err(failure('client-certificate-needed', { host })))
    await drawn.user.click(importing)
    await expectFound(drawn)
    expect(screen.queryByRole('dialog', { name: `Certificate of ${host}` })).toBeNull()
  })

  test('an authority of another server is said not to help; no file chosen is no failure', async () => {
    const drawn = await atAddress(unknownAuthority(), (fake) => {
      fake.answer('network.importAuthority', () => ok(siteNetwork({ authorities: [rootAuthority] })))
    })
    const dialog = await showCertificate(drawn)
    const importing = await within(dialog).findByRole('button', { name: 'Import a certificate authority' })
    await drawn.user.click(importing)
    expect(await within(dialog).findByText(/does not vouch for the certificate/)).toBeTruthy()
    drawn.fake.answer('network.importAuthority', () => err(failure('cancelled')))
    await drawn.user.click(importing)
    await waitFor(() => expect(within(dialog).queryByText(/does not vouch/)).toBeNull())
    expect(within(dialog).queryByRole('alert')).toBeNull()
  })

  test('one certificate is trusted only after its fingerprint was compared', async () => {
    const reason = failure('certificate-self-signed', { host })
    const drawn = await atAddress(reason)
    const dialog = await showCertificate(drawn)
    const pin = await within(dialog).findByRole<HTMLButtonElement>('button', { name: 'Trust this certificate only' })
    expect(pin.disabled).toBe(true)
    await drawn.user.click(
      within(dialog).getByRole('checkbox', { name: 'I compared the fingerprint with whoever runs this Jira' })
    )
    await drawn.user.click(pin)
    await expectFound(drawn)
    expect(drawn.asked('network.pin')).toEqual([{ siteUrl: `https://${host}/browse/MOD-1`, fingerprint: print('AB') }])
  })

  test('a certificate that changed meanwhile is not trusted: it has to be compared anew', async () => {
    const drawn = await atAddress(unknownAuthority(), (fake) =>
      fake.answer('network.pin', () =>
        err(failure('certificate-changed', { host, pinned: print('AB'), found: print('CD') }))
      )
    )
    const dialog = await showCertificate(drawn)
    const compared = await within(dialog).findByRole<HTMLInputElement>('checkbox')
    await drawn.user.click(compared)
    await drawn.user.click(within(dialog).getByRole('button', { name: 'Trust this certificate only' }))
    expect((await within(dialog).findByRole('alert')).textContent).toContain(
      'another certificate than the one you trusted'
    )
    expect(compared.checked).toBe(false)
  })

  test('a wrong name is not healed by importing an authority', async () => {
    const reason = failure('certificate-wrong-host', { host })
    const drawn = await atAddress(reason, (fake) =>
      fake.answer('network.inspectCertificate', () =>
        ok(
          refusedReport({ failure: reason, problems: [{ problem: 'wrong-host', index: 0, text: 'For another name.' }] })
        )
      )
    )
    const dialog = await showCertificate(drawn)
    expect(await within(dialog).findByRole('button', { name: 'Trust this certificate only' })).toBeTruthy()
    expect(within(dialog).queryByRole('button', { name: 'Import a certificate authority' })).toBeNull()
    // What does help is said, here as well.
    expect(dialog.textContent).toContain(reason.remedy)
  })

  test('nor where an unknown authority comes on top of it', async () => {
    const reason = failure('certificate-wrong-host', { host })
    const unknown = refusedReport({}).problems
    const drawn = await atAddress(reason, (fake) =>
      fake.answer('network.inspectCertificate', () =>
        ok(
          refusedReport({
            failure: reason,
            problems: [{ problem: 'wrong-host', index: 0, text: 'For another name.' }, ...unknown]
          })
        )
      )
    )
    const dialog = await showCertificate(drawn)
    expect(await within(dialog).findByRole('button', { name: 'Trust this certificate only' })).toBeTruthy()
    expect(within(dialog).queryByRole('button', { name: 'Import a certificate authority' })).toBeNull()
  })

  test('a self-signed one has no authority: trusting it alone comes first', async () => {
    const reason = failure('certificate-self-signed', { host })
    const drawn = await atAddress(reason, (fake) =>
      fake.answer('network.inspectCertificate', () =>
        ok(refusedReport({ failure: reason, problems: [{ problem: 'self-signed', index: 0, text: 'By itself.' }] }))
      )
    )
    const dialog = await showCertificate(drawn)
    const pin = await within(dialog).findByRole('button', { name: 'Trust this certificate only' })
    const importing = within(dialog).getByRole('button', { name: 'Import a certificate authority' })
    expect(pin.dataset.variant).toBe('filled')
    expect(importing.dataset.variant).toBe('default')
    expect(pin.compareDocumentPosition(importing) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  })

  const changed = failure('certificate-changed', { host, pinned: print('AB'), found: print('CD') })
  const afterChange = (fake: FakeBridge) => {
    const now = certificate({ fingerprint: print('CD') })
    fake.answer('network.get', () => ok(siteNetwork({ pin: certificate() })))
    fake.answer('network.inspectCertificate', () =>
      ok(
        refusedReport({
          chain: [now, issuingAuthority],
          problems: [{ problem: 'changed', index: 0, text: 'Not the one you trusted.' }],
          failure: changed
        })
      )
    )
  }

  test('a changed one: both fingerprints side by side, then the new one is trusted', async () => {
    const drawn = await atAddress(changed, afterChange)
    const dialog = await showCertificate(drawn)
    const before = await within(dialog).findByRole('group', { name: 'The one you trusted' })
    expect(before.textContent).toContain(print('AB'))
    expect(within(dialog).getByRole('group', { name: 'The one shown now' }).textContent).toContain(print('CD'))
    expect(within(dialog).queryByRole('button', { name: 'Import a certificate authority' })).toBeNull()
    const trust = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Trust the new certificate' })
    expect(trust.disabled).toBe(true)
    await drawn.user.click(within(dialog).getByRole('checkbox'))
    drawn.fake.answer('network.inspectCertificate', () => ok(trustedReport('pin')))
    await drawn.user.click(trust)
    await expectFound(drawn)
    expect(drawn.asked('network.pin')).toMatchObject([{ fingerprint: print('CD') }])
  })

  test('a changed one: the trust is taken back', async () => {
    const drawn = await atAddress(changed, afterChange)
    const dialog = await showCertificate(drawn)
    drawn.fake.answer('network.inspectCertificate', () => ok(trustedReport('system')))
    await drawn.user.click(await within(dialog).findByRole('button', { name: 'Stop trusting a certificate' }))
    await expectFound(drawn)
    expect(drawn.asked('network.unpin')).toHaveLength(1)
  })

  test('that cannot be fetched says why, with what helps there', async () => {
    const drawn = await atAddress(unknownAuthority(), (fake) =>
      fake.answer('network.inspectCertificate', () => err(failure('timed-out', { host, seconds: '10' })))
    )
    const dialog = await showCertificate(drawn)
    const alert = await within(dialog).findByRole('alert')
    expect(alert.textContent).toContain('did not answer in time')
    drawn.fake.answer('network.inspectCertificate', () => ok(trustedReport('system')))
    await drawn.user.click(within(alert).getByRole('button', { name: 'Try again' }))
    const verdict = `This computer trusts the certificate of ${host}`
    expect(await within(dialog).findByRole('group', { name: verdict })).toBeTruthy()
  })

  test('by keyboard: Escape closes it and leaves the dialog below open, with the focus where it was', async () => {
    const drawn = await atAddress(unknownAuthority())
    await showCertificate(drawn)
    await within(await certificateDialog()).findByRole('checkbox')
    await drawn.user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog', { name: `Certificate of ${host}` })).toBeNull())
    expect(screen.getByRole('dialog', { name: 'Add Account' })).toBeTruthy()
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Show certificate'))
    await drawn.user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('the proxy asks for a sign-in', () => {
  const asks = failure('proxy-sign-in', { host, proxy: 'proxy.example.com:3128' })

  test('right where it failed; then it is tried again, and the password is gone', async () => {
    const drawn = await atAddress(asks)
    const form = within(screen.getByRole('group', { name: 'Sign-in to proxy.example.com:3128' }))
    await drawn.user.type(form.getByRole('textbox', { name: 'User name' }), 'kim')
    await drawn.user.type(form.getByLabelText('Password'), 'hush{Enter}')
    await expectFound(drawn)
    expect(drawn.asked('network.saveProxyCredential')).toEqual([
      { siteUrl: `https://${host}/browse/MOD-1`, username: 'kim', password: 'hush' }
    ])
  })

  test('what is missing is said at its field', async () => {
    const drawn = await atAddress(failure('proxy-credential-refused', { proxy: 'proxy.example.com:3128' }))
    const group = screen.getByRole('group', { name: 'Sign-in to proxy.example.com:3128' })
    await drawn.user.type(within(group).getByLabelText('Password'), 'hush')
    await drawn.user.click(within(group).getByRole('button', { name: 'Sign in to the proxy' }))
    expect(await within(group).findByText(/Enter the user name for the proxy/)).toBeTruthy()
    expect(document.activeElement).toBe(within(group).getByRole('textbox', { name: 'User name' }))
    expect(within(group).getByLabelText<HTMLInputElement>('Password').value).toBe('')
  })
})

describe('a failure of the way to Jira', () => {
  test('of an address: why can be found out', async () => {
    const drawn = await atAddress(failure('dns-not-found', { host }))
    await drawn.user.click(await button('Find out why'))
    const doctor = await screen.findByRole('dialog', { name: 'Check connection' })
    expect(await within(doctor).findByRole('group', { name: 'Everything works' })).toBeTruthy()
    expect(drawn.asked('doctor.start')).toEqual([{ siteUrl: `${host}/browse/MOD-1` }])
  })

  test('of a connection: its certificate, and the connection is looked at again', async () => {
    const untrusted = connection('c1', {
      status: 'untrusted-certificate',
      action: 'check',
      failure: unknownAuthority()
    })
    const drawn = renderApp('/connections', { ...emptyState(), connections: [untrusted] }, (fake) =>
      fake.answer('connections.check', () => ok(connection('c1')))
    )
    // The remedy stands out, and nothing beside it.
    expect((await button('Show certificate')).dataset.variant).toBe('filled')
    expect((await button('Check connection')).dataset.variant).toBe('default')
    const dialog = await showCertificate(drawn)
    await drawn.user.click(await within(dialog).findByRole('button', { name: 'Import a certificate authority' }))
    expect(await screen.findByText('Connected')).toBeTruthy()
    expect(drawn.asked('connections.check')).toEqual([{ id: 'c1' }])
    // It has its own button beside; two of the same name help nobody.
    expect(screen.getAllByRole('button', { name: 'Check connection' })).toHaveLength(1)
  })

  test('a client certificate that is asked for leads to its file', async () => {
    const drawn = await atAddress(failure('client-certificate-needed', { host }))
    await drawn.user.click(await button('Client certificate'))
    const dialog = await screen.findByRole('dialog', { name: 'Network settings' })
    const part = await within(dialog).findByRole('region', { name: 'Client certificate' })
    await waitFor(() =>
      expect(document.activeElement).toBe(within(part).getByRole('heading', { name: 'Client certificate' }))
    )
    await drawn.user.type(within(part).getByLabelText('Passphrase of the file'), 'open sesame')
    await drawn.user.click(within(part).getByRole('button', { name: 'Choose file' }))
    expect(await within(part).findByRole('button', { name: 'Remove the client certificate' })).toBeTruthy()
    expect(drawn.asked('connections.findSite')).toHaveLength(1)
    await drawn.user.keyboard('{Escape}')
    await expectFound(drawn)
    expect(drawn.asked('network.setClientCertificate')).toMatchObject([{ passphrase: 'open sesame' }])
  })

  test('more about it leads to its page, and no dialog stays in between', async () => {
    const drawn = await atAddress(unknownAuthority(), (fake) =>
      fake.answer('network.inspectCertificate', () => err(failure('timed-out', { host, seconds: '10' })))
    )
    const dialog = await showCertificate(drawn)
    await drawn.user.click(within(await within(dialog).findByRole('alert')).getByText('Details'))
    await drawn.user.click(within(dialog).getByRole('link', { name: 'More about this' }))
    expect(await screen.findByRole('heading', { name: 'What can go wrong', level: 1 })).toBeTruthy()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test('a mistake of one’s own has no network buttons', async () => {
    await atAddress(failure('address-invalid', { problem: 'It is empty.' }, { field: 'address' }))
    for (const name of ['Find out why', 'Network settings', 'Show certificate']) {
      expect(screen.queryByRole('button', { name })).toBeNull()
    }
  })
})
