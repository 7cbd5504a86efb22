/** Runs the doctor to its end through the app's own channels. */
import type { DoctorRun, DoctorStep, DoctorStepId } from '../../../preload/contract/doctor.ts'
import type { CheckedInput } from '../../../preload/contract/index.ts'
import { must, type TestApp } from './test-app.ts'

export interface Checked {
  readonly run: DoctorRun
  readonly step: (id: DoctorStepId) => DoctorStep
  /** The state of every step, by id. */
  readonly states: Readonly<Record<DoctorStepId, string>>
  /** The one thing to do; `ok` when there is none. */
  readonly code: string
}

/** @param about a connection's id, or any address. */
export async function examine(app: TestApp, about: CheckedInput<'doctor.start'>): Promise<Checked> {
  const { id: runId } = must(await app.invoke('doctor.start', about))
  let run = must(await app.invoke('doctor.get', { runId }))
  while (run.endedAt === null) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    run = must(await app.invoke('doctor.get', { runId }))
  }
  return checked(run)
}

export function checked(run: DoctorRun): Checked {
  const step = (id: DoctorStepId): DoctorStep => {
    const found = run.steps.find((one) => one.id === id)
    if (!found) throw new Error(`there is no step ${id}`)
    return found
  }
  return {
    run,
    step,
    states: Object.fromEntries(run.steps.map(({ id, state }) => [id, state])) as Checked['states'],
    code: run.failure?.code ?? 'ok'
  }
}
