import { beforeEach, expect, test } from 'vitest'
import { channels, err, failure } from '../../../preload/contract/index.ts'
import { bridge, BridgeFailure, unwrap } from '../../../renderer/bridge.ts'
import { familyOf } from '../../../renderer/features/applink/jira-family.ts'
import { moveByKey } from '../../../renderer/ui/list-keys.ts'
import { relativeTime, timeToCome } from '../../../renderer/ui/time.tsx'
import '../../../renderer/i18n/i18n.ts'
import { createFakeBridge } from './fake-bridge.ts'

const place = (value: unknown) => Object.defineProperty(window, 'attrack', { configurable: true, value })
beforeEach(() => place(createFakeBridge()))

test('every channel of the contract has its call', () => {
  for (const name of Object.keys(channels)) {
    const [group = '', method = ''] = name.split('.')
    const calls = (bridge as unknown as Record<string, Record<string, unknown>>)[group]
    expect(typeof calls?.[method], name).toBe('function')
  }
})

test('a bridge that breaks gives a failure, not an exception', async () => {
  place({ invoke: () => Promise.reject(new Error('gone')) })
  const result = await bridge.app.status()
  expect(result).toMatchObject({ ok: false, failure: { code: 'internal' } })
  expect(JSON.stringify(result)).not.toContain('gone')
})

test('unwrap carries the failure through', async () => {
  const reason = failure('disk-full', { file: 'a' })
  await expect(unwrap(Promise.resolve(err(reason)))).rejects.toThrow(BridgeFailure)
  await unwrap(Promise.resolve(err(reason))).catch((error: BridgeFailure) => expect(error.failure).toBe(reason))
})

test('the set-up steps follow the Jira version', () => {
  expect(['8.5.19', '8.21.0', '8.22.0', '9.12.1', '10.3.2', '11.3.0', '', 'unknown'].map(familyOf)).toEqual([
    'v8',
    'v8',
    'v9',
    'v9',
    'v10',
    'v10',
    undefined,
    undefined
  ])
})

test('keys of a long list', () => {
  expect(moveByKey('ArrowDown', 9, 10, 5)).toBe(9)
  expect(moveByKey('ArrowUp', 0, 10, 5)).toBe(0)
  expect(moveByKey('PageDown', 2, 10, 5)).toBe(6)
  expect(moveByKey('PageUp', 2, 10, 5)).toBe(0)
  expect(moveByKey('End', 2, 10, 5)).toBe(9)
  expect(moveByKey('Home', 2, 10, 5)).toBe(0)
  expect(moveByKey('a', 2, 10, 5)).toBeNull()
})

test('times as people say them', () => {
  const now = Date.UTC(2026, 10, 24, 12)
  expect(relativeTime(now - 59_000, now)).toBe('just now')
  expect(relativeTime(now - 61_000, now)).toBe('1 minute ago')
  expect(relativeTime(now - 3 * 3_600_000, now)).toBe('3 hours ago')
  expect(relativeTime(now + 15 * 60_000, now)).toBe('in 15 minutes')
  expect(relativeTime(now - 25 * 3_600_000, now)).toBe('yesterday')
  // What AtTrack is going to do is never over, however late it is.
  expect(timeToCome(now + 15 * 60_000, now)).toBe('in 15 minutes')
  expect(timeToCome(now + 59_000, now)).toBe('in a moment')
  expect(timeToCome(now - 5 * 60_000, now)).toBe('in a moment')
})
