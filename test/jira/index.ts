/** The practice Jira as a library: start it, use it, change it, close it. */
import type { AddressInfo } from 'node:net'
import type { PracticeJiraAdmin } from './admin/api.ts'
import { adminOf } from './admin/http.ts'
import { makeServerCertificate } from './certificates.ts'
import type { PracticeJiraOptions } from './options.ts'
import { createServer } from './server.ts'
import { createWorld } from './world.ts'

export type { ActiveFaultState, IssueState, PracticeJiraAdmin } from './admin/api.ts'
export type { IssueInput } from './admin/issue-input.ts'
export type { OAuth2LinkInput, TokenInput } from './admin/tokens.ts'
export type { ApplicationLinkInput } from './oauth/provider.ts'
export type { GeneratedProject, OAuth2Lifetimes, PracticeJiraOptions, RateLimit, VersionLine } from './options.ts'
export type { LoggedRequest } from './request-log.ts'

export interface PracticeJira {
  /** Real address with the context path, without a trailing slash. */
  readonly url: string
  /** Scheme, host and port. */
  readonly origin: string
  readonly port: number
  /** PEM of the authority to trust; undefined without https. */
  readonly caPem: string | undefined
  readonly users: readonly { readonly name: string; readonly password: string; readonly displayName: string }[]
  readonly admin: PracticeJiraAdmin
  /** Ends open connections too. */
  close(): Promise<void>
}

/** Resolves once requests are answered; rejects when the port is taken or an option is wrong. */
export async function startPracticeJira(options: PracticeJiraOptions = {}): Promise<PracticeJira> {
  const world = createWorld(options)
  const certificate = options.https === true ? (options.certificate ?? makeServerCertificate()) : undefined
  const server = createServer(world, certificate, options.tls)
  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { port } = server.address() as AddressInfo
  const origin = `${certificate === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`
  world.realUrl = `${origin}${world.contextPath}`
  return {
    url: world.realUrl,
    origin,
    port,
    caPem: certificate?.caPem,
    users: world.users.all().map(({ name, password, displayName }) => ({ name, password, displayName })),
    admin: adminOf(world),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      })
  }
}
