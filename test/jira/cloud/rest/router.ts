/** The REST resources of a site, the scopes each one needs, and what is answered where there is none. */
import { frameworkError, jiraErrors, text, withHeaders, type Reply } from '../../exchange.ts'
import type { RestCall } from './call.ts'
import { bulkFetch, oneIssue } from './issues.ts'
import { myself, serverInfo, statusList } from './people-and-site.ts'
import { myPermissions, permittedProjects } from './permissions.ts'
import { oneProject, projectSearch } from './projects.ts'
import { approximateCount, searchJql } from './search.ts'

type Resource = (call: RestCall, parameter: string) => Reply

/** Any one list suffices: the classic scope, or all of the granular ones (from Atlassian's description). */
type ScopeSets = readonly (readonly string[])[]

const searchScopes: ScopeSets = [
  ['read:jira-work'],
  [
    'read:issue-details:jira',
    'read:audit-log:jira',
    'read:avatar:jira',
    'read:field-configuration:jira',
    'read:issue-meta:jira'
  ]
]
const issueScopes: ScopeSets = [
  ['read:jira-work'],
  [
    'read:issue-meta:jira',
    'read:issue-security-level:jira',
    'read:issue.vote:jira',
    'read:issue.changelog:jira',
    'read:avatar:jira',
    'read:issue:jira',
    'read:status:jira',
    'read:user:jira',
    'read:field-configuration:jira'
  ]
]
const projectScopes: ScopeSets = [
  ['read:jira-work'],
  ['read:issue-type:jira', 'read:project:jira', 'read:project.property:jira', 'read:user:jira', 'read:avatar:jira']
]
const userScopes: ScopeSets = [
  ['read:jira-user'],
  ['read:application-role:jira', 'read:group:jira', 'read:user:jira', 'read:avatar:jira']
]
const permissionScopes: ScopeSets = [['read:jira-work'], ['read:permission:jira']]
const statusScopes: ScopeSets = [['read:jira-work'], ['read:status:jira']]

const resources: readonly (readonly [RegExp, readonly string[], Resource, ScopeSets])[] = [
  [/^serverInfo$/, ['GET'], serverInfo, [[]]],
  [/^myself$/, ['GET'], myself, userScopes],
  [/^mypermissions$/, ['GET'], myPermissions, permissionScopes],
  [/^permissions\/project$/, ['POST'], permittedProjects, permissionScopes],
  [/^status$/, ['GET'], statusList, statusScopes],
  [/^project\/search$/, ['GET'], projectSearch, projectScopes],
  [/^project\/([^/]+)$/, ['GET'], oneProject, projectScopes],
  [/^search\/jql$/, ['GET', 'POST'], searchJql, searchScopes],
  [/^search\/approximate-count$/, ['POST'], approximateCount, searchScopes],
  [/^search$/, ['GET', 'POST'], searchRemoved, searchScopes],
  [/^issue\/bulkfetch$/, ['POST'], bulkFetch, issueScopes],
  [/^issue\/([^/]+)$/, ['GET'], oneIssue, issueScopes]
]

export function restReply(call: RestCall): Reply {
  const { exchange, world } = call
  const forged = xsrfRefusal(call)
  if (forged !== undefined) return forged
  for (const [pattern, methods, resource, scopes] of resources) {
    const match = pattern.exec(call.resource)
    if (match === null) continue
    const method = exchange.method === 'HEAD' ? 'GET' : exchange.method
    if (!methods.includes(method)) {
      // `issue/bulkfetch` also looks like an issue's key.
      if (pattern.source.endsWith('bulkfetch$')) continue
      return withHeaders(frameworkError(405, 'HTTP 405 Method Not Allowed'), { allow: methods.join(',') })
    }
    const { scopes: held } = exchange
    if (held !== undefined && !scopes.some((set) => set.every((scope) => held.has(scope)))) return scopeMismatch()
    const refused = world.limits.before(exchange.clientId, `${call.site.cloudId} ${method} ${pattern.source}`)
    if (refused !== undefined) return refused
    // One for the request itself; the resource adds what it returns.
    exchange.points = 1
    const reply = resource(call, match[1] ?? '')
    if (exchange.clientId !== undefined) world.limits.spend(exchange.clientId, exchange.points)
    return withHeaders(reply, world.limits.headers(exchange.clientId))
  }
  return frameworkError(404, `null for uri: ${exchange.origin}${exchange.rawPath}`)
}

/** A 401, although nobody has to sign in again: recorded in several public trackers. */
export function scopeMismatch(): Reply {
  return {
    status: 401,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 401, message: 'Unauthorized; scope does not match' })
  }
}

/** Removed in 2025, in both versions (CHANGE-2046). */
function searchRemoved(): Reply {
  return jiraErrors(410, [
    'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline ' +
      'is available at https://developer.atlassian.com/changelog/#CHANGE-2046'
  ])
}

/**
 * A POST that looks like a browser's, or names an origin, is refused. `X-Atlassian-Token: no-check` helps against the
 * first, not against the second.
 */
function xsrfRefusal(call: RestCall): Reply | undefined {
  const { method, headers } = call.exchange
  if (method === 'GET' || method === 'HEAD') return undefined
  const browser = (headers['user-agent'] ?? '').startsWith('Mozilla/') && headers['x-atlassian-token'] !== 'no-check'
  return headers.origin !== undefined || browser ? text(403, 'XSRF check failed') : undefined
}
