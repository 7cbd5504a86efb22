/** /issue/{idOrKey} and /issue/bulkfetch: what is read by id is never behind, whatever searches see. */
import { jiraErrors, jsonText, type Reply } from '../../exchange.ts'
import type { Issue } from '../../issues/types.ts'
import { selectFields } from '../../rest/fields.ts'
import { jsonBody } from '../exchange.ts'
import { invalidPayload, issueNotFound, mayBrowse, type RestCall } from './call.ts'
import { cloudIssueText } from './issue-json.ts'

/** By numeric id, key, or a former key (then the reply shows the new one, without a redirect). */
export function oneIssue(call: RestCall, idOrKey: string): Reply {
  const issue = call.site.issues.findIssue(idOrKey)
  if (issue === undefined || !mayBrowse(call, issue.project)) return issueNotFound()
  call.exchange.points += 1
  const selection = selectFields(call.exchange.query.getAll('fields'), '*all')
  return jsonText(200, cloudIssueText(call, issue, selection))
}

/** Fields with many values, which keep a bulk fetch at 100 issues. */
const manyValued = new Set([
  'attachment',
  'comment',
  'components',
  'fixVersions',
  'issuelinks',
  'labels',
  'subtasks',
  'versions',
  'worklog'
])

export function bulkFetch(call: RestCall): Reply {
  const body = jsonBody(call.exchange)
  const asked = body?.['issueIdsOrKeys']
  const fields = body?.['fields'] ?? []
  if (!isTexts(asked) || !isTexts(fields)) return invalidPayload()
  const selection = selectFields(fields, '*navigable')
  const light =
    selection.explicit !== undefined &&
    selection.explicit.length <= 100 &&
    !selection.explicit.some((field) => manyValued.has(field)) &&
    !isTexts(body?.['expand'], 1)
  const most = light ? 1000 : 100
  if (asked.length === 0 || asked.length > most)
    return jiraErrors(400, [`Between 1 and ${most} issue IDs or keys may be requested, not ${asked.length}.`])
  const found: Issue[] = []
  const missing: string[] = []
  for (const name of new Set(asked)) {
    const issue = call.site.issues.findIssue(name)
    if (issue !== undefined && mayBrowse(call, issue.project)) found.push(issue)
    else missing.push(name)
  }
  found.sort((a, b) => a.id - b.id)
  call.exchange.points += found.length
  const errors = missing.map((id) => ({
    id,
    errorMessage: 'Issue does not exist or you do not have permission to see it.'
  }))
  const issues = found.map((issue) => cloudIssueText(call, issue, selection)).join(',')
  return jsonText(200, `{"issues":[${issues}],"issueErrors":${JSON.stringify(errors)}}`)
}

function isTexts(value: unknown, atLeast = 0): value is string[] {
  return Array.isArray(value) && value.length >= atLeast && value.every((one) => typeof one === 'string')
}
