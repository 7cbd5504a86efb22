/** Loads the recorded projects: two with their real issues, and the long list of nearly empty ones. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parseJiraDate } from '../clock.ts'
import { generateIssues, mix } from './generated.ts'
import type { IssueStore } from './store.ts'
import type { FieldValues, Issue, NamedValue, Project } from './types.ts'
import { issueTypes } from './values.ts'

interface RecordedIssue {
  readonly id: string
  readonly key: string
  readonly fields: FieldValues & { created: string; updated: string }
}

interface RecordedProject {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description?: string
  readonly components?: readonly NamedValue[]
  readonly issueTypes?: readonly NamedValue[]
  readonly versions?: readonly NamedValue[]
  readonly avatarUrls?: Readonly<Record<string, string>>
  readonly projectCategory?: { readonly id: string; readonly name: string; readonly description: string }
}

/** Fields of the recording that come from Jira Software's own API and are not part of `/rest/api/2` answers. */
const notServed = new Set(['epic', 'closedSprints', 'sprint', 'flagged', 'created', 'updated', 'project'])

export function loadCorpus(store: IssueStore): void {
  for (const key of ['DAEMON', 'MOD']) {
    const recorded = JSON.parse(readData(`corpus/tidev-${key}.project.json`).toString('utf8')) as RecordedProject
    const lines = gunzipSync(readData(`corpus/tidev-${key}.jsonl.gz`))
      .toString('utf8')
      .trimEnd()
      .split('\n')
    const issues = lines.map((line) => JSON.parse(line) as RecordedIssue)
    const category = issues[0]?.fields['project'] as { projectCategory?: Project['category'] } | undefined
    const project = store.addProject({
      id: recorded.id,
      key: recorded.key,
      name: recorded.name,
      description: recorded.description ?? '',
      avatarId: '10011',
      category: category?.projectCategory,
      lead: 'admin',
      issueTypes: recorded.issueTypes ?? issueTypes,
      components: recorded.components ?? [],
      versions: recorded.versions ?? []
    })
    store.addIssues(
      project,
      issues.map((issue) => fromRecording(issue, project))
    )
  }
}

function fromRecording(recorded: RecordedIssue, project: Project): Issue {
  const { fields } = recorded
  const own: FieldValues = {}
  for (const [name, value] of Object.entries(fields)) if (!notServed.has(name)) own[name] = value
  const epic = fields['epic'] as { key?: string } | undefined
  own['customfield_10100'] = epic?.key ?? null
  own['duedate'] = null
  // The recording leaves an empty description out; Jira says null.
  own['description'] ??= null
  return {
    id: Number(recorded.id),
    key: recorded.key,
    number: Number(recorded.key.slice(recorded.key.indexOf('-') + 1)),
    project,
    created: parseJiraDate(fields.created),
    updated: parseJiraDate(fields.updated),
    own,
    generated: undefined
  }
}

/** The long list; every eighth project gets a few issues, the others stay empty. */
export function loadProjectList(store: IssueStore): void {
  const recorded = JSON.parse(readData('project-list/all_projects.json').toString('utf8')) as RecordedProject[]
  let nextId = 500_000
  for (const entry of recorded) {
    if (store.findProject(entry.key) !== undefined) continue
    const project = store.addProject({
      id: entry.id,
      key: entry.key,
      name: entry.name,
      description: entry.projectCategory?.description ?? '',
      avatarId: /avatarId=(\d+)/.exec(entry.avatarUrls?.['48x48'] ?? '')?.[1] ?? '10011',
      category: entry.projectCategory,
      lead: 'admin',
      issueTypes,
      components: [],
      versions: []
    })
    const seed = Number(entry.id)
    if (mix(seed, 0, 1) % 8 !== 0) continue
    const count = 1 + (mix(seed, 1, 1) % 9)
    store.addIssues(project, generateIssues(project, count, seed, nextId))
    nextId += count
  }
}

/** A project of the wanted size; ids from 1,000,000. */
export function loadGenerated(store: IssueStore, key: string, count: number, seed: number): void {
  const project = store.addProject({
    id: '20001',
    key,
    name: `Generated project ${key}`,
    description: `${count} issues made from seed ${seed}`,
    avatarId: '10011',
    category: undefined,
    lead: 'admin',
    issueTypes,
    components: [],
    versions: []
  })
  store.addIssues(project, generateIssues(project, count, seed, 1_000_000))
}

function readData(name: string): Buffer {
  return readFileSync(new URL(`../${name}`, import.meta.url))
}
