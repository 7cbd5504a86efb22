/** What a run says about its connection: never worse than what still works, never a status for what nobody found out. */
import { expect, test } from 'vitest'
import type { DoctorRun, DoctorStepId, DoctorStepState } from '../../../preload/contract/doctor.ts'
import type { FailureCode } from '../../../preload/contract/failures/catalogue.ts'
import { failure } from '../../../preload/contract/failures/failure.ts'
import { outcomeOf } from '../../../main/doctor/outcome.ts'
import { newRun } from './support.ts'

type Found = readonly [DoctorStepId, DoctorStepState, FailureCode?]

function runOf(...found: readonly Found[]): DoctorRun {
  const run = newRun()
  for (const [id, state, code] of found)
    Object.assign(run.steps.find((one) => one.id === id) ?? {}, { state, failure: code ? failure(code) : null })
  return run
}
const told = (...found: readonly Found[]) => {
  const outcome = outcomeOf(runOf(...found))
  return outcome === undefined ? 'nothing' : (outcome?.code ?? 'good')
}

test('all well', () => {
  expect(told(['sign-in', 'ok'], ['search', 'ok'])).toBe('good')
})

test('the network, then the sign-in, then the projects', () => {
  expect(told(['tcp', 'failed', 'connection-refused'], ['sign-in', 'skipped'])).toBe('connection-refused')
  expect(told(['jira', 'failed', 'sso-page'], ['sign-in', 'failed', 'needs-sign-in'])).toBe('sso-page')
  expect(told(['sign-in', 'failed', 'captcha-required'])).toBe('captcha-required')
  // Whatever stood in the way: a password that was refused must be known as refused, or the next sync sends it again.
  for (const code of ['password-wrong', 'captcha-required'] as const)
    expect(told(['jira', 'failed', 'sso-page'], ['sign-in', 'failed', code])).toBe(code)
  expect(told(['sign-in', 'ok'], ['permissions', 'failed', 'project-archived'])).toBe('project-archived')
})

test('what failed on the way does not count once Jira knows the user', () => {
  expect(told(['jira', 'failed', 'sso-page'], ['sign-in', 'ok'])).toBe('good')
  expect(told(['clock', 'failed', 'clock-differs'], ['sign-in', 'ok'])).toBe('good')
})

test('warnings, and what says nothing about a connection, are not told', () => {
  expect(told(['sign-in', 'ok'], ['search', 'warning', 'issues-hidden'])).toBe('good')
  expect(told(['sign-in', 'ok'], ['search', 'failed', 'search-limit'])).toBe('good')
  expect(told(['tls', 'failed', 'internal'], ['sign-in', 'skipped'])).toBe('nothing')
  expect(told(['sign-in', 'skipped', 'password-wrong'])).toBe('nothing')
  expect(told()).toBe('nothing')
})
