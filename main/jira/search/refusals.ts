/** What a refused search means beyond what the reply itself says. */
import { failure, type Failure } from '../../../preload/contract/failures/failure.ts'
import type { JiraClient } from '../client.ts'
import { readProject } from '../projects.ts'

/** Rows past it are refused with a 500, unless Jira tells another limit. */
export const usualWindow = 10_000

/**
 * JQL says of a project that was deleted, hidden or archived the same: that it does not exist. Its own resource tells
 * whether it is archived (Jira REST API, /project/{idOrKey}, `archived`).
 * @param refused the failure of a search in one project.
 */
export async function explainRefusal(client: JiraClient, refused: Failure): Promise<Failure> {
  if (refused.code !== 'project-not-visible') return refused
  const { project: named = '', user = '' } = refused.params
  const project = await readProject(client, { id: named, name: named }, user)
  if (!project.ok || !project.value.archived) return refused
  return failure('project-archived', { project: project.value.key }, { evidence: 'project.archived: true' })
}

/** "… which exceeded the search platform limit of 10,000" as `search-limit`; null for any other failure. */
export function beyondWindow(refused: Failure, host: string, rows: string): Failure | null {
  if (refused.code !== 'jira-error') return null
  const limit = refusedLimit(refused.params['detail'] ?? '')
  return limit === null ? null : failure('search-limit', { host, limit: String(limit) }, { evidence: `${rows} rows` })
}

/** Null for any other error. */
function refusedLimit(detail: string): number | null {
  if (!/search limit exceeded/i.test(detail)) return null
  const told = /limit of ([\d,.\s\u00a0\u202f]*\d)/.exec(detail)?.[1]?.replace(/\D/g, '')
  const limit = Number(told ?? usualWindow)
  return Number.isSafeInteger(limit) && limit > 0 ? limit : usualWindow
}
