/** A run of made-up steps. */
import { doctorStepId, type DoctorRun, type DoctorStepId } from '../../../preload/contract/doctor.ts'
import { fail } from '../../../preload/contract/failures/failure.ts'
import { takeSteps } from '../../../main/doctor/runner.ts'
import type { Facts, Finding, Step, Visit } from '../../../main/doctor/step.ts'
import { watch, type Exchange } from '../../../main/doctor/watch.ts'
import { nodeTransport } from '../../../main/net/node-transport.ts'

export const newRun = (): DoctorRun => ({
  id: 'run',
  connectionId: null,
  siteUrl: 'https://jira.example.com/jira',
  host: 'jira.example.com',
  method: null,
  startedAt: Date.UTC(2026, 10, 25, 9),
  endedAt: null,
  steps: doctorStepId.options.map((id) => ({
    id,
    state: 'waiting',
    summary: '',
    evidence: [],
    ms: null,
    failure: null
  })),
  failure: null
})

export const facts = (): Facts => ({
  siteUrl: 'https://jira.example.com/jira',
  addresses: null,
  site: null,
  client: null,
  me: null,
  againstUser: null,
  links: [],
  unreadable: new Set(),
  people: new Set()
})

export interface Taken {
  readonly run: DoctorRun
  /** The run after each change. */
  readonly told: DoctorRun[]
  readonly stateOf: (id: DoctorStepId) => string
}

/** Takes steps given by id and what each of them does. */
export async function take(
  steps: readonly { id: DoctorStepId; run: (visit: Visit) => Promise<Finding>; despite?: boolean }[],
  options: { stepMs?: number; runMs?: number; signal?: AbortSignal; told?: (run: DoctorRun) => void } = {}
): Promise<Taken> {
  const run = newRun()
  const told: DoctorRun[] = []
  const watched = watch(nodeTransport('AtTrack/test'))
  let deadline = 0
  const visit = {
    facts: facts(),
    transport: watched.transport,
    exchanges: watched.exchanges as readonly Exchange[],
    route: async () => fail('internal', { where: 'a test without a way' }),
    msLeft: () => deadline - Date.now()
  } as unknown as Visit
  await takeSteps({
    run,
    steps: steps.map(({ id, run: act, despite }): Step => ({
      id,
      run: act,
      ...(despite ? { despite: () => true } : {})
    })),
    visit,
    watch: watched,
    limits: { stepMs: options.stepMs ?? 5_000, runMs: options.runMs ?? 20_000 },
    signal: options.signal ?? new AbortController().signal,
    setDeadline: (at) => (deadline = at),
    changed() {
      told.push(structuredClone(run))
      options.told?.(run)
    }
  })
  return { run, told, stateOf: (id) => run.steps.find((one) => one.id === id)?.state ?? 'none' }
}
