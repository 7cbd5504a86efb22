/** One REST request to a site, whichever way it came, and what the resources have in common. */
import { jiraErrors, text, withHeaders, type Reply } from '../../exchange.ts'
import type { Project } from '../../issues/types.ts'
import type { CloudExchange } from '../exchange.ts'
import type { CloudSite, CloudWorld } from '../world.ts'
import { linkerAt, type ApiVersion, type CloudLinker } from './linker.ts'

export interface RestCall {
  readonly exchange: CloudExchange
  readonly world: CloudWorld
  readonly site: CloudSite
  readonly version: ApiVersion
  /** Path after `/rest/api/<version>/`. */
  readonly resource: string
  readonly linker: CloudLinker
}

/** Undefined when the path is none of the REST API. `exchange.user` has to be known by now. */
export function restCall(
  exchange: CloudExchange,
  world: CloudWorld,
  site: CloudSite,
  base: string,
  path: string
): RestCall | undefined {
  const match = /^\/rest\/api\/([23]|latest)\/(.*?)\/?$/.exec(path)
  if (match === null) return undefined
  const version: ApiVersion = match[1] === '3' ? '3' : '2'
  const linker = linkerAt(base, version, exchange.user?.timeZone ?? 'UTC')
  return { exchange, world, site, version, resource: match[2] ?? '', linker }
}

export function mayBrowse(call: RestCall, project: Project): boolean {
  return call.site.issues.mayBrowse(call.exchange.user, project)
}

/** What Jira answers to nobody, and to credentials that are not good. Body recorded 2025; it is no JSON. */
export function clientMustBeAuthenticated(site: CloudSite): Reply {
  return withHeaders(text(401, 'Client must be authenticated to access this resource.', 'text/plain;charset=UTF-8'), {
    'www-authenticate': `OAuth realm="${encodeURIComponent(site.url)}"`
  })
}

export function issueNotFound(): Reply {
  return jiraErrors(404, ['Issue does not exist or you do not have permission to see it.'])
}

/** A whole number from a query; undefined when it is none. */
export function wholeNumber(given: string | null, absent: number): number | undefined {
  if (given === null || given === '') return absent
  return /^-?\d{1,9}$/.test(given) ? Number(given) : undefined
}

/** Message of Cloud for a body that does not fit; it says nothing about what is wrong. */
export function invalidPayload(): Reply {
  return jiraErrors(400, ['Invalid request payload. Refer to the REST API documentation and try again.'])
}
