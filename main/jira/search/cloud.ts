/**
 * Searching Jira Cloud: `POST /rest/api/3/search/jql`, paged by tokens; `/search` is gone there (CHANGE-2046).
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
 * The index follows the issues with a delay: what has just changed may be missing from a search, and from the count, for
 * a while. Asked for by id (`/issue/bulkfetch`) an issue is as it is now.
 * Every issue in a reply costs a point of the app's hourly quota, so no field is asked for that is not used.
 */
import { z } from 'zod'
import { err, ok } from '../../../preload/contract/failures/failure.ts'
import type { JiraClient } from '../client.ts'
import { readMyself } from '../myself.ts'
import { projectJql, timedSearchJql } from './jql.ts'
import { issueFields, type IssueSearch } from './issue-search.ts'
import { explainRefusal } from './refusals.ts'

/** Issues of a page: as many as come with fields, and as many as come with nothing but their id. */
const pageSizes = { tasks: 100, ids: 5000 } as const
/** Covers the delay of Cloud's index; what is fetched twice is recognised by its id. */
const overlapMs = 5 * 60_000
const what = 'the search for issues'

const countSchema = z.object({ count: z.number().int().nonnegative() })

export const cloudSearch = (client: JiraClient): IssueSearch => ({
  paging: 'tokens',
  host: new URL(client.siteUrl).host,
  exactCounts: false,
  idsPerCall: 100,
  rowsPerPage: pageSizes.tasks,
  window: () => Number.MAX_SAFE_INTEGER,
  async page({ jql, content, token, signal }) {
    const sent = await client.send({
      method: 'POST',
      path: '/search/jql',
      json: {
        jql,
        fields: content === 'tasks' ? issueFields : ['id'],
        maxResults: pageSizes[content],
        ...(token === null ? {} : { nextPageToken: token })
      },
      what,
      signal
    })
    return sent.ok ? sent : err(await explainRefusal(client, sent.failure))
  },
  byIds: (ids, signal) =>
    client.send({
      method: 'POST',
      path: '/issue/bulkfetch',
      json: { issueIdsOrKeys: ids, fields: issueFields },
      what: 'issues by their ids',
      signal
    }),
  async count(jiraProjectId, signal) {
    const reply = await client.read(
      {
        method: 'POST',
        path: '/search/approximate-count',
        json: { jql: projectJql(jiraProjectId) },
        what: 'the number of issues',
        signal
      },
      countSchema
    )
    return reply.ok ? ok(reply.value.count) : err(await explainRefusal(client, reply.failure))
  },
  async beginFullScan(jiraProject) {
    const me = await readMyself(client)
    if (!me.ok) return me
    return ok({ jql: (anchor) => timedSearchJql({ jiraProject, by: 'created', from: anchor }) })
  },
  changedSince: (jiraProject, from) => ({
    jql: timedSearchJql({ jiraProject, by: 'updated', from: from - overlapMs }),
    minutes: null
  })
})
