import { expect, test } from 'vitest'
import { catalogue, type FailureCode } from '../../../preload/contract/failures/catalogue.ts'
import { failure } from '../../../preload/contract/failures/failure.ts'
import { needsPerson, statusAfter, statusRules } from '../../../main/connections/status.ts'
import { waitBeforeRetry } from '../../../main/sync/retry.ts'

const codes = Object.keys(catalogue) as FailureCode[]

test('a network that is away is never a lost sign-in', () => {
  for (const code of [
    'dns-not-found',
    'connection-refused',
    'connection-lost',
    'unreachable',
    'timed-out',
    'proxy-failed',
    'site-unavailable'
  ] as const) {
    expect(statusAfter(code)).toBe('unreachable')
  }
})

test('a refusal of one project leaves the sign-in alone', () => {
  expect(statusAfter('jira-forbidden')).toBe('limited')
  expect(statusAfter('project-not-visible')).toBe('limited')
})

test('our own faults and a cancel say nothing about the connection', () => {
  for (const code of ['internal', 'cancelled', 'database-busy', 'disk-full', 'issues-disappeared'] as const)
    expect(statusAfter(code)).toBeNull()
})

test('each failure leads to one status at most, and each status but “Connected” is reached by some', () => {
  const listed = Object.values(statusRules).flatMap(({ after }) => after)
  expect(new Set(listed).size).toBe(listed.length)
  for (const [status, { after }] of Object.entries(statusRules))
    expect(after.length > 0, status).toBe(status !== 'connected')
})

test('what was refused about the sign-in asks for the person, with the button that helps', () => {
  for (const code of ['oauth2-grant-ended', 'oauth-token-expired', 'basic-disabled', 'secret-missing'] as const)
    expect(statusRules[statusAfter(code) ?? 'connected'].action, code).toBe('sign-in')
  for (const code of ['token-refused', 'token-expired', 'cloud-token-refused'] as const)
    expect(statusRules[statusAfter(code) ?? 'connected'].action, code).toBe('enter-token')
  expect(statusRules[statusAfter('rate-limited') ?? 'connected'].action).toBe('wait')
})

test('nothing that waits for a person is ever asked again by itself', () => {
  for (const code of codes) {
    const status = statusAfter(code)
    if (status !== null && needsPerson(status)) expect(waitBeforeRetry(failure(code), 1), code).toBeNull()
  }
  expect(needsPerson('needs-sign-in')).toBe(true)
  expect(needsPerson('blocked-by-captcha')).toBe(true)
  expect(needsPerson('unreachable')).toBe(false)
})

test('asking again is bounded, grows, and does as Jira says', () => {
  const lost = failure('connection-lost', { host: 'h', detail: 'd' })
  const waits = [1, 2, 3].map((tries) => waitBeforeRetry(lost, tries, () => 0.5) ?? 0)
  expect(waits).toEqual([1_000, 2_000, 4_000])
  expect(waitBeforeRetry(lost, 4)).toBeNull()
  expect(waitBeforeRetry(failure('rate-limited', { host: 'h', seconds: '7' }), 1, () => 0)).toBe(7_000)
  expect(waitBeforeRetry(failure('rate-limited', { host: 'h', seconds: '900' }), 1)).toBeNull()
})

test('every failure has words that end with something to do, and no place left unfilled by its own parameters', () => {
  for (const code of codes) {
    const { title, cause, remedy } = catalogue[code]
    for (const text of [title, cause, remedy]) expect(text.length, code).toBeGreaterThan(5)
    expect(/[.…”)}]$/.test(remedy.trim()), `${code}: ${remedy}`).toBe(true)
    const names = [...`${title}${cause}${remedy}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    const filled = failure(code, Object.fromEntries(names.map((name) => [name, 'x'])))
    expect(`${filled.title}${filled.cause}${filled.remedy}`).not.toMatch(/[{}]/)
  }
})
