/** Atlassian Document Format, as far as it is written here. Source: developer.atlassian.com/cloud/jira/platform/apis/document */
export interface AdfNode {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly text?: string
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[]
  readonly content?: readonly AdfNode[]
}

export interface AdfDocument extends AdfNode {
  readonly version: 1
  readonly type: 'doc'
  readonly content: readonly AdfNode[]
}

export function doc(content: readonly AdfNode[]): AdfDocument {
  return { version: 1, type: 'doc', content }
}

export function words(text: string, ...marks: readonly NonNullable<AdfNode['marks']>[number][]): AdfNode {
  return marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks }
}

export function paragraph(content: readonly AdfNode[]): AdfNode {
  return { type: 'paragraph', content }
}
