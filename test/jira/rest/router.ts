/** The REST resources of this Jira and what Jira answers where there is none. */
import { oauthRealm } from '../auth/refusals.ts'
import { frameworkError, text, withHeaders, type Exchange, type Reply } from '../exchange.ts'
import type { World } from '../world.ts'
import { myself, serverInfo, statusList } from './people-and-site.ts'
import { allPermissions, myPermissions } from './permissions.ts'
import { oneIssue, oneProject, projectList } from './projects-and-issues.ts'
import { search } from './search.ts'

type Resource = (exchange: Exchange, world: World, parameter: string) => Reply

const resources: readonly (readonly [RegExp, readonly string[], Resource])[] = [
  [/^serverInfo$/, ['GET'], serverInfo],
  [/^myself$/, ['GET'], myself],
  [/^mypermissions$/, ['GET'], myPermissions],
  [/^permissions$/, ['GET'], allPermissions],
  [/^status$/, ['GET'], statusList],
  [/^project$/, ['GET'], projectList],
  [/^project\/([^/]+)$/, ['GET'], oneProject],
  [/^search$/, ['GET', 'POST'], search],
  [/^issue\/([^/]+)$/, ['GET'], oneIssue]
]

/** `path` starts with `/rest/`. */
export function restReply(exchange: Exchange, world: World, path: string): Reply {
  const forged = xsrfRefusal(exchange)
  if (forged !== undefined) return forged
  const resource = /^\/rest\/api\/(?:2|latest)\/(.*?)\/?$/.exec(path)?.[1]
  for (const [pattern, methods, handler] of resources) {
    const match = resource === undefined ? null : pattern.exec(resource)
    if (match === null) continue
    const method = exchange.method === 'HEAD' ? 'GET' : exchange.method
    if (!methods.includes(method))
      return withHeaders(frameworkError(405, 'HTTP 405 Method Not Allowed'), { allow: methods.join(',') })
    const reply = handler(exchange, world, match[1] ?? '')
    return reply.status === 401 ? withHeaders(reply, oauthRealm(world)) : reply
  }
  const message =
    world.version.line === '9.12' ? `null for uri: ${exchange.origin}${exchange.rawPath}` : 'HTTP 404 Not Found'
  return frameworkError(404, message)
}

/**
 * Atlassian's XSRF filter: a POST that looks like a browser's, or names a foreign origin, is refused.
 * `X-Atlassian-Token: no-check` helps against the first, not against the second.
 */
function xsrfRefusal(exchange: Exchange): Reply | undefined {
  if (exchange.method === 'GET' || exchange.method === 'HEAD') return undefined
  const { origin } = exchange.headers
  if (origin !== undefined && origin !== exchange.origin) return text(403, 'XSRF check failed')
  const browser = (exchange.headers['user-agent'] ?? '').startsWith('Mozilla/')
  const unchecked = exchange.headers['x-atlassian-token'] === 'no-check'
  return browser && !unchecked && origin === undefined ? text(403, 'XSRF check failed') : undefined
}
