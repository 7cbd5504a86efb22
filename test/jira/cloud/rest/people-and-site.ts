/** serverInfo, myself, status. */
import { jiraDate } from '../../clock.ts'
import { json, type Reply } from '../../exchange.ts'
import type { StatusValue } from '../../issues/types.ts'
import { accountIdOf } from '../accounts.ts'
import { clientMustBeAuthenticated, type RestCall } from './call.ts'

/** For everyone, signed in or not. */
export function serverInfo(call: RestCall): Reply {
  const { site, world } = call
  return json(200, {
    baseUrl: site.url,
    displayUrl: site.url,
    displayUrlServicedeskHelpCenter: site.url,
    displayUrlConfluence: site.url,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100290,
    buildDate: '2026-11-18T08:00:00.000+0000',
    serverTime: jiraDate(world.clock.now()),
    scmInfo: '3f4a2c1d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a49',
    serverTitle: 'Jira',
    serverTimeZone: 'Etc/UTC'
  })
}

export function myself(call: RestCall): Reply {
  const { exchange, linker, site } = call
  const { user } = exchange
  if (user === undefined) return clientMustBeAuthenticated(site)
  exchange.points += 2
  const accountId = accountIdOf(user.name)
  return json(200, {
    self: `${linker.rest('user')}?accountId=${encodeURIComponent(accountId)}`,
    accountId,
    accountType: 'atlassian',
    emailAddress: user.email,
    avatarUrls: linker.avatars('useravatar?avatarId=10341'),
    displayName: user.displayName,
    active: user.active,
    timeZone: user.timeZone,
    locale: 'en_US',
    groups: { size: user.admin ? 2 : 1, items: [] },
    applicationRoles: { size: 1, items: [] },
    expand: 'groups,applicationRoles'
  })
}

export function statusList(call: RestCall): Reply {
  const { exchange, linker, site } = call
  if (exchange.user === undefined) return clientMustBeAuthenticated(site)
  return json(
    200,
    site.values('status').map((status) => linker.status(status as StatusValue))
  )
}
