/**
 * A description as it is stored: Data Center sends wiki markup, Cloud's `/rest/api/3` a document (ADF).
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#atlassian-document-format
 */
import { renderAdf } from '../markup/adf.ts'
import { adfText } from '../markup/adf-text.ts'
import { multiline } from '../../clean-text.ts'

export type DescriptionFormat = 'plain' | 'wiki' | 'adf'

export interface Description {
  /** Wiki markup, a document as compact JSON, or plain text. */
  description: string
  descriptionFormat: DescriptionFormat
  /** The words of it, for the search index. */
  descriptionText: string
}

/** JSON of the document, or null when it nests deeper than the platform can write. */
function writtenAs(document: object): string | null {
  try {
    return JSON.stringify(document)
  } catch {
    return null
  }
}

const none: Description = { description: '', descriptionFormat: 'wiki', descriptionText: '' }

/** @param limit characters kept of the description, and of its words. Never fails: what is neither form is empty. */
export function readDescription(value: unknown, limit: number): Description {
  if (typeof value === 'string') {
    const source = multiline(value, limit)
    return { description: source, descriptionFormat: 'wiki', descriptionText: source }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return none
  }
  const words = multiline(adfText(value), limit)
  // Jira's editor leaves an empty paragraph behind. Files and rules have no words, but are something to see.
  if (words === '' && renderAdf(value).blocks.length === 0) return none
  const json = writtenAs(value)
  return json !== null && json.length <= limit
    ? { description: json, descriptionFormat: 'adf', descriptionText: words }
    : { description: words, descriptionFormat: 'plain', descriptionText: words }
}
