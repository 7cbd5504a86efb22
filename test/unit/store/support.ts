/** A real workspace file in a folder of its own, and Jira's replies to put into it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import type {
  ConnectionRecord,
  PageScan,
  ScanCheckpoint,
  StoreApi,
  StoreInput,
  WrittenPage
} from '../../../main/store/api.ts'
import type { OpenOptions } from '../../../main/store/database.ts'
import { openStore, type Store } from '../../../main/store/store.ts'
import type { ProjectLink, SyncRun } from '../../../preload/contract/index.ts'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup()
})

export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'attrack-store-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const tempFile = (): string => path.join(tempFolder(), 'workspace.db')

/** Opens a store that is closed when the test ends. */
export function open(file: string = tempFile(), options: OpenOptions = {}): Store {
  const opened = openStore(file, options)
  if (!opened.ok) throw new Error(`${opened.failure.code}: ${opened.failure.cause} ${opened.failure.evidence ?? ''}`)
  let closed = false
  const store = opened.value
  const close = (): void => {
    if (!closed) store.close()
    closed = true
  }
  cleanups.push(close)
  return { ...store, close }
}

export const site = 'https://jira.example.com'

export const connection = (more: Partial<ConnectionRecord> = {}): ConnectionRecord => ({
  id: 'connection-1',
  product: 'server',
  siteUrl: site,
  apiUrl: site,
  baseUrl: site,
  title: 'Jira',
  version: '10.3.2',
  method: 'password',
  userName: 'anna',
  userDisplayName: 'Anna Ek',
  consumerKey: null,
  cloudId: null,
  accountId: null,
  email: null,
  grantId: null,
  clientId: null,
  apiToken: null,
  credentialExpiresAt: null,
  status: 'connected',
  failure: null,
  lastSuccessAt: 5,
  nextTryAt: null,
  createdAt: 4,
  authorisedBy: null,
  ...more
})

export interface Linked {
  store: Store
  api: StoreApi
  projectId: string
  link: ProjectLink
  run: SyncRun
}

/** A project linked to Jira's project MOD (10034), with a run going on. */
export function linked(file?: string): Linked {
  const store = open(file)
  const { api } = store
  const projectId = api.createProject({ name: 'Modules' }).id
  api.saveConnection(connection())
  const link = linkTo(api, projectId, '10034', 'MOD')
  return { store, api, projectId, link, run: api.startRun({ linkId: link.id, kind: 'full' }) }
}

export function linkTo(api: StoreApi, projectId: string, jiraProjectId: string, key: string): ProjectLink {
  const target = { projectId, connectionId: 'connection-1', siteUrl: site, jiraProjectId }
  const link = api.createLink({ ...target, jiraProjectKey: key, jiraProjectName: `Project ${key}` })
  if (!link) throw new Error('already linked')
  return link
}

export interface IssueMaker {
  id: number
  key?: string
  summary?: string
  fields?: Record<string, unknown>
}

const jiraTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000')

/** `created` of issue 1 is a minute after this; the higher the id, the later. */
export const epoch = Date.UTC(2020, 0, 1)
export const createdOf = (id: number): number => epoch + id * 60_000

export const issue = ({ id, key = `MOD-${id}`, summary = `Summary ${id}`, fields = {} }: IssueMaker) => ({
  id: String(id),
  key,
  fields: {
    summary,
    description: `Text of ${id}`,
    issuetype: { name: 'Bug' },
    status: { name: 'Open', statusCategory: { key: 'new' } },
    priority: { name: 'High' },
    assignee: { name: 'bo', displayName: 'Bo Li' },
    reporter: { name: 'anna', displayName: 'Anna Ek' },
    resolution: null,
    labels: ['one', 'two'],
    created: jiraTime(createdOf(id)),
    updated: jiraTime(createdOf(id) + 1000),
    project: { id: '10034', key: 'MOD' },
    ...fields
  }
})

export const page = (
  issues: readonly unknown[],
  more: { startAt?: number; maxResults?: number; total?: number } = {}
): Uint8Array => Buffer.from(JSON.stringify({ startAt: 0, maxResults: 1000, total: issues.length, ...more, issues }))

export const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)
export const issues = (from: number, to: number) => numbers(from, to).map((id) => issue({ id }))

export const write = ({ api, link, run }: Linked, body: Uint8Array, scan?: PageScan): WrittenPage =>
  api.writePage({ runId: run.id, linkId: link.id, body, scan })

export const start: ScanCheckpoint = { anchor: 0, lastIssueId: null, startAt: 0, done: 0, total: null }

type List = StoreInput<'listTasks'>
export const list = (projectId: string, more: Partial<List> = {}): List => ({
  projectId,
  search: '',
  statuses: [],
  types: [],
  assignees: [],
  sources: [],
  archived: false,
  sort: 'key',
  descending: false,
  offset: 0,
  limit: 100,
  ...more
})

/** The keys of a list, in its order. */
export const keys = (api: StoreApi, projectId: string, more: Partial<List> = {}): string[] =>
  api.listTasks(list(projectId, more)).tasks.map(({ key }) => key)

/** The failure's code that `work` throws with; fails the test when it does not throw. */
export function failureOf(work: () => unknown): { code: string; params: Readonly<Record<string, string>> } {
  try {
    work()
  } catch (error) {
    const { failure } = error as { failure?: { code: string; params: Record<string, string> } }
    if (failure) return failure
    throw error
  }
  throw new Error('nothing failed')
}
