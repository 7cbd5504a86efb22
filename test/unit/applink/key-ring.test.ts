import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { createKeyRing, type HeldKeys, type KeyRing } from '../../../main/applink/key-ring.ts'
import { generateKeyPair, publicKeyOf } from '../../../main/jira/auth/oauth1-keys.ts'
import { maxSecretBytes } from '../../../main/secrets/secret-store.ts'
import { ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { testKeychain, type TestKeychain } from './keychain.ts'

const site = 'https://jira.example.com'
let keychain: TestKeychain
beforeEach(() => {
  keychain = testKeychain()
})

const openRing = (): KeyRing => createKeyRing(keychain.open(), async () => ok('w1'))
const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.cause}`)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code)
const keysOf = ({ handOut, former }: HeldKeys): (string | undefined)[] => [handOut.publicKey, former?.publicKey]
const aKey = (bits = 2048): KeyObject => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey
const signing = async (ring: KeyRing, url = site) => must(await ring.forLink(url, 'key'))

test('the first key is made once, however many ask, and is the same after a restart', async () => {
  const ring = openRing()
  const [one, two] = await Promise.all([ring.get(), ring.get()])
  expect(keysOf(must(one))).toEqual(keysOf(must(two)))
  expect([...keychain.items.keys()]).toEqual(['oauth1-key:w1'])
  const again = must(await openRing().get())
  expect(keysOf(again)).toEqual(keysOf(must(one)))
  expect(again.handOut.createdAt).toBe(must(one).handOut.createdAt)
})

test('an entry of an earlier version – the bare base64 – goes on working; when it was made is not known', async () => {
  const pair = await generateKeyPair()
  keychain.items.set('oauth1-key:w1', pair.privateKey)
  const held = must(await openRing().get())
  expect(held.handOut).toMatchObject({ publicKey: pair.publicKeyPem, createdAt: null })
  expect(keychain.items.get('oauth1-key:w1')).toBe(pair.privateKey)
})

test('an entry that somebody changed is told, and never overwritten', async () => {
  keychain.items.set('oauth1-key:w1', 'not a key')
  expect(codeOf(await openRing().get())).toBe('oauth-key-invalid')
  expect(codeOf(await openRing().rotate())).toBe('oauth-key-invalid')
  expect([...keychain.items]).toEqual([['oauth1-key:w1', 'not a key']])
})

test('during a change the new key is handed out and the former goes on signing', async () => {
  const ring = openRing()
  const before = must(await ring.get()).handOut
  const during = must(await ring.rotate())
  expect(during.former?.publicKey).toBe(before.publicKey)
  expect(during.handOut.publicKey).not.toBe(before.publicKey)
  const keys = await signing(ring)
  expect(publicKeyOf(keys.current())).toBe(before.publicKey)
  expect(publicKeyOf(keys.wanted())).toBe(during.handOut.publicKey)
  expect(keysOf(must(await openRing().get()))).toEqual(keysOf(during))
})

test('a second change does not replace the first: some Jira may hold that key already', async () => {
  const ring = openRing()
  const during = must(await ring.rotate())
  expect(keysOf(must(await ring.rotate()))).toEqual(keysOf(during))
  expect(codeOf(await ring.take(aKey()))).toBe('already-exists')
  expect(keysOf(must(await ring.take(during.handOut.privateKey)))).toEqual(keysOf(during))
})

test('finished: only the new key; cancelled: only the former – in one entry, also after a restart', async () => {
  const ring = openRing()
  const first = must(await ring.rotate())
  expect(keysOf(must(await ring.cancel()))).toEqual([first.former?.publicKey, undefined])
  const second = must(await ring.rotate())
  expect(keysOf(must(await ring.finish()))).toEqual([second.handOut.publicKey, undefined])
  expect([...keychain.items.keys()]).toEqual(['oauth1-key:w1'])
  expect(keysOf(must(await openRing().get()))).toEqual([second.handOut.publicKey, undefined])
})

test('whichever write is the last one that succeeds, a key that was in use or handed out still works', async () => {
  for (const step of ['rotate', 'finish', 'cancel'] as const) {
    for (let writes = 0; writes < 3; writes += 1) {
      keychain = testKeychain()
      const ring = openRing()
      const before = must(await (step === 'rotate' ? ring.get() : ring.rotate()))
      keychain.writesLeft = writes
      await ring[step]()
      keychain.writesLeft = Infinity
      const after = must(await openRing().get())
      const known = keysOf(before)
      const where = `${step} after ${writes} writes`
      expect(
        keysOf(after).some((key) => key !== undefined && known.includes(key)),
        where
      ).toBe(true)
      // The running app and the next start agree.
      expect(keysOf(must(await ring.get())), where).toEqual(keysOf(after))
      // Finishing loses the former key only once the new one is in its place.
      if (step === 'finish') expect(after.handOut.publicKey, where).toBe(before.handOut.publicKey)
    }
  }
})

test('a keychain that refuses is told, and nothing has changed', async () => {
  const ring = openRing()
  keychain.writesLeft = 0
  expect(codeOf(await ring.get())).toBe('keychain-missing')
  keychain.writesLeft = 3
  const before = must(await ring.get())
  expect(codeOf(await ring.rotate())).toBe('keychain-missing')
  expect(keysOf(must(await ring.get()))).toEqual(keysOf(before))
  keychain.writesLeft = 1
  const during = must(await ring.rotate())
  expect(codeOf(await ring.finish())).toBe('keychain-missing')
  expect(codeOf(await ring.cancel())).toBe('keychain-missing')
  expect(keysOf(must(await ring.get()))).toEqual(keysOf(during))
})

test('a locked keychain that seems empty loses no key: the one in it is found once it opens', async () => {
  const before = must(await openRing().get())
  keychain.locked = true
  expect(keysOf(must(await openRing().get()))).toEqual(keysOf(before))
  expect(keysOf(must(await openRing().get()))).toEqual(keysOf(before))
  const during = must(await openRing().rotate())
  keychain.locked = true
  expect(keysOf(must(await openRing().get()))).toEqual(keysOf(during))
  expect(keysOf(must(await openRing().get()))).toEqual(keysOf(during))
  expect([...keychain.items.keys()].sort()).toEqual(['oauth1-key:w1', 'oauth1-key:w1.next'])
})

test.each(['finish', 'cancel'] as const)('kept until quitting, %s takes no key out of the keychain', async (step) => {
  const during = must(await openRing().rotate())
  for (const known of [true, false]) {
    const secrets = keychain.open()
    const ring = createKeyRing(secrets, async () => ok('w1'))
    if (known) must(await ring.get())
    secrets.keepUntilQuit()
    must(await ring.rotate())
    const after = must(await ring[step]())
    expect(keysOf(must(await createKeyRing(secrets, async () => ok('w1')).get()))).toEqual(keysOf(after))
    expect(keysOf(must(await openRing().get()))).toEqual(keysOf(during))
  }
})

test('a next key whose former one is gone takes its place; an unreadable next key is none', async () => {
  const during = must(await openRing().rotate())
  keychain.items.delete('oauth1-key:w1')
  expect(keysOf(must(await openRing().get()))).toEqual([during.handOut.publicKey, undefined])
  keychain.items.set('oauth1-key:w1.next', 'spoilt')
  expect(keysOf(must(await openRing().get()))).toEqual([during.handOut.publicKey, undefined])
})

test('a refused signature brings the other key into play, for this link alone; alone there is no other', async () => {
  const ring = openRing()
  const alone = await signing(ring)
  expect(alone.refused(alone.current())).toBe(false)
  const { handOut, former } = must(await ring.rotate())
  const here = await signing(ring)
  expect(here.refused(here.current())).toBe(true)
  expect(publicKeyOf(here.current())).toBe(handOut.publicKey)
  expect(publicKeyOf((await signing(ring, 'https://other.example.com')).current())).toBe(former?.publicKey)
  expect(ring.acceptedBy(site, 'key')).toBeNull()
  here.accepted(here.current())
  expect(ring.acceptedBy(site, 'key')?.publicKey).toBe(handOut.publicKey)
  // A client made before the change was cancelled does not go on with a key that is forgotten.
  must(await ring.cancel())
  expect(publicKeyOf(here.current())).toBe(former?.publicKey)
  expect(ring.acceptedBy(site, 'key')).toBeNull()
})

test.each([2048, 3072, 4096])(
  'an imported key of %i bits fits a Windows credential and comes back whole',
  async (bits) => {
    const key = aKey(bits)
    const during = must(await openRing().take(key))
    expect(during.handOut.publicKey).toBe(publicKeyOf(key))
    for (const secret of keychain.items.values()) expect(Buffer.byteLength(secret)).toBeLessThanOrEqual(maxSecretBytes)
    const again = must(await openRing().get()).handOut
    expect(again.privateKey.export({ type: 'pkcs8', format: 'der' })).toEqual(
      key.export({ type: 'pkcs8', format: 'der' })
    )
    expect(again.createdAt).toBe(during.handOut.createdAt)
  }
)

test('a long key whose primes are not its own is not kept: after a restart it would be another', async () => {
  const [one, two] = [aKey(4096), aKey(4096)].map((key) => key.export({ format: 'jwk' }))
  const key = createPrivateKey({ key: { ...one, p: two?.p ?? '' }, format: 'jwk' })
  expect(codeOf(await openRing().take(key))).toBe('private-key-unreadable')
})
