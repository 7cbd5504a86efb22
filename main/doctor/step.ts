/** What a step of the Connection Doctor is, and what it can find. */
import type { LookupAddress } from 'node:dns'
import type { DoctorStepId, DoctorStepState } from '../../preload/contract/doctor.ts'
import type { Failure, Result } from '../../preload/contract/failures/failure.ts'
import type { ProjectLink } from '../../preload/contract/index.ts'
import type { JiraClient } from '../jira/client.ts'
import type { Myself } from '../jira/schemas.ts'
import type { FoundSite } from '../jira/site/probe-site.ts'
import type { Route } from '../net/network-service.ts'
import type { Transport } from '../net/transport.ts'
import type { DoctorDeps } from './deps.ts'
import type { Subject } from './subject.ts'
import type { Exchange } from './watch.ts'

export interface Finding {
  readonly state: Exclude<DoctorStepState, 'waiting' | 'running'>
  /** One sentence. */
  readonly summary: string
  /** Short lines, without secrets. The requests made are added by themselves. */
  readonly evidence: readonly string[]
  readonly failure: Failure | null
  /** Why nothing after this can work; the other steps are skipped with it. */
  readonly stops: string | null
}

export const good = (summary: string, evidence: readonly string[] = []): Finding => ({
  state: 'ok',
  summary,
  evidence,
  failure: null,
  stops: null
})

export const skipped = (summary: string, failure: Failure | null = null): Finding => ({
  state: 'skipped',
  summary,
  evidence: [],
  failure,
  stops: null
})

/** What a step says that somebody has stopped the check before. */
export const stoppedWords = 'The check was stopped.'

/** @param failure null where the words say it all and nothing is wrong yet. */
export const warned = (summary: string, failure: Failure | null, evidence: readonly string[] = []): Finding => ({
  state: 'warning',
  summary,
  evidence,
  failure,
  stops: null
})

/** @param goesOn the steps after it are tried all the same. */
export const failed = (failure: Failure, evidence: readonly string[] = [], goesOn = false): Finding => ({
  state: 'failed',
  summary: `${failure.title}.`,
  evidence: failure.evidence === undefined ? evidence : [...evidence, failure.evidence],
  failure,
  stops: goesOn ? null : `${failure.title}.`
})

/** What the steps have found so far; each step leaves here what the ones after it need. */
export interface Facts {
  /** Origin and context path at which Jira is looked for, or was found. */
  siteUrl: string
  /** Null where the name is not resolved here. */
  addresses: readonly LookupAddress[] | null
  site: FoundSite | null
  /** Speaks as the connection's user; null before the sign-in. */
  client: JiraClient | null
  me: Myself | null
  /** The sign-in is good, but this stands against its user. */
  againstUser: Failure | null
  /** One link for each Jira project. */
  links: readonly ProjectLink[]
  /** Jira projects (numeric ids) of which it is known that they cannot be read. */
  unreadable: Set<string>
  /** Names by which a person could be known: what a report leaves out. */
  people: Set<string>
}

/** One run, as its steps see it. */
export interface Visit {
  readonly subject: Subject
  readonly deps: DoctorDeps
  readonly facts: Facts
  /** Ends with the step, and is watched: see `exchanges`. */
  readonly transport: Transport
  /** Requests of this run, oldest first. */
  readonly exchanges: readonly Exchange[]
  /** Which way requests go; asked once. */
  readonly route: () => Promise<Result<Route>>
  /** Milliseconds until the present step is given up. */
  readonly msLeft: () => number
}

export interface Step {
  readonly id: DoctorStepId
  run(visit: Visit): Promise<Finding>
  /** True where the step has something to say although an earlier one made the rest pointless. */
  readonly despite?: (visit: Visit) => boolean
}
