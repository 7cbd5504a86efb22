/** api.atlassian.com: which sites a token may be used on, who it belongs to, and the way to Jira's REST API. */
import { json, type Reply } from '../exchange.ts'
import { accountIdOf } from './accounts.ts'
import { readBasic } from './basic.ts'
import type { CloudExchange } from './exchange.ts'
import { restCall } from './rest/call.ts'
import { restReply, scopeMismatch } from './rest/router.ts'
import { cloudIdOf, type CloudWorld } from './world.ts'
import type { Grant } from './auth/grants.ts'

export function gatewayReply(exchange: CloudExchange, world: CloudWorld): Reply {
  const refused = identify(exchange, world)
  if ('status' in refused) return refused
  const { grant } = refused
  const { path } = exchange
  if (path === '/oauth/token/accessible-resources') {
    return grant === undefined ? unauthorized() : json(200, resources(grant, world))
  }
  if (path === '/me') return grant === undefined ? unauthorized() : me(exchange)
  const match = /^\/ex\/jira\/([^/]+)(\/rest\/.*)$/.exec(path)
  const site = match === null ? undefined : world.sites.find((one) => one.cloudId === match[1])
  if (match === null || site === undefined) return notFound(path)
  // One consent covers one site at a time; the others have to be added by consenting again.
  if (grant !== undefined && !grant.sites.has(site.cloudId))
    return json(403, { code: 403, message: 'The app is not installed on this instance' })
  if (exchange.user !== undefined && !site.members.has(exchange.user.name))
    return json(403, { code: 403, message: 'Current user not permitted to use Jira' })
  const call = restCall(exchange, world, site, `${world.apiUrl}/ex/jira/${site.cloudId}`, match[2] as string)
  return call === undefined ? notFound(path) : restReply(call)
}

/** Bearer: an access token. Basic: e-mail and API token, with or without scopes. Nobody gets through unnamed. */
function identify(exchange: CloudExchange, world: CloudWorld): { readonly grant: Grant | undefined } | Reply {
  const { authorization = '' } = exchange.headers
  const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1]
  if (bearer !== undefined) {
    exchange.authentication = 'bearer'
    const access = world.grants.access(bearer)
    if (access === undefined) return unauthorized()
    exchange.user = world.users.find(access.grant.userName)
    exchange.clientId = access.grant.clientId
    exchange.scopes = access.scopes
    return exchange.user?.active === true ? { grant: access.grant } : unauthorized()
  }
  const basic = readBasic(exchange, world)
  if (basic?.verdict.kind !== 'ok') return unauthorized()
  exchange.user = basic.user
  exchange.scopes = basic.verdict.token.scopes
  return { grant: undefined }
}

function unauthorized(): Reply {
  return json(401, { code: 401, message: 'Unauthorized' })
}

function notFound(path: string): Reply {
  return json(404, {
    timestamp: new Date().toISOString(),
    status: 404,
    error: 'Not Found',
    message: 'No message available',
    path
  })
}

/**
 * One entry per site and product. Beside the sites chosen in the consent there is always one with Confluence alone:
 * whoever does not filter by scopes offers it as a Jira.
 */
function resources(grant: Grant, world: CloudWorld): unknown[] {
  const avatarUrl = 'https://site-admin-avatar-cdn.prod.public.atl-paas.net/avatars/240/rocket.png'
  const scopes = [...grant.scopes].filter((scope) => /:jira\b/.test(scope))
  const sites = world.sites
    .filter((site) => grant.sites.has(site.cloudId) && site.members.has(grant.userName))
    .map((site) => ({ id: site.cloudId, url: site.url, name: site.name, scopes, avatarUrl }))
  const wiki = {
    id: cloudIdOf('handbook'),
    url: 'https://handbook.atlassian.net',
    name: 'handbook',
    scopes: ['read:confluence-content.summary', 'read:confluence-space.summary'],
    avatarUrl
  }
  return [wiki, ...sites]
}

function me(exchange: CloudExchange): Reply {
  const { user } = exchange
  if (user === undefined) return unauthorized()
  if (exchange.scopes?.has('read:me') !== true) return scopeMismatch()
  return json(200, {
    account_type: 'atlassian',
    account_id: accountIdOf(user.name),
    email: user.email,
    name: user.displayName,
    picture: 'https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net/default-avatar.png',
    account_status: 'active',
    nickname: user.displayName,
    zoneinfo: user.timeZone,
    locale: 'en-US',
    extended_profile: {},
    email_verified: true
  })
}
