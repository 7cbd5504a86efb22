/**
 * Searching a Jira Server or Data Center: GET /rest/api/2/search. Pages come back as bytes; the store's process
 * parses them, so that a large page never holds up the window.
 */
import type { Result } from '../../../preload/contract/failures/failure.ts'
import type { TransportReply } from '../../net/transport.ts'
import type { JiraClient } from '../client.ts'
import { searchTotalSchema } from '../schemas.ts'

/** What a task is made of; asking for less makes Jira's answer several times smaller. */
export const issueFields =
  'summary,issuetype,status,priority,assignee,reporter,resolution,labels,description,created,updated,project'
/** What a census needs: ids come anyway, `created` lets the next slice be anchored. */
export const censusFields = 'created'

/** Jira's usual `jira.search.views.default.max`; a server may clamp further, so pages advance by what came back. */
export const pageSize = 1000
/** Data Center's `max_result_window`: rows past it are refused with a 500. */
export const resultWindow = 10_000
/** Rows after which a scan begins a new slice: a whole page must still fit the window. */
export const sliceRows = resultWindow - pageSize

export interface SearchQuery {
  readonly jql: string
  readonly startAt: number
  readonly maxResults: number
  readonly fields: string
  readonly signal?: AbortSignal | undefined
}

export const searchPage = (client: JiraClient, query: SearchQuery): Promise<Result<TransportReply>> =>
  client.send({
    path: '/rest/api/2/search',
    query: {
      jql: query.jql,
      startAt: String(query.startAt),
      maxResults: String(query.maxResults),
      fields: query.fields
    },
    what: 'the search for issues',
    signal: query.signal
  })

/** Issues by numeric id; ids that do not exist (any more) are left out. At most 200 a call: the request line is POSTed. */
export const searchByIds = (
  client: JiraClient,
  ids: readonly string[],
  signal?: AbortSignal
): Promise<Result<TransportReply>> =>
  client.send({
    method: 'POST',
    path: '/rest/api/2/search',
    json: {
      jql: `id in (${ids.join(',')}) ORDER BY id ASC`,
      startAt: 0,
      maxResults: ids.length,
      fields: issueFields.split(','),
      validateQuery: false
    },
    what: 'the search for issues',
    signal
  })

/** How many issues of a project the user may see. */
export async function countIssues(
  client: JiraClient,
  jiraProjectId: string,
  signal?: AbortSignal
): Promise<Result<number>> {
  const reply = await client.read(
    {
      path: '/rest/api/2/search',
      query: { jql: `project = ${jiraProjectId}`, startAt: '0', maxResults: '0', fields: 'created' },
      what: 'the number of issues',
      signal
    },
    searchTotalSchema
  )
  return reply.ok ? { ok: true, value: reply.value.total } : reply
}
