/** Everything the practice Cloud consists of, handed to every handler. */
import { createHash } from 'node:crypto'
import { Clock } from '../clock.ts'
import type { Reply } from '../exchange.ts'
import { loadCorpus, loadGenerated, loadProjectList } from '../issues/corpus.ts'
import { IssueStore } from '../issues/store.ts'
import { fieldOf, type NamedValue } from '../issues/types.ts'
import { issueTypes, priorities, resolutions, statuses } from '../issues/values.ts'
import { UserDirectory, type User } from '../users.ts'
import type { ValueField } from '../world.ts'
import { ApiTokens } from './accounts.ts'
import { Grants } from './auth/grants.ts'
import { WebSessions } from './auth/session.ts'
import type { CloudExchange } from './exchange.ts'
import { CloudFaults } from './faults.ts'
import { SearchIndex } from './index-lag.ts'
import { Limits } from './limits.ts'
import { defaultLifetimes, defaultSites, type CloudSiteOptions, type PracticeCloudOptions } from './options.ts'
import { CloudRequestLog } from './request-log.ts'
import { PageTokens } from './rest/page-tokens.ts'
import { addRichDescriptions } from './samples.ts'

export interface CloudSite {
  readonly cloudId: string
  readonly name: string
  /** An origin, as real ones are; set once the server knows its port. */
  url: string
  readonly issues: IssueStore
  readonly index: SearchIndex
  readonly pages: PageTokens
  /** Names of the people who have access. */
  readonly members: Set<string>
  values(field: ValueField): readonly NamedValue[]
}

export interface RefreshAttempt {
  /** Epoch milliseconds by the Cloud's clock. */
  readonly at: number
  readonly clientId: string
  readonly ok: boolean
}

export interface CloudWorld {
  readonly options: PracticeCloudOptions
  readonly clock: Clock
  readonly users: UserDirectory
  readonly tokens: ApiTokens
  readonly grants: Grants
  readonly sessions: WebSessions
  readonly sites: readonly CloudSite[]
  readonly faults: CloudFaults
  readonly limits: Limits
  readonly log: CloudRequestLog
  /** Requests to refresh, in order. */
  refreshes: RefreshAttempt[]
  /** What did not agree with Atlassian's description, when that is checked. */
  problems: string[]
  /** Looks at each request and its answer; undefined when nothing is checked. */
  check: ((exchange: CloudExchange, reply: Reply) => void) | undefined
  authUrl: string
  apiUrl: string
  userByEmail(email: string): User | undefined
}

/** cloudId of a site or of the Confluence-only one; the same name always has the same one. */
export function cloudIdOf(name: string): string {
  const hex = createHash('sha256').update(`site ${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export function createCloudWorld(options: PracticeCloudOptions): CloudWorld {
  const clock = new Clock()
  const users = new UserDirectory()
  const everyone = users.all().map((user) => user.name)
  const sites = (options.sites ?? defaultSites).map((site) => createSite(site, everyone, clock, options))
  const faults = new CloudFaults()
  for (const fault of options.faults ?? []) faults.setFromText(fault)
  return {
    options,
    clock,
    users,
    tokens: new ApiTokens(clock),
    grants: new Grants(clock, { ...defaultLifetimes, ...options.lifetimes }, options.reuseLeewayMs ?? 0),
    sessions: new WebSessions(),
    sites,
    faults,
    limits: new Limits(clock, options.pointsPerHour ?? 65_000, options.burstPerSecond ?? 100),
    log: new CloudRequestLog(options.print === true),
    refreshes: [],
    problems: [],
    check: undefined,
    authUrl: '',
    apiUrl: '',
    userByEmail: (email) => users.all().find((user) => user.email === email.trim().toLowerCase())
  }
}

function createSite(
  options: CloudSiteOptions,
  everyone: readonly string[],
  clock: Clock,
  cloud: PracticeCloudOptions
): CloudSite {
  const issues = new IssueStore()
  if (options.recorded === true) loadCorpus(issues)
  const values = collectValues(issues)
  if (options.projectList === true) loadProjectList(issues)
  const { generated } = options
  if (generated !== undefined && generated.count > 0) {
    const { key = 'GEN', count, seed = 1 } = generated
    loadGenerated(issues, key, count, seed)
    addRichDescriptions(issues.getProject(key))
  }
  const index = new SearchIndex(issues, () => clock.now())
  index.setLag(cloud.indexLagMs ?? 0)
  return {
    cloudId: cloudIdOf(options.name),
    name: options.name,
    url: '',
    issues,
    index,
    pages: new PageTokens(clock),
    members: new Set(options.members ?? everyone),
    values: (field) => values[field]
  }
}

/** Our own values plus those the recorded issues bring along. */
function collectValues(store: IssueStore): Readonly<Record<ValueField, readonly NamedValue[]>> {
  const own: Readonly<Record<ValueField, readonly NamedValue[]>> = {
    status: statuses,
    issuetype: issueTypes,
    priority: priorities,
    resolution: resolutions
  }
  const collect = (field: ValueField): readonly NamedValue[] => {
    const byId = new Map(own[field].map((value) => [value.id, value]))
    for (const project of store.projects()) {
      for (const issue of project.index.orders.id.items) {
        const value = fieldOf(issue, field) as NamedValue | null | undefined
        if (value !== null && value !== undefined && !byId.has(value.id)) byId.set(value.id, value)
      }
    }
    return [...byId.values()]
  }
  return {
    status: collect('status'),
    issuetype: collect('issuetype'),
    priority: collect('priority'),
    resolution: collect('resolution')
  }
}
