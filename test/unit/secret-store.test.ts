import { expect, test } from 'vitest'
import { createSecretStore, maxSecretBytes, service, type Keychain } from '../../main/secrets/secret-store.ts'
import { generateKeyPair } from '../../main/jira/auth/oauth1-keys.ts'
import { recognised } from '../support/recognised.ts'

function fakeKeychain() {
  const items = new Map<string, string>()
  const chain: Keychain = {
    getPassword: async (where, account) => items.get(`${where}/${account}`) ?? null,
    setPassword: async (where, account, secret) => void items.set(`${where}/${account}`, secret),
    deletePassword: async (where, account) => items.delete(`${where}/${account}`)
  }
  return { items, chain }
}

test('secrets go to the keychain under AtTrack and <kind>:<id>', async () => {
  const { items, chain } = fakeKeychain()
  const secrets = createSecretStore(async () => chain)
  await secrets.set('password', 'c1', 'hush')
  expect([...items.keys()]).toEqual([`${service}/password:c1`])
  expect(await secrets.get('password', 'c1')).toEqual({ ok: true, value: 'hush' })
  await secrets.remove('password', 'c1')
  expect(items.size).toBe(0)
})

test('without a keychain nothing is kept anywhere until the person says so', async () => {
  const secrets = createSecretStore(() => Promise.reject(new Error('Cannot autolaunch D-Bus without X11')))
  expect(await secrets.set('password', 'c1', 'hush')).toMatchObject({
    ok: false,
    failure: { code: 'keychain-missing' }
  })
  recognised({ code: 'keychain-missing', by: 'no Secret Service on the session bus', how: 'app' })
  expect((await secrets.state()).state).toBe('missing')
  secrets.keepUntilQuit()
  expect((await secrets.set('password', 'c1', 'hush')).ok).toBe(true)
  expect(await secrets.get('password', 'c1')).toEqual({ ok: true, value: 'hush' })
  expect((await secrets.state()).state).toBe('session')
})

test('a keychain that comes back is used again', async () => {
  const { chain } = fakeKeychain()
  let there = false
  const secrets = createSecretStore(async () => {
    if (!there) throw new Error('locked')
    return chain
  })
  expect((await secrets.state()).state).toBe('missing')
  there = true
  expect((await secrets.state()).state).toBe('available')
})

test('the private key fits a Windows credential', async () => {
  const { privateKey } = await generateKeyPair()
  expect(Buffer.byteLength(privateKey)).toBeLessThanOrEqual(maxSecretBytes)
})
