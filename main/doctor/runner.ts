/** Takes the steps in order, each within its time, and tells of every one. Never throws. */
import type { DoctorRun, DoctorStep } from '../../preload/contract/doctor.ts'
import { failure, type Failure } from '../../preload/contract/failures/failure.ts'
import type { DoctorLimits } from './deps.ts'
import { cleanFinding } from './redact.ts'
import { failed, skipped, stoppedWords, type Finding, type Step, type Visit } from './step.ts'
import { describeExchange, type Watch } from './watch.ts'

export const usualLimits: DoctorLimits = { stepMs: 10_000, runMs: 60_000 }

/** A step is waited for a little longer than its requests are, so that what they brought can be told. */
const graceMs = 500

export interface Running {
  /** Changed in place. */
  readonly run: DoctorRun
  readonly steps: readonly Step[]
  readonly visit: Visit
  readonly watch: Watch
  readonly limits: DoctorLimits
  /** Aborted by whoever cancels the run. */
  readonly signal: AbortSignal
  /** Deadline of the present step, for `visit.msLeft`; ms since 1970. */
  readonly setDeadline: (at: number) => void
  /** After each change of `run`. */
  readonly changed: () => void
}

/** Resolves when every step has a result and `run.endedAt` is set. */
export async function takeSteps(running: Running): Promise<void> {
  const { run, steps, visit, limits, signal } = running
  const end = Date.now() + limits.runMs
  let stopped: string | null = null
  for (const step of steps) {
    const shown = run.steps.find(({ id }) => id === step.id)
    if (!shown) continue
    const late = Date.now() >= end
    const pointless = stopped !== null && step.despite?.(visit) !== true
    const reason = signal.aborted
      ? stoppedWords
      : late
        ? `The check as a whole took longer than ${Math.round(limits.runMs / 1000)} seconds.`
        : pointless
          ? `Not tried: ${stopped}`
          : null
    if (reason !== null) {
      // What nobody has looked at is not good: the time that was not enough is then what there is to be told.
      settle(shown, skipped(reason, late && !signal.aborted ? outOfTime(visit, limits.runMs) : null))
      continue
    }
    shown.state = 'running'
    running.changed()
    const began = Date.now()
    const known = visit.exchanges.length
    const finding = await within(running, step, Math.min(limits.stepMs, end - began))
    const requests = visit.exchanges.slice(known).map(describeExchange)
    settle(shown, { ...finding, evidence: [...finding.evidence, ...requests] })
    shown.ms = Date.now() - began
    stopped ??= finding.stops
    if (step.id === 'sign-in' && finding.state === 'ok' && visit.facts.me) forgive(run.steps)
    run.failure = theOneThing(run.steps)
    running.changed()
  }
  run.failure = theOneThing(run.steps)
  run.endedAt = Date.now()
  running.changed()
}

function settle(shown: DoctorStep, finding: Finding): void {
  const { state, summary, evidence, failure } = cleanFinding(finding)
  Object.assign(shown, { state, summary, evidence: [...evidence], failure })
}

/**
 * Jira has answered to its user: what went wrong on the way there – a gateway's page for everybody else – is no more than
 * worth knowing. A clock that is off stays what it is: the next signature may be refused.
 */
function forgive(steps: readonly DoctorStep[]): void {
  const before = steps.slice(
    0,
    steps.findIndex(({ id }) => id === 'sign-in')
  )
  for (const step of before) if (step.state === 'failed' && step.id !== 'clock') step.state = 'warning'
}

/** The first failed step's failure, else that of a step that was not tried because of it, else the first warning's. */
const theOneThing = (steps: readonly DoctorStep[]): DoctorRun['failure'] =>
  (['failed', 'skipped', 'warning'] as const)
    .map((state) => steps.find((one) => one.state === state && one.failure !== null)?.failure ?? null)
    .find((one) => one !== null) ?? null

async function within(running: Running, step: Step, limitMs: number): Promise<Finding> {
  const { visit, watch, signal } = running
  const ending = new AbortController()
  const deadline = Date.now() + limitMs
  watch.begin(ending.signal, deadline)
  running.setDeadline(deadline)
  let timer: NodeJS.Timeout | undefined
  let onAbort: (() => void) | undefined
  const ended = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(tooLong(visit, limitMs)), limitMs + graceMs)
    onAbort = () => resolve(skipped(stoppedWords))
    signal.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([step.run(visit), ended])
  } catch {
    return failed(failure('internal', { where: `the doctor’s step “${step.id}”` }), [], true)
  } finally {
    clearTimeout(timer)
    if (onAbort) signal.removeEventListener('abort', onAbort)
    ending.abort()
  }
}

const tooLong = (visit: Visit, limitMs: number): Finding => failed(outOfTime(visit, limitMs), [], true)

function outOfTime({ facts }: Visit, limitMs: number): Failure {
  const host = facts.siteUrl === '' ? 'It' : new URL(facts.siteUrl).hostname
  return failure('timed-out', { host, seconds: String(Math.round(limitMs / 1000)) })
}
