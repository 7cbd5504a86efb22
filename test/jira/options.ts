/** What the practice Jira can be started with, and what it assumes when nothing is said. */
import type { TlsOptions } from 'node:tls'
import type { ServerCertificate } from './certificates.ts'

export type VersionLine = '8.5' | '9.12' | '10.3' | '11.3'

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
  /** Personal access tokens came with 8.14. */
  readonly personalTokens: boolean
  /** The OAuth 2.0 provider came with 8.22. */
  readonly oauth2: boolean
  /** Whether apps may use passwords as it comes; off since 11. */
  readonly basicAuth: boolean
  /** 11.3 tells how far searches reach: in each search reply, and as a resource of its own. */
  readonly tellsResultWindow: boolean
  /** A REST path without a resource is answered `null for uri: …`; from 10 on in other words. */
  readonly missingNamesUri: boolean
}

export const versions: Readonly<Record<VersionLine, JiraVersion>> = {
  '8.5': {
    line: '8.5',
    full: '8.5.19',
    numbers: [8, 5, 19],
    build: 805019,
    buildDate: '2021-10-14T00:00:00.000+0000',
    resultWindow: undefined,
    permissionsNeedLogin: false,
    personalTokens: false,
    oauth2: false,
    basicAuth: true,
    tellsResultWindow: false,
    missingNamesUri: true
  },
  '9.12': {
    line: '9.12',
    full: '9.12.12',
    numbers: [9, 12, 12],
    build: 9120012,
    buildDate: '2024-08-05T00:00:00.000+0000',
    resultWindow: undefined,
    permissionsNeedLogin: false,
    personalTokens: true,
    oauth2: true,
    basicAuth: true,
    tellsResultWindow: false,
    missingNamesUri: true
  },
  '10.3': {
    line: '10.3',
    full: '10.3.2',
    numbers: [10, 3, 2],
    build: 10030002,
    buildDate: '2025-01-20T00:00:00.000+0000',
    resultWindow: 10_000,
    permissionsNeedLogin: true,
    personalTokens: true,
    oauth2: true,
    basicAuth: true,
    tellsResultWindow: false,
    missingNamesUri: false
  },
  '11.3': {
    line: '11.3',
    full: '11.3.1',
    numbers: [11, 3, 1],
    build: 11030001,
    buildDate: '2026-01-19T00:00:00.000+0000',
    resultWindow: 10_000,
    permissionsNeedLogin: true,
    personalTokens: true,
    oauth2: true,
    basicAuth: false,
    tellsResultWindow: true,
    missingNamesUri: false
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

/** Seconds. Defaults are those of Atlassian's OAuth 2.0 plugin (the code's is one minute although 10 s are documented). */
export interface OAuth2Lifetimes {
  readonly code: number
  readonly accessToken: number
  readonly refreshToken: number
}

/** Data Center's rate limit: a bucket of requests for each user, filled again from time to time. */
export interface RateLimit {
  /** Requests a full bucket holds. */
  readonly limit: number
  /** Requests added each interval. */
  readonly fillRate: number
  readonly intervalSeconds: number
}

/** How an HTTPS server differs from Node's default: old versions only, client certificates. */
export type ServerTls = Pick<TlsOptions, 'minVersion' | 'maxVersion' | 'ciphers' | 'requestCert' | 'ca'>

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
  /** With `https`: this certificate instead. */
  readonly certificate?: ServerCertificate
  readonly tls?: ServerTls
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
  /** OAuth 1.0a. */
  readonly lifetimes?: Partial<TokenLifetimes>
  readonly oauth2Lifetimes?: Partial<OAuth2Lifetimes>
  /** *Allow basic authentication on API calls*; as the version comes when absent: off in 11.3, on before. */
  readonly basicAuth?: boolean
  /** Requests each signed-in user may make; unlimited when absent, as Jira comes. */
  readonly rateLimit?: RateLimit
  /** File to which each request is appended as one JSON line. */
  readonly logFile?: string
  /** Do not print requests; the default for the library, the CLI prints. */
  readonly quiet?: boolean
}

export const defaultLifetimes: TokenLifetimes = { requestToken: 600, accessToken: 157_680_000, session: 160_272_000 }
export const defaultOAuth2Lifetimes: OAuth2Lifetimes = { code: 60, accessToken: 3600, refreshToken: 7_776_000 }

/** Brings a context path to the form `/jira` or the empty string. */
export function cleanContextPath(path: string | undefined): string {
  const trimmed = (path ?? '/jira').replace(/^\/+|\/+$/g, '')
  return trimmed === '' ? '' : `/${trimmed}`
}
