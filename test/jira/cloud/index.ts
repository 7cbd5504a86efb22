/** The practice Jira Cloud as a library: start it, use it, change it, close it. */
import { authReply } from './auth/router.ts'
import { tokenPagePath } from './auth/session.ts'
import { accountIdOf } from './accounts.ts'
import type { PracticeCloudAdmin } from './admin.ts'
import { cloudAdminOf } from './admin-http.ts'
import { gatewayReply } from './gateway.ts'
import type { PracticeCloudOptions } from './options.ts'
import { listen, type RunningServer } from './server.ts'
import { siteReply } from './site.ts'
import { createCloudWorld } from './world.ts'

export type { ApiTokenInput } from './accounts.ts'
export type { ClientInput, PracticeCloudAdmin } from './admin.ts'
export type { CloudSiteOptions, PracticeCloudOptions } from './options.ts'
export type { LoggedCloudRequest } from './request-log.ts'

export interface PracticeCloud {
  /** Stands for https://auth.atlassian.com. */
  readonly authUrl: string
  /** Stands for https://api.atlassian.com. */
  readonly apiUrl: string
  /** Stands for https://id.atlassian.com/manage-profile/security/api-tokens. */
  readonly tokenPageUrl: string
  readonly sites: readonly { readonly cloudId: string; readonly name: string; readonly url: string }[]
  readonly users: readonly {
    readonly name: string
    readonly email: string
    readonly password: string
    readonly accountId: string
    readonly displayName: string
  }[]
  readonly admin: PracticeCloudAdmin
  /** Ends open connections too. */
  close(): Promise<void>
}

/** Resolves once all servers answer; rejects when a port is taken or an option is wrong. */
export async function startPracticeCloud(options: PracticeCloudOptions = {}): Promise<PracticeCloud> {
  const world = createCloudWorld(options)
  if (options.validate === true) world.check = (await import('./spec/check.ts')).checkerFor(world)
  const { ports } = options
  const running: RunningServer[] = []
  const closeAll = async (): Promise<void> => {
    await Promise.all(running.map((server) => server.close()))
  }
  try {
    const auth = await listen('auth', ports?.auth ?? 0, world, (exchange) => authReply(exchange, world))
    running.push(auth)
    world.authUrl = auth.url
    const api = await listen('api', ports?.api ?? 0, world, (exchange) => gatewayReply(exchange, world))
    running.push(api)
    world.apiUrl = api.url
    for (const [at, site] of world.sites.entries()) {
      const port = ports?.sites?.[at] ?? 0
      const server = await listen(site.name, port, world, (exchange) => siteReply(exchange, world, site))
      running.push(server)
      site.url = server.url
    }
  } catch (error) {
    await closeAll()
    throw error
  }
  return {
    authUrl: world.authUrl,
    apiUrl: world.apiUrl,
    tokenPageUrl: `${world.authUrl}${tokenPagePath}`,
    sites: world.sites.map(({ cloudId, name, url }) => ({ cloudId, name, url })),
    users: world.users.all().map(({ name, email, password, displayName }) => ({
      name,
      email,
      password,
      accountId: accountIdOf(name),
      displayName
    })),
    admin: cloudAdminOf(world),
    close: closeAll
  }
}
