/** Issues as JSON: which fields are wanted, and each one's form. */
import { fieldNames, fieldOf, type Issue, type NamedValue, type StatusValue, type UserValue } from '../issues/types.ts'
import { isNamed, type Linker } from './links.ts'

type Json = Record<string, unknown>

/** Computed for every issue, beside the stored ones. */
const computed = [
  'project',
  'created',
  'updated',
  'votes',
  'watches',
  'workratio',
  'progress',
  'timespent',
  'timeestimate',
  'lastViewed'
]

/** Fields that `*navigable` leaves out. */
const notNavigable = new Set(['comment', 'attachment', 'worklog', 'timetracking'])

export interface FieldSelection {
  wants(field: string): boolean
  /** Names asked for one by one; undefined when a wildcard is involved. */
  readonly explicit: readonly string[] | undefined
}

/** `*all`, `*navigable`, names, and `-name` to leave out; several separated by commas or as a list. */
export function selectFields(asked: readonly string[], whenEmpty: '*all' | '*navigable'): FieldSelection {
  const names = asked
    .flatMap((part) => part.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const excluded = new Set(names.filter((name) => name.startsWith('-')).map((name) => name.slice(1)))
  const included = new Set(names.filter((name) => !name.startsWith('-')))
  if (included.size === 0) included.add(whenEmpty)
  const all = included.has('*all')
  const navigable = included.has('*navigable')
  return {
    wants: (field) => !excluded.has(field) && (all || included.has(field) || (navigable && !notNavigable.has(field))),
    explicit: all || navigable ? undefined : [...included].filter((name) => !excluded.has(name))
  }
}

/**
 * One issue as JSON text. Without any known field (`fields=id`, `fields=key`) there is no `fields` member at all.
 * Text rather than objects: pages of 1,000 issues repeat the same few statuses and people, whose text is kept.
 */
export function issueText(issue: Issue, selection: FieldSelection, linker: Linker, expand: string): string {
  const names = selection.explicit ?? [...computed, ...fieldNames(issue)].filter((name) => selection.wants(name))
  let fields = ''
  for (const name of names) {
    const value = fieldValue(issue, name, linker)
    if (value !== undefined) fields += `${fields === '' ? '' : ','}${JSON.stringify(name)}:${linker.text(value)}`
  }
  const head = `{"expand":"${expand}","id":"${issue.id}","self":"${linker.issueSelf(issue)}","key":"${issue.key}"`
  return fields === '' ? `${head}}` : `${head},"fields":{${fields}}}`
}

function fieldValue(issue: Issue, name: string, linker: Linker): unknown {
  switch (name) {
    case 'project':
      return linker.project(issue.project)
    case 'created':
      return linker.date(issue.created)
    case 'updated':
      return linker.date(issue.updated)
    case 'votes':
      return { self: linker.rest(`issue/${issue.key}/votes`), votes: 0, hasVoted: false }
    case 'watches':
      return { self: linker.rest(`issue/${issue.key}/watchers`), watchCount: 0, isWatching: false }
    case 'workratio':
      return -1
    case 'progress':
      return { progress: 0, total: 0 }
    case 'timespent':
    case 'timeestimate':
    case 'lastViewed':
      return null
    default:
      return storedValue(name, fieldOf(issue, name), linker)
  }
}

function storedValue(name: string, value: unknown, linker: Linker): unknown {
  if (value === null || value === undefined) return value
  switch (name) {
    case 'status':
      return linker.status(value as StatusValue)
    case 'issuetype':
      return linker.issueType(value as NamedValue)
    case 'priority':
      return linker.priority(value as NamedValue)
    case 'resolution':
      return linker.named('resolution', value as NamedValue)
    case 'assignee':
    case 'reporter':
    case 'creator':
      return linker.user(value as UserValue)
    case 'components':
      return (value as NamedValue[]).map((one) => linker.named('component', one))
    case 'versions':
    case 'fixVersions':
      return (value as NamedValue[]).map((one) => linker.named('version', one))
    case 'parent':
      return linker.shortIssue(value as Json)
    case 'subtasks':
      return (value as Json[]).map((one) => linker.shortIssue(one))
    case 'issuelinks':
      return (value as Json[]).map((one) => linkJson(one, linker))
    case 'comment':
      return {
        ...(value as Json),
        comments: ((value as Json)['comments'] as Json[]).map((one) => authored(one, linker))
      }
    case 'attachment':
      return (value as Json[]).map((one) => attachmentJson(one, linker))
    default:
      return value
  }
}

function linkJson(link: Json, linker: Linker): Json {
  const shown: Json = { id: link['id'], self: linker.rest(`issueLink/${String(link['id'])}`) }
  const type = link['type'] as NamedValue
  shown['type'] = linker.named('issueLinkType', type)
  for (const side of ['inwardIssue', 'outwardIssue']) {
    if (link[side] !== undefined) shown[side] = linker.shortIssue(link[side] as Json)
  }
  return shown
}

function authored(value: Json, linker: Linker): Json {
  const shown = { ...value }
  for (const who of ['author', 'updateAuthor']) {
    if (isNamed(value[who])) shown[who] = linker.user(value[who] as unknown as UserValue)
  }
  return shown
}

function attachmentJson(value: Json, linker: Linker): Json {
  const id = String(value['id'])
  return {
    self: linker.rest(`attachment/${id}`),
    ...authored(value, linker),
    content: `${linker.base}/secure/attachment/${id}/${encodeURIComponent(String(value['filename']))}`
  }
}
