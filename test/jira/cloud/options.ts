/** What the practice Jira Cloud can be started with, and what it assumes when nothing is said. */
import type { GeneratedProject } from '../options.ts'

export interface CloudSiteOptions {
  /** First label of the host name on the real Cloud (`acme` for acme.atlassian.net). */
  readonly name: string
  /** Load the recorded projects MOD and DAEMON. */
  readonly recorded?: boolean
  /** Load the list of some 560 further projects, for paging. */
  readonly projectList?: boolean
  readonly generated?: GeneratedProject
  /** Names of the people who have access to this site; everyone when absent. */
  readonly members?: readonly string[]
}

export interface CloudPorts {
  readonly auth?: number
  readonly api?: number
  /** In the order of the sites. */
  readonly sites?: readonly number[]
}

/** Seconds. */
export interface CloudLifetimes {
  /** 3600 as documented. */
  readonly accessToken: number
  /** 90 days of not being used. */
  readonly refreshToken: number
  /** 365 days after the consent (Atlassian staff, 2022). */
  readonly grant: number
  /** Not documented; five minutes are generous. */
  readonly code: number
}

export const defaultLifetimes: CloudLifetimes = {
  accessToken: 3600,
  refreshToken: 90 * 86_400,
  grant: 365 * 86_400,
  code: 300
}

export interface PracticeCloudOptions {
  readonly sites?: readonly CloudSiteOptions[]
  /** Any free ports when absent. */
  readonly ports?: CloudPorts
  readonly lifetimes?: Partial<CloudLifetimes>
  /**
   * For how long a refresh token that was already used is accepted again (milliseconds); about 600,000 on the real
   * Cloud. 0 when absent, so that a client that uses one twice is found out.
   */
  readonly reuseLeewayMs?: number
  /** Hourly points of an OAuth app over all sites; 65,000 when absent (tier 1). */
  readonly pointsPerHour?: number
  /** Requests per second to one endpoint of one site; 100 when absent. */
  readonly burstPerSecond?: number
  /** Milliseconds until a change is seen by searches; 0 when absent. `admin.setIndexLag` changes it. */
  readonly indexLagMs?: number
  /** Check every request and answer of REST v3 against Atlassian's description; findings in `admin.problems()`. */
  readonly validate?: boolean
  /** Faults switched on from the start: `name` or `name:option=value,option=value`. */
  readonly faults?: readonly string[]
  /** Print requests to stderr; the CLI does, the library does not. */
  readonly print?: boolean
}

export const defaultSites: readonly CloudSiteOptions[] = [
  { name: 'acme', recorded: true, projectList: true },
  { name: 'globex', generated: { key: 'GLO', count: 240, seed: 7 }, members: ['admin', 'anna', 'ben'] }
]
