/** The REST resources of this Jira and what Jira answers where there is none. */
import { offersPersonalTokens } from '../auth/bearer.ts'
import { oauthRealm } from '../auth/refusals.ts'
import { frameworkError, jsonText, text, withHeaders, type Exchange, type Reply } from '../exchange.ts'
import { authorize } from '../oauth2/authorize.ts'
import { token } from '../oauth2/token.ts'
import { deadLink } from '../pages/browse.ts'
import type { World } from '../world.ts'
import { myself, serverInfo, statusList } from './people-and-site.ts'
import { allPermissions, myPermissions } from './permissions.ts'
import { onePersonalToken, personalTokens } from './personal-tokens.ts'
import { oneIssue, oneProject, projectList } from './projects-and-issues.ts'
import { resultWindow, search } from './search.ts'

type Handler = (exchange: Exchange, world: World, parameter: string) => Reply

interface Resource {
  readonly methods: readonly string[]
  readonly handler: Handler
  /** Absent: it is always there. */
  readonly offered?: (world: World) => boolean
}

const tellsWindow = (world: World): boolean => world.version.tellsResultWindow

/** By module and path; the module's version is left out. */
const resources: readonly (readonly [RegExp, Resource])[] = [
  [/^api\/serverInfo$/, { methods: ['GET'], handler: serverInfo }],
  [/^api\/myself$/, { methods: ['GET'], handler: myself }],
  [/^api\/mypermissions$/, { methods: ['GET'], handler: myPermissions }],
  [/^api\/permissions$/, { methods: ['GET'], handler: allPermissions }],
  [/^api\/status$/, { methods: ['GET'], handler: statusList }],
  [/^api\/project$/, { methods: ['GET'], handler: projectList }],
  [/^api\/project\/([^/]+)$/, { methods: ['GET'], handler: oneProject }],
  [/^api\/search$/, { methods: ['GET', 'POST'], handler: search }],
  [/^api\/searchLimits\/maxResultWindow$/, { methods: ['GET'], handler: tellWindow, offered: tellsWindow }],
  [/^api\/issue\/([^/]+)$/, { methods: ['GET'], handler: oneIssue }],
  [/^pat\/tokens$/, { methods: ['GET', 'POST'], handler: personalTokens, offered: offersPersonalTokens }],
  [/^pat\/tokens\/(\d+)$/, { methods: ['DELETE'], handler: onePersonalToken, offered: offersPersonalTokens }],
  [/^oauth2\/authorize$/, { methods: ['GET'], handler: authorize }],
  [/^oauth2\/token$/, { methods: ['POST'], handler: token }]
]

/** Modules with the names of their versions. */
const modules: Readonly<Record<string, RegExp>> = {
  api: /^(?:2|latest)$/,
  pat: /^(?:1\.0|latest)$/,
  oauth2: /^(?:1\.0|latest)$/
}

/** `path` starts with `/rest/`. */
export function restReply(exchange: Exchange, world: World, path: string): Reply {
  const [, module = '', version = '', rest = ''] = /^\/rest\/([^/]+)\/([^/]+)\/(.*?)\/?$/.exec(path) ?? []
  // Where a plugin is not installed nobody answers for its REST paths, and Jira's page for dead links does.
  if (module === 'pat' && !world.version.personalTokens) return deadLink(exchange, world)
  if (module === 'oauth2' && !world.version.oauth2) return deadLink(exchange, world)
  const forged = xsrfRefusal(exchange)
  if (forged !== undefined) return forged
  const known = modules[module]?.test(version) === true
  for (const [pattern, { methods, handler, offered }] of resources) {
    const match = known ? pattern.exec(`${module}/${rest}`) : null
    if (match === null || offered?.(world) === false) continue
    const method = exchange.method === 'HEAD' ? 'GET' : exchange.method
    if (!methods.includes(method))
      return withHeaders(frameworkError(405, 'HTTP 405 Method Not Allowed'), { allow: methods.join(',') })
    const reply = handler(exchange, world, match[1] ?? '')
    return reply.status === 401 ? withHeaders(reply, oauthRealm(world)) : reply
  }
  const message = world.version.missingNamesUri
    ? `null for uri: ${exchange.origin}${exchange.rawPath}`
    : 'HTTP 404 Not Found'
  return frameworkError(404, message)
}

/** The bare number. */
function tellWindow(_exchange: Exchange, world: World): Reply {
  return jsonText(200, String(resultWindow(world)))
}

/**
 * Atlassian's XSRF filter: a request that changes something and looks like a browser's, or names a foreign origin, is
 * refused. `X-Atlassian-Token: no-check` helps against the first, not against the second.
 */
function xsrfRefusal(exchange: Exchange): Reply | undefined {
  if (exchange.method === 'GET' || exchange.method === 'HEAD') return undefined
  const { origin } = exchange.headers
  if (origin !== undefined && origin !== exchange.origin) return text(403, 'XSRF check failed')
  const browser = (exchange.headers['user-agent'] ?? '').startsWith('Mozilla/')
  const unchecked = exchange.headers['x-atlassian-token'] === 'no-check'
  return browser && !unchecked && origin === undefined ? text(403, 'XSRF check failed') : undefined
}
