/** *Set up the application link*: values, steps, handing over, and testing. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { fail, ok } from '../../../preload/contract/index.ts'
import { keyFingerprint } from '../../../renderer/features/applink/key-fingerprint.ts'
import { applink, fingerprint, linkFile, publicKey } from './fake-applink.ts'
import { emptyState } from './fake-bridge.ts'
import { project } from './fake-data.ts'
import { button, renderApp, type Drawn } from './render-app.tsx'
import { setUp, value } from './set-up-link.tsx'

/** The text of the polite live region, once it has been said. */
const said = (words: RegExp) =>
  waitFor(() => expect(document.querySelector('[data-announcer]')?.textContent).toMatch(words))

async function testLink({ user }: Drawn, address = 'https://jira.example.com'): Promise<void> {
  const field = screen.getByRole('textbox', { name: 'Address of your Jira' })
  await user.clear(field)
  await user.type(field, `${address}{Enter}`)
}

describe('where it is reached', () => {
  test('on a project’s page, before any connection', async () => {
    const { user } = renderApp('/projects/p1', { ...emptyState(), projects: [project('p1', 'Shelves')] })
    const module = await screen.findByRole('region', { name: 'Jira Integration' })
    await user.click(within(module).getByRole('button', { name: 'Set up the application link' }))
    expect(await screen.findByRole('dialog', { name: 'Set up the application link' })).toBeTruthy()
  })

  test('at the address step, and back again', async () => {
    const { user } = renderApp('/connections', emptyState())
    await user.click(await button('Add Account'))
    const server = await screen.findByRole('group', { name: 'Server version' })
    await user.click(within(server).getByRole('button', { name: 'Log in to Jira' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add Account' })
    await user.click(within(dialog).getByRole('button', { name: 'Set up the application link' }))
    expect(await screen.findByRole('textbox', { name: 'Consumer key' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Back' }))
    expect(await screen.findByRole('textbox', { name: 'Link to your Jira' })).toBeTruthy()
  })
})

describe('values and steps', () => {
  test('each value can be copied; the key as PEM or in one line', async () => {
    const { user, asked } = await setUp()
    for (const name of ['Application URL', 'Consumer key', 'Consumer name', 'Public key', 'Callback URL']) {
      await user.click(screen.getByRole('button', { name: `Copy ${name}` }))
    }
    expect(asked('app.copy')).toEqual(
      ['https://attrack.invalid', 'Oauth_attrack_prod', 'AtTrack', publicKey.publicKey, applink().callbackUrl].map(
        (text) => ({ text })
      )
    )
    await user.click(screen.getByRole('radio', { name: 'One line' }))
    expect(value('Public key')).toBe(publicKey.publicKeyOneLine)
    await user.click(screen.getByRole('button', { name: 'Copy Public key' }))
    expect(asked('app.copy').at(-1)).toEqual({ text: publicKey.publicKeyOneLine })
    expect(screen.getByRole('region', { name: 'Values' }).textContent).toContain(fingerprint)
  })

  test('the steps are those of the chosen version', async () => {
    const { user, asked } = await setUp()
    const steps = () => within(screen.getByRole('region', { name: 'Steps in Jira' })).getAllByRole('listitem')
    expect(steps()[0]?.textContent).toContain('at the top right')
    await user.click(screen.getByRole('radio', { name: '7.x to 8.21' }))
    await waitFor(() => expect(steps()[0]?.textContent).toContain('Administration → Applications'))
    expect(asked('applink.get')).toEqual([{}, { family: 'v8' }])
  })

  test('a locked keychain is said, and asked again', async () => {
    let locked = true
    const { user } = renderApp('/connections', emptyState(), (fake) =>
      fake.answer('applink.get', () => (locked ? fail('keychain-missing', { problem: 'locked' }) : ok(applink())))
    )
    await user.click(await button('Set up the application link'))
    await button('Try again')
    locked = false
    await user.click(await button('Try again'))
    expect(await screen.findByRole('textbox', { name: 'Public key' })).toBeTruthy()
  })
})

describe('handing over', () => {
  test.each([
    ['PDF', 'pdf'],
    ['HTML', 'html']
  ] as const)('the sheet as %s, for the version shown; where to is said', async (name, format) => {
    const { user, asked } = await setUp()
    await user.click(screen.getByRole('radio', { name: '8.22 to 9.x' }))
    await user.click(screen.getByRole('button', { name: 'Save setup sheet' }))
    await user.click(await screen.findByRole('menuitem', { name }))
    expect(await screen.findByText(`Saved: /home/kim/AtTrack application link.${format}`)).toBeTruthy()
    expect(asked('applink.saveSheet')).toEqual([{ family: 'v9', format }])
    await said(/Saved: /)
  })

  test('nobody chose a place: nothing is said; a full disk is', async () => {
    let answer: 'nowhere' | 'full' = 'nowhere'
    const { user } = await setUp((fake) =>
      fake.answer('applink.saveLinkFile', () =>
        answer === 'nowhere' ? ok({ file: null }) : fail('file-not-written', { file: 'a', problem: 'no space left' })
      )
    )
    await user.click(screen.getByRole('button', { name: 'Save link file' }))
    expect(screen.queryByText(/^Saved/)).toBeNull()
    answer = 'full'
    await user.click(screen.getByRole('button', { name: 'Save link file' }))
    expect((await screen.findByRole('alert')).textContent).toContain('no space left')
  })

  test('as a message', async () => {
    const { user, asked } = await setUp()
    await user.click(screen.getByRole('button', { name: 'Copy as message' }))
    expect(asked('app.copy')).toEqual([{ text: applink().message }])
  })

  test('the link of another computer: whose key, its values, and back', async () => {
    const { user } = await setUp()
    await user.click(screen.getByRole('button', { name: 'Open link file' }))
    const heading = await screen.findByRole('heading', { name: 'Link file for tracker.example.org' })
    expect(document.activeElement).toBe(heading)
    expect(screen.getByText(/for the key of another computer/)).toBeTruthy()
    expect(value('Consumer key')).toBe('Oauth_other')
    // It cannot work from here, so that there is nothing to test.
    expect(screen.queryByRole('button', { name: 'Test the link' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Back to this computer’s link' }))
    expect(value('Consumer key')).toBe('Oauth_attrack_prod')
  })

  test('with the same key the link in the file is tested from here', async () => {
    const drawn = await setUp((fake) =>
      fake.answer('applink.openLinkFile', () => ok({ link: linkFile, sameKey: true, message: 'm', steps: ['One.'] }))
    )
    await drawn.user.click(screen.getByRole('button', { name: 'Open link file' }))
    await drawn.user.click(await button('Test the link'))
    expect(drawn.asked('applink.test')).toEqual([
      { siteUrl: 'https://tracker.example.org', consumerKey: 'Oauth_other' }
    ])
  })

  test('a closed file dialog is no failure; another file is one', async () => {
    let reason: 'cancelled' | 'link-file-invalid' = 'cancelled'
    const { user } = await setUp((fake) =>
      fake.answer('applink.openLinkFile', () => fail(reason, { problem: 'It holds no consumer key.' }))
    )
    await user.click(screen.getByRole('button', { name: 'Open link file' }))
    expect(screen.queryByRole('alert')).toBeNull()
    reason = 'link-file-invalid'
    await user.click(screen.getByRole('button', { name: 'Open link file' }))
    expect((await screen.findByRole('alert')).textContent).toContain('It holds no consumer key.')
  })
})

describe('testing the link', () => {
  test('it works: with which key, and what comes next', async () => {
    const drawn = await setUp()
    await testLink(drawn)
    const answer = await screen.findByText(/accepts the signature/)
    expect(answer.closest('[role=status]')?.textContent).toContain(fingerprint)
    expect(screen.getByText(/^Next: “Log in to Jira”/)).toBeTruthy()
    expect(drawn.asked('applink.test')).toEqual([
      { siteUrl: 'https://jira.example.com', consumerKey: 'Oauth_attrack_prod' }
    ])
  })

  test('unknown: a Client ID settles whether the type is wrong, and keeps its place while asked', async () => {
    const drawn = await setUp((fake) =>
      fake.answer('applink.test', ({ clientId }) =>
        clientId
          ? fail('oauth-link-is-oauth2', { clientId })
          : fail('oauth-consumer-unknown', { host: 'jira.example.com', consumerKey: 'Oauth_attrack_prod' })
      )
    )
    const { user, asked } = drawn
    await testLink(drawn)
    const question = await screen.findByRole('group', { name: 'Did Jira show a Client ID?' })
    await user.type(within(question).getByRole('textbox', { name: 'Client ID' }), 'abc123{Enter}')
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('of the wrong type'))
    expect(screen.getByRole('alert').textContent).toContain('abc123')
    expect(asked('applink.test').at(-1)).toMatchObject({ clientId: 'abc123' })
    expect(screen.queryByRole('group', { name: 'Did Jira show a Client ID?' })).toBeNull()
  })

  test('another key in Jira: the fingerprint of what Jira shows, beside ours', async () => {
    const drawn = await setUp((fake) => fake.answer('applink.test', () => fail('oauth-key-differs', { fingerprint })))
    await testLink(drawn)
    const group = await screen.findByRole('group', { name: 'Compare the keys' })
    const field = within(group).getByRole('textbox', { name: 'Public key in Jira' })
    const paste = async (text: string) => {
      await drawn.user.clear(field)
      await drawn.user.click(field)
      await drawn.user.paste(text)
    }
    await paste(publicKey.publicKey)
    expect(await within(group).findByText(/Both are the same/)).toBeTruthy()
    await paste(publicKey.publicKeyOneLine.slice(0, -20))
    expect(await within(group).findByText(/This is no public key/)).toBeTruthy()
    await paste(publicKey.publicKeyOneLine.replace('u1SU', 'u2SU'))
    expect(await within(group).findByText(/They differ/)).toBeTruthy()
    expect(within(group).getAllByRole('definition')).toHaveLength(2)
  })

  test('a rewriting proxy: both addresses, one below the other', async () => {
    const addresses = { ours: 'https://jira.example.com/jira', theirs: 'http://10.0.0.7:8080/jira' }
    const drawn = await setUp((fake) => fake.answer('applink.test', () => fail('oauth-address-rewritten', addresses)))
    await testLink(drawn)
    const group = await screen.findByRole('group', { name: 'Addresses compared' })
    expect(
      within(group)
        .getAllByRole('definition')
        .map((one) => one.textContent)
    ).toEqual(Object.values(addresses))
  })

  test('waiting for the administrator: the dialog closes, the connection stays in the list', async () => {
    const drawn = await setUp((fake) =>
      fake.answer('applink.test', () => fail('oauth-consumer-unknown', { host: 'jira.example.com', consumerKey: 'k' }))
    )
    await testLink(drawn)
    await drawn.user.click(await button('Wait for the administrator'))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const region = screen.getByRole('region', { name: 'Available connections' })
    expect(await within(region).findByText('Waiting for Jira administrator')).toBeTruthy()
    await said(/Waiting for the administrator of jira.example.com/)
  })

  test('a network that is away is nothing an administrator of Jira heals', async () => {
    const drawn = await setUp((fake) => fake.answer('applink.test', () => fail('dns-not-found', { host: 'x' })))
    await testLink(drawn)
    await screen.findByRole('alert')
    expect(screen.queryByRole('button', { name: 'Wait for the administrator' })).toBeNull()
  })
})

test('a pasted key has the fingerprint that AtTrack shows for it, however it was copied', async () => {
  const { publicKey: pem, publicKeyOneLine: line } = publicKey
  expect(await keyFingerprint(pem)).toBe(fingerprint)
  expect(await keyFingerprint(`  ${line.slice(0, 100)}\r\n${line.slice(100)}\n`)).toBe(fingerprint)
  for (const text of ['', 'hello', line.slice(4), line.slice(0, 200), `${line}AAAA`]) {
    expect(await keyFingerprint(text), text).toBeNull()
  }
})
