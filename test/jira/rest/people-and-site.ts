/** serverInfo, myself, status: small resources about the site and the caller. */
import { anonymousRefusal } from '../auth/refusals.ts'
import { jiraDate } from '../clock.ts'
import { json, type Exchange, type Reply } from '../exchange.ts'
import type { StatusValue } from '../issues/types.ts'
import type { World } from '../world.ts'
import { linkerFor } from './linker.ts'

/** Anonymous callers get no `serverTime`; Data Center says `Server` as well. */
export function serverInfo(exchange: Exchange, world: World): Reply {
  if (exchange.user === undefined && world.faults.isOn('server-info-private')) return anonymousRefusal(world)
  const { version } = world
  return json(200, {
    baseUrl: world.baseUrl(),
    version: version.full,
    versionNumbers: version.numbers,
    deploymentType: 'Server',
    buildNumber: version.build,
    buildDate: version.buildDate,
    databaseBuildNumber: version.build,
    ...(exchange.user === undefined ? {} : { serverTime: jiraDate(world.clock.now()) }),
    scmInfo: '63ea3cd3d1e5ad5e4cbcb4d4b53a4c0a6ce9c4ca',
    serverTitle: 'Practice Jira'
  })
}

export function myself(exchange: Exchange, world: World): Reply {
  const { user } = exchange
  if (user === undefined) return anonymousRefusal(world)
  const linker = linkerFor(world)
  return json(200, {
    self: `${linker.rest('user')}?username=${encodeURIComponent(user.name)}`,
    key: user.key,
    name: user.name,
    emailAddress: user.email,
    avatarUrls: linker.avatars('useravatar?avatarId=10341'),
    displayName: user.displayName,
    active: user.active,
    deleted: false,
    timeZone: user.timeZone,
    locale: 'en_US',
    groups: { size: user.admin ? 2 : 1, items: [] },
    applicationRoles: { size: 1, items: [] },
    expand: 'groups,applicationRoles'
  })
}

export function statusList(_exchange: Exchange, world: World): Reply {
  const linker = linkerFor(world)
  return json(
    200,
    world.values('status').map((status) => linker.status(status as StatusValue))
  )
}
