/** The Connection Doctor: begins runs, keeps the latest ones, ends them, and writes their reports. */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { CheckedInput, DoctorRun } from '../../preload/contract/index.ts'
import { doctorStepId } from '../../preload/contract/doctor.ts'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { Route } from '../net/network-service.ts'
import type { DoctorDeps } from './deps.ts'
import { reportOutcome } from './outcome.ts'
import { reportFile, writeReport } from './report.ts'
import { takeSteps, usualLimits } from './runner.ts'
import type { Facts, Visit } from './step.ts'
import { doctorSteps } from './steps/index.ts'
import { subjectOf, type Subject } from './subject.ts'
import { watch } from './watch.ts'

export type { DoctorDeps } from './deps.ts'

export interface DoctorService {
  /** Begins and answers at once; `doctor.progress` tells the rest. A run under way about the same is given instead. */
  start(input: CheckedInput<'doctor.start'>): Promise<Result<DoctorRun>>
  get(input: CheckedInput<'doctor.get'>): Promise<Result<DoctorRun>>
  /** Resolves when the run has ended; what was found until then stays. */
  cancel(input: CheckedInput<'doctor.cancel'>): Promise<Result<DoctorRun>>
  report(input: CheckedInput<'doctor.report'>): Promise<Result<{ text: string }>>
  saveReport(input: CheckedInput<'doctor.saveReport'>): Promise<Result<{ file: string | null }>>
  /** Ends every run. */
  stopAll(): Promise<void>
}

interface Kept {
  readonly key: string
  readonly run: DoctorRun
  readonly facts: Facts
  readonly stop: AbortController
  /** Resolves when it is over and the connection knows of it. */
  over: Promise<void>
}

/** Runs kept to be looked at and reported. */
const maxKept = 20

export function createDoctorService(deps: DoctorDeps): DoctorService {
  /** Oldest first. */
  const kept = new Map<string, Kept>()
  const unknown = (): Result<never> => fail('not-found', { what: 'This check' })
  const snapshot = (run: DoctorRun): DoctorRun => structuredClone(run)

  const begin = (subject: Subject): Kept => {
    const run = newRun(subject)
    const facts = newFacts(subject)
    const stop = new AbortController()
    const watched = watch(deps.transport)
    let deadline = 0
    let route: Promise<Result<Route>> | null = null
    const visit: Visit = {
      subject,
      deps,
      facts,
      transport: watched.transport,
      exchanges: watched.exchanges,
      route: () => (route ??= deps.network.route(facts.siteUrl)),
      msLeft: () => Math.max(1, deadline - Date.now())
    }
    const begun: Kept = { key: subject.key, run, facts, stop, over: Promise.resolve() }
    begun.over = takeSteps({
      run,
      steps: doctorSteps,
      visit,
      watch: watched,
      limits: deps.limits ?? usualLimits,
      signal: stop.signal,
      setDeadline: (at) => (deadline = at),
      changed: () => deps.tell(snapshot(run))
    })
      .then(async () => {
        if (!stop.signal.aborted) await reportOutcome(deps, subject, run)
      })
      // A defect of ours in between: the run must not seem to go on for ever.
      .catch(() => void (run.endedAt ??= Date.now()))
    return begun
  }

  const written = (input: CheckedInput<'doctor.report'>) => {
    const one = kept.get(input.runId)
    if (!one) return null
    const text = writeReport(one.run, {
      format: input.format,
      appVersion: deps.appVersion,
      leftOut: input.userNames ? null : one.facts.people
    })
    return { run: one.run, text }
  }

  return {
    async start(input) {
      const subject = await subjectOf(deps, input)
      if (!subject.ok) return subject
      for (const { key, run } of kept.values())
        if (key === subject.value.key && run.endedAt === null) return ok(snapshot(run))
      const begun = begin(subject.value)
      kept.set(begun.run.id, begun)
      for (const [id, { run }] of kept) if (kept.size > maxKept && run.endedAt !== null) kept.delete(id)
      return ok(snapshot(begun.run))
    },
    async get({ runId }) {
      const one = kept.get(runId)
      return one ? ok(snapshot(one.run)) : unknown()
    },
    async cancel({ runId }) {
      const one = kept.get(runId)
      if (!one) return unknown()
      one.stop.abort()
      await one.over
      return ok(snapshot(one.run))
    },
    async report(input) {
      const report = written(input)
      return report ? ok({ text: report.text }) : unknown()
    },
    async saveReport(input) {
      const report = written(input)
      if (!report) return unknown()
      const saved = await deps.desktop.saveFile({
        title: 'Save the report',
        ...reportFile(report.run, input.format),
        bytes: Buffer.from(report.text, 'utf8')
      })
      if (!saved.ok) return saved
      if (saved.value !== null)
        await deps.audit.record(
          'report-saved',
          path.basename(saved.value),
          [report.run.host, input.userNames ? 'with names' : ''].filter(Boolean).join(', ')
        )
      return ok({ file: saved.value })
    },
    async stopAll() {
      for (const one of kept.values()) one.stop.abort()
      await Promise.all([...kept.values()].map((one) => one.over))
    }
  }
}

function newRun({ connection, candidates }: Subject): DoctorRun {
  const siteUrl = candidates[0] ?? ''
  return {
    id: randomUUID(),
    connectionId: connection?.id ?? null,
    siteUrl,
    host: siteUrl === '' ? '' : new URL(siteUrl).host,
    method: connection?.method ?? null,
    startedAt: Date.now(),
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
  }
}

const newFacts = ({ connection, candidates }: Subject): Facts => ({
  siteUrl: candidates[0] ?? '',
  addresses: null,
  site: null,
  client: null,
  me: null,
  againstUser: null,
  links: [],
  unreadable: new Set(),
  people: new Set(
    [connection?.userName, connection?.userDisplayName, connection?.email, connection?.accountId].filter(
      (name): name is string => typeof name === 'string' && name !== ''
    )
  )
})
