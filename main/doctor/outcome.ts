/** What a run says about the connection it was about, told as after a check. */
import type { DoctorRun, DoctorStepId } from '../../preload/contract/doctor.ts'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'
import type { Failure } from '../../preload/contract/failures/failure.ts'
import { standingFailure } from '../connections/standing-failure.ts'
import { statusAfter } from '../connections/status.ts'
import type { DoctorDeps } from './deps.ts'
import type { Subject } from './subject.ts'

/** Once Jira knows the user, only what comes after can stand against the connection: a way that works is no problem. */
const afterSignIn: readonly DoctorStepId[] = ['user', 'permissions', 'search', 'rate-limit']

/** Whatever stood in the way: what is not known to be refused would be sent again, and that brings the CAPTCHA. */
const neverForgotten: readonly FailureCode[] = ['password-wrong', 'captcha-required']

/** @returns what the connection is to be told: a failure, null for "it is good", `undefined` for nothing at all. */
export function outcomeOf({ steps }: DoctorRun): Failure | null | undefined {
  const signIn = steps.find(({ id }) => id === 'sign-in')
  const signedIn = signIn?.state === 'ok'
  if (signIn?.state === 'failed' && signIn.failure && neverForgotten.includes(signIn.failure.code))
    return signIn.failure
  const telling = steps.find(
    ({ id, state, failure }) =>
      state === 'failed' &&
      failure !== null &&
      statusAfter(failure.code) !== null &&
      (!signedIn || afterSignIn.includes(id))
  )
  return telling?.failure ?? (signedIn ? null : undefined)
}

/** Failures of the store are left to the next check. */
export async function reportOutcome(
  { connections, store }: Pick<DoctorDeps, 'connections' | 'store'>,
  { connection, generation }: Subject,
  run: DoctorRun
): Promise<void> {
  if (!connection) return
  const outcome = outcomeOf(run)
  if (outcome === undefined) return
  await connections.report(connection.id, outcome ?? (await standingFailure(store, connection.id)), null, generation)
}
