/** Short words of tests (`status: 'Closed'`, `assignee: 'anna'`) to the stored form of fields. */
import type { FieldValues, NamedValue, UserValue } from '../issues/types.ts'
import { colleagues } from '../issues/values.ts'
import type { ValueField, World } from '../world.ts'

/** What has to be known of a Jira to understand the words. */
export type Vocabulary = Pick<World, 'users' | 'values'>

export interface IssueInput {
  readonly summary?: string
  /** Wiki markup. */
  readonly description?: string | null
  readonly status?: string
  readonly issuetype?: string
  readonly priority?: string | null
  readonly resolution?: string | null
  /** User name, or null for nobody. */
  readonly assignee?: string | null
  readonly reporter?: string | null
  readonly labels?: readonly string[]
  /** Any further field in Jira's own form. */
  readonly [field: string]: unknown
}

const valueFields = new Set<string>(['status', 'issuetype', 'priority', 'resolution'])
const userFields = new Set(['assignee', 'reporter', 'creator'])

export function toStored(input: IssueInput, world: Vocabulary): FieldValues {
  const stored: FieldValues = {}
  for (const [field, value] of Object.entries(input)) {
    if (typeof value === 'string' && valueFields.has(field)) stored[field] = named(field as ValueField, value, world)
    else if (typeof value === 'string' && userFields.has(field)) stored[field] = person(value, world)
    else stored[field] = value
  }
  return stored
}

/** A new issue has every field Jira requires. */
export function completeFields(input: IssueInput, world: Vocabulary): FieldValues {
  const defaults: IssueInput = {
    summary: 'Untitled',
    description: null,
    status: 'Open',
    issuetype: 'Task',
    priority: 'Medium',
    resolution: null,
    resolutiondate: null,
    assignee: null,
    reporter: 'admin',
    creator: 'admin',
    labels: [],
    components: [],
    versions: [],
    fixVersions: [],
    environment: null,
    duedate: null,
    issuelinks: [],
    subtasks: [],
    attachment: [],
    comment: { comments: [], maxResults: 0, total: 0, startAt: 0 },
    customfield_10100: null
  }
  return toStored({ ...defaults, ...input }, world)
}

function named(field: ValueField, name: string, world: Vocabulary): NamedValue {
  const wanted = name.toLowerCase()
  const found = world.values(field).find((value) => value.name.toLowerCase() === wanted)
  if (found === undefined) {
    throw new Error(
      `no ${field} named ${name}; there are: ${world
        .values(field)
        .map((value) => value.name)
        .join(', ')}`
    )
  }
  return found
}

function person(name: string, world: Vocabulary): UserValue {
  const colleague = colleagues.find((one) => one.name === name)
  if (colleague !== undefined) return colleague
  const { key, displayName, active, timeZone, name: userName } = world.users.get(name)
  return { name: userName, key, displayName, active, timeZone }
}
