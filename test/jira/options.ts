/** What the practice Jira can be started with, and what it assumes when nothing is said. */
export type VersionLine = '9.12' | '10.3'

export interface JiraVersion {
  readonly line: VersionLine
  readonly full: string
  readonly numbers: readonly [number, number, number]
  readonly build: number
  readonly buildDate: string
  /** Rows a search may reach (`startAt + maxResults`); undefined where there is no such window. */
  readonly resultWindow: number | undefined
  /** 10.x answers 401 to anonymous `/mypermissions`, as its API description says; 9.x answers 200, all false. */
  readonly permissionsNeedLogin: boolean
}

export const versions: Readonly<Record<VersionLine, JiraVersion>> = {
  '9.12': {
    line: '9.12',
    full: '9.12.12',
    numbers: [9, 12, 12],
    build: 9120012,
    buildDate: '2024-08-05T00:00:00.000+0000',
    resultWindow: undefined,
    permissionsNeedLogin: false
  },
  '10.3': {
    line: '10.3',
    full: '10.3.2',
    numbers: [10, 3, 2],
    build: 10030002,
    buildDate: '2025-01-20T00:00:00.000+0000',
    resultWindow: 10_000,
    permissionsNeedLogin: true
  }
}

export interface GeneratedProject {
  /** Key of the project; `GEN` when absent. */
  readonly key?: string
  /** Number of issues. */
  readonly count: number
  /** Same seed and count, same issues. */
  readonly seed?: number
}

/** Seconds. Defaults are those of Atlassian's OAuth plugin. */
export interface TokenLifetimes {
  readonly requestToken: number
  readonly accessToken: number
  readonly session: number
}

export interface PracticeJiraOptions {
  /** 0 or absent: any free port. */
  readonly port?: number
  /** Address to listen on; 127.0.0.1 when absent. */
  readonly host?: string
  /** `/jira` when absent; `''` for none. */
  readonly contextPath?: string
  readonly version?: VersionLine
  /** Serve HTTPS with a certificate from an authority made for this run (needs the `openssl` command). */
  readonly https?: boolean
  /** The base URL Jira *says* it has (serverInfo, links); its real address when absent. */
  readonly baseUrl?: string
  /** Origin under which Jira sees itself, as behind a proxy that rewrites Host: OAuth signatures then fail. */
  readonly seenAs?: string
  /** Faults switched on from the start: `name` or `name:option=value,option=value`. */
  readonly faults?: readonly string[]
  readonly generated?: GeneratedProject
  /** The list of some 560 projects; on when absent. */
  readonly projects?: boolean
  /** Jira's `jira.search.views.default.max`; 1000 when absent. */
  readonly searchMax?: number
  readonly lifetimes?: Partial<TokenLifetimes>
  /** File to which each request is appended as one JSON line. */
  readonly logFile?: string
  /** Do not print requests; the default for the library, the CLI prints. */
  readonly quiet?: boolean
}

export const defaultLifetimes: TokenLifetimes = { requestToken: 600, accessToken: 157_680_000, session: 160_272_000 }

/** Brings a context path to the form `/jira` or the empty string. */
export function cleanContextPath(path: string | undefined): string {
  const trimmed = (path ?? '/jira').replace(/^\/+|\/+$/g, '')
  return trimmed === '' ? '' : `/${trimmed}`
}
