/** Projects and issues as this Jira keeps them: without links and icons, which are added while answering. */
import type { ProjectIndex } from './project-index.ts'

export type FieldValues = Record<string, unknown>

export interface Project {
  /** Numeric id as text, as in Jira's JSON. */
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string
  readonly avatarId: string
  readonly category: { readonly id: string; readonly name: string; readonly description: string } | undefined
  readonly lead: string
  /** Left as recorded; only links are added. */
  readonly issueTypes: readonly NamedValue[]
  readonly components: readonly NamedValue[]
  readonly versions: readonly NamedValue[]
  readonly index: ProjectIndex
  /** Highest issue number given out so far. */
  lastNumber: number
}

export interface NamedValue {
  readonly id: string
  readonly name: string
  readonly [more: string]: unknown
}

export interface StatusValue extends NamedValue {
  readonly description: string
  readonly statusCategory: {
    readonly id: number
    readonly key: string
    readonly colorName: string
    readonly name: string
  }
}

export interface UserValue {
  readonly name: string
  readonly key: string
  readonly displayName: string
  readonly active: boolean
  readonly timeZone: string
}

export interface Issue {
  /** The identity: survives moves. */
  readonly id: number
  key: string
  /** The part of the key after the dash. */
  number: number
  project: Project
  /** Epoch milliseconds. */
  readonly created: number
  updated: number
  /** Values of its own: the whole issue for recorded ones, only edits for generated ones. */
  own: FieldValues | undefined
  /** Where the other values come from; undefined for recorded and newly created issues. */
  readonly generated: GeneratedSource | undefined
}

/** Computes a field of a generated issue on demand, so that 100,000 issues cost little memory. */
export interface GeneratedSource {
  readonly names: readonly string[]
  value(issue: Issue, field: string): unknown
}

/** Value of one field in stored form; undefined when the issue has no such field. */
export function fieldOf(issue: Issue, field: string): unknown {
  if (issue.own !== undefined && field in issue.own) return issue.own[field]
  return issue.generated?.value(issue, field)
}

export function fieldNames(issue: Issue): readonly string[] {
  if (issue.generated === undefined) return Object.keys(issue.own ?? {})
  if (issue.own === undefined) return issue.generated.names
  return [...new Set([...issue.generated.names, ...Object.keys(issue.own)])]
}

/** `name` of an object-valued field such as status, priority or assignee; undefined when empty. */
export function nameOf(issue: Issue, field: string): string | undefined {
  const value = fieldOf(issue, field) as { name?: string } | null | undefined
  return value?.name
}
