/** Everything one practice Jira consists of, handed to every handler. */
import { PersonalTokens } from './auth/personal-tokens.ts'
import { Clock } from './clock.ts'
import { FaultSwitchboard } from './faults/switchboard.ts'
import { loadCorpus, loadGenerated, loadProjectList } from './issues/corpus.ts'
import { IssueStore } from './issues/store.ts'
import { fieldOf, type NamedValue } from './issues/types.ts'
import { issueTypes, priorities, resolutions, statuses } from './issues/values.ts'
import { SearchEngine } from './jql/search.ts'
import { TokenBuckets } from './limits/token-buckets.ts'
import { OAuthProvider } from './oauth/provider.ts'
import { OAuth2Provider } from './oauth2/provider.ts'
import {
  cleanContextPath,
  defaultLifetimes,
  defaultOAuth2Lifetimes,
  versions,
  type JiraVersion,
  type PracticeJiraOptions
} from './options.ts'
import { RequestLog } from './request-log.ts'
import { Sessions } from './sessions.ts'
import { UserDirectory } from './users.ts'

export interface World {
  readonly options: PracticeJiraOptions
  readonly version: JiraVersion
  readonly contextPath: string
  readonly clock: Clock
  readonly users: UserDirectory
  readonly sessions: Sessions
  readonly issues: IssueStore
  readonly searches: SearchEngine
  readonly oauth: OAuthProvider
  readonly oauth2: OAuth2Provider
  readonly personalTokens: PersonalTokens
  readonly buckets: TokenBuckets
  readonly faults: FaultSwitchboard
  readonly log: RequestLog
  /** The base URL Jira says it has, without a trailing slash. */
  baseUrl(): string
  /** *Allow basic authentication on API calls*, as it stands now. */
  basicAuth: boolean
  /** Set once the server knows its port. */
  realUrl: string
  /** Origin Jira takes for its own when a proxy rewrites addresses; undefined: the one it was called under. */
  seenAs(): string | undefined
  /** Every status, type, priority or resolution there is, in stored form. */
  values(field: ValueField): readonly NamedValue[]
}

export type ValueField = 'status' | 'issuetype' | 'priority' | 'resolution'

const ownValues: Readonly<Record<ValueField, readonly NamedValue[]>> = {
  status: statuses,
  issuetype: issueTypes,
  priority: priorities,
  resolution: resolutions
}

export function createWorld(options: PracticeJiraOptions): World {
  const clock = new Clock()
  const issues = new IssueStore()
  loadCorpus(issues)
  const values = collectValues(issues)
  if (options.projects !== false) loadProjectList(issues)
  const { generated } = options
  if (generated !== undefined && generated.count > 0) {
    loadGenerated(issues, generated.key ?? 'GEN', generated.count, generated.seed ?? 1)
  }
  const version = versions[options.version ?? '10.3']
  const world: World = {
    options,
    version,
    contextPath: cleanContextPath(options.contextPath),
    clock,
    users: new UserDirectory(),
    sessions: new Sessions(),
    issues,
    searches: new SearchEngine(),
    oauth: new OAuthProvider(clock, { ...defaultLifetimes, ...options.lifetimes }),
    oauth2: new OAuth2Provider(clock, { ...defaultOAuth2Lifetimes, ...options.oauth2Lifetimes }),
    personalTokens: new PersonalTokens(clock),
    buckets: new TokenBuckets(),
    basicAuth: options.basicAuth ?? version.basicAuth,
    faults: new FaultSwitchboard(() => world),
    log: new RequestLog(options.logFile, options.quiet === false),
    realUrl: '',
    baseUrl: () => {
      const other = originOf('base-url-mismatch')
      if (other !== undefined) return `${other}${world.contextPath}`
      return options.baseUrl?.replace(/\/+$/, '') ?? world.realUrl
    },
    seenAs: () => originOf('base-url-mismatch') ?? originOf('rewriting-proxy') ?? options.seenAs,
    values: (field) => values[field]
  }
  const originOf = (fault: string): string | undefined => world.faults.option(fault, 'origin') as string | undefined
  for (const fault of options.faults ?? []) world.faults.setFromText(fault)
  return world
}

/** Our own values plus those the recorded issues bring along. */
function collectValues(store: IssueStore): Record<ValueField, readonly NamedValue[]> {
  const found = {} as Record<ValueField, readonly NamedValue[]>
  for (const field of Object.keys(ownValues) as ValueField[]) {
    const byId = new Map(ownValues[field].map((value) => [value.id, value]))
    for (const project of store.projects()) {
      for (const issue of project.index.orders.id.items) {
        const value = fieldOf(issue, field) as NamedValue | null | undefined
        if (value !== null && value !== undefined && !byId.has(value.id)) byId.set(value.id, value)
      }
    }
    found[field] = [...byId.values()]
  }
  return found
}
