/**
 * Searching a Jira Server or Data Center: `/rest/api/2/search`, paged by rows.
 * https://docs.atlassian.com/software/jira/docs/api/REST/9.12.0/#api/2/search-search
 * 10.x and later list no rows past `max_result_window` (10,000); 11.3 tells its window at
 * `/rest/api/2/searchLimits/maxResultWindow`.
 */
import { err, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import type { TransportReply } from '../../net/transport.ts'
import type { JiraClient } from '../client.ts'
import { objectOf, own } from '../json.ts'
import { readMyself } from '../myself.ts'
import { searchTotalSchema } from '../schemas.ts'
import { fullScanJql, incrementalJql, minutesSince, projectJql } from './jql.ts'
import { issueFields, type IssueSearch, type PageQuery } from './issue-search.ts'
import { beyondWindow, explainRefusal, usualWindow } from './refusals.ts'

/** Jira's usual `jira.search.views.default.max`; a server may clamp further, so pages advance by what came back. */
const pageSize = 1000
/** Covers Jira's index lag; what is fetched twice is recognised by its id. */
const overlapMinutes = 5
/** A census compares ids, which come anyway; `created` lets its next slice be anchored. */
const censusFields = ['created'] as const
const what = 'the search for issues'

export function dataCenterSearch(client: JiraClient, version: string): IssueSearch {
  const { host } = new URL(client.siteUrl)
  let window = usualWindow

  const send = async ({ jql, content, startAt, maxResults, signal }: PageQuery): Promise<Result<TransportReply>> => {
    const fields = content === 'tasks' ? issueFields : censusFields
    const query = { jql, startAt: String(startAt), maxResults: String(maxResults), fields: fields.join(',') }
    const sent = await client.send({ path: '/search', query, what, signal })
    if (sent.ok) return sent
    return err(
      beyondWindow(sent.failure, host, `${startAt} + ${maxResults}`) ?? (await explainRefusal(client, sent.failure))
    )
  }

  return {
    paging: 'rows',
    host,
    exactCounts: true,
    idsPerCall: 200,
    rowsPerPage: pageSize,
    window: () => window,
    async page(query) {
      const sent = await send(query)
      if (sent.ok || sent.failure.code !== 'search-limit') return sent
      const limit = Number(sent.failure.params['limit'])
      if (limit >= query.startAt + query.maxResults || limit <= query.startAt) return sent
      // A lower limit than expected: what still fits is asked for, and the scan's slices become shorter.
      window = Math.min(window, limit)
      return send({ ...query, maxResults: limit - query.startAt })
    },
    byIds: (ids, signal) =>
      // POSTed: as part of an address it would be too long.
      client.send({
        method: 'POST',
        path: '/search',
        json: {
          jql: `id in (${ids.join(',')}) ORDER BY id ASC`,
          startAt: 0,
          maxResults: ids.length,
          fields: issueFields,
          validateQuery: false
        },
        what,
        signal
      }),
    async count(jiraProjectId, signal) {
      const query = { jql: projectJql(jiraProjectId), startAt: '0', maxResults: '0', fields: 'created' }
      const reply = await client.read(
        { path: '/search', query, what: 'the number of issues', signal },
        searchTotalSchema
      )
      return reply.ok ? ok(reply.value.total) : err(await explainRefusal(client, reply.failure))
    },
    async beginFullScan(jiraProject, signal) {
      const me = await readMyself(client)
      if (!me.ok) return me
      const timeZone = me.value.timeZone ?? 'UTC'
      if (tellsWindow(version)) window = (await readWindow(client, signal)) ?? window
      return ok({
        jql: (anchor) => fullScanJql({ jiraProject, ...(anchor > 0 ? { createdFrom: anchor } : {}), timeZone })
      })
    },
    changedSince(jiraProject, from, now) {
      const minutes = minutesSince(from, now, overlapMinutes)
      return { jql: incrementalJql({ jiraProject, sinceMinutes: minutes }), minutes }
    }
  }
}

function tellsWindow(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 11 || (major === 11 && minor >= 3)
}

/** The window as 11.3 tells it: a bare number, or an object that holds it. Null when it does not tell: never a failure. */
async function readWindow(client: JiraClient, signal: AbortSignal): Promise<number | null> {
  const reply = await client.send({ path: '/searchLimits/maxResultWindow', what: 'its search limit', signal })
  if (!reply.ok) return null
  try {
    const told: unknown = JSON.parse(Buffer.from(reply.value.body).toString('utf8'))
    const object = objectOf(told)
    const rows = object ? (own(object, 'maxResultWindow') ?? own(object, 'value')) : told
    return typeof rows === 'number' && Number.isSafeInteger(rows) && rows > 0 ? rows : null
  } catch {
    return null
  }
}
