import { expect, test } from 'vitest'
import { createKeychainState, type KeychainState } from '../../main/secrets/keychain-state.ts'

test('a keychain that answers is told as it is', async () => {
  const state = createKeychainState({ state: async () => ({ state: 'missing' }) }, () => expect.unreachable())
  expect(await state()).toEqual({ state: 'missing' })
})

test('one that does not answer holds nobody up; its late answer is told, and not forgotten', async () => {
  const answers: ((state: KeychainState) => void)[] = []
  let changed = 0
  const state = createKeychainState(
    { state: () => new Promise((resolve) => answers.push(resolve)) },
    () => (changed += 1)
  )
  expect(await state()).toEqual({ state: 'available' })
  answers[0]?.({ state: 'missing' })
  await Promise.resolve()
  await new Promise((resolve) => setImmediate(resolve))
  expect(changed).toBe(1)
  // Asked again it hangs once more: what is known stays, and the same answer is no news.
  expect(await state()).toEqual({ state: 'missing' })
  answers[1]?.({ state: 'missing' })
  await new Promise((resolve) => setImmediate(resolve))
  expect(changed).toBe(1)
})
