/** Issues as Jira Cloud writes them: as Data Center does, but with documents (ADF) for text in version 3. */
import { fieldOf, type FieldValues, type Issue } from '../../issues/types.ts'
import { issueText, type FieldSelection } from '../../rest/fields.ts'
import { plainText, toDocument } from '../adf/convert.ts'
import type { AdfDocument } from '../adf/nodes.ts'
import type { RestCall } from './call.ts'

const expand = 'operations,versionedRepresentations,editmeta,changelog,renderedFields'
const textFields = ['description', 'environment']

/** `{"id":…}` when nothing but the id is asked for, otherwise with key, links and fields. */
export function cloudIssueText(call: RestCall, issue: Issue, selection: FieldSelection): string {
  const { explicit } = selection
  if (explicit !== undefined && explicit.length === 1 && explicit[0] === 'id') return `{"id":"${issue.id}"}`
  return issueText(rightForm(call, issue, selection), selection, call.linker, expand)
}

/** The issue with its texts in the form of the API version. */
function rightForm(call: RestCall, issue: Issue, selection: FieldSelection): Issue {
  const changed: FieldValues = {}
  const text = (value: unknown): unknown => (call.version === '3' ? asDocument(value) : asText(value))
  for (const field of textFields) if (selection.wants(field)) changed[field] = text(fieldOf(issue, field))
  if (selection.wants('comment')) {
    const comment = fieldOf(issue, 'comment') as { comments?: readonly Record<string, unknown>[] } | null | undefined
    if (comment?.comments !== undefined) {
      changed['comment'] = {
        ...comment,
        comments: comment.comments.map((one) => ({ ...one, body: text(one['body']) }))
      }
    }
  }
  return { ...issue, own: { ...issue.own, ...changed } }
}

/** Stored is wiki markup, or a document for hand-made samples. */
function asDocument(value: unknown): unknown {
  return typeof value === 'string' ? toDocument(value) : value
}

function asText(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? plainText(value as AdfDocument) : value
}
