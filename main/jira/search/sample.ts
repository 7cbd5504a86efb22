/**
 * Asks for one issue, to see whether searching works at all and whether the user sees any. The same requests as a sync's,
 * with one row. Cloud counts a point for each issue in a reply: one.
 */
import { z } from 'zod'
import { err, fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import type { JiraClient } from '../client.ts'
import { readJsonBody } from '../json-body.ts'
import { saysIndexRebuilding } from '../reply-failure.ts'
import { projectJql } from './jql.ts'
import { readFrame } from './page-frame.ts'
import { beyondWindow, explainRefusal } from './refusals.ts'

export interface Sample {
  /** Issues the user may see; null where Jira does not count (Cloud). */
  readonly total: number | null
  /** Whether one came. */
  readonly seen: boolean
}

const what = 'the search for issues'
const warningsSchema = z.object({ warningMessages: z.array(z.string()).default([]) })

/**
 * Failures: what a refused search means, `index-rebuilding` also where Jira only warns of it, `project-archived`.
 * @param project `id` is the numeric one.
 */
export async function sampleIssue(
  client: JiraClient,
  project: { readonly id: string; readonly key: string }
): Promise<Result<Sample>> {
  const { host } = new URL(client.siteUrl)
  const jql = projectJql(project.id)
  const sent = await client.send(
    client.product === 'cloud'
      ? { method: 'POST', path: '/search/jql', json: { jql, fields: ['id'], maxResults: 1 }, what }
      : { path: '/search', query: { jql, startAt: '0', maxResults: '1', fields: 'created' }, what }
  )
  if (!sent.ok) {
    const why = beyondWindow(sent.failure, host, '0 + 1') ?? (await explainRefusal(client, sent.failure))
    // Jira names the project by the id it was asked with; people know it by its key.
    return why.code === 'project-not-visible' ? fail(why.code, { ...why.params, project: project.key }) : err(why)
  }
  const frame = readFrame(sent.value.body, { host, what })
  if (!frame.ok) return frame
  const json = readJsonBody(sent.value)
  const said = warningsSchema.safeParse(json.ok ? json.value : null)
  const warning = said.success ? said.data.warningMessages.find(saysIndexRebuilding) : undefined
  if (warning !== undefined) return fail('index-rebuilding', { host }, { evidence: warning.slice(0, 300) })
  return ok({ total: frame.value.head.total, seen: frame.value.issues.length > 0 })
}
