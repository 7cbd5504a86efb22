/** Invented data for component tests and for looking at the screens without main. */
import { failure, permission } from '../../../preload/contract/index.ts'
import type {
  AppStatus,
  CloudClient,
  CloudSite,
  Connection,
  JiraProject,
  LinkSync,
  Permission,
  Project,
  ProjectLink,
  Reach,
  Role,
  Session,
  SessionState,
  Site,
  SyncRun,
  TaskDetail
} from '../../../preload/contract/index.ts'

export const minute = 60_000
export const hour = 60 * minute

export const status = (): AppStatus => ({
  version: '0.1.0',
  electron: '25.1.1',
  developmentRuntime: true,
  keychain: { state: 'available' },
  database: { state: 'ready' },
  workspaceFile: '/home/kim/.config/AtTrack/workspace.sqlite',
  session: session('administrator', 'open')
})

const none = Object.fromEntries(permission.options.map((one) => [one, one === 'public' ? 'all' : 'none']))

/** What main tells of a session: all of it for an Administrator, `own` in project p1 for a Project Manager. */
export function session(role: Role, state: SessionState = 'signed-in'): Session {
  const may = state === 'open' || state === 'signed-in' ? reaches[role] : () => 'none' as const
  const permissions = Object.fromEntries(permission.options.map((one) => [one, may(one)]))
  return {
    state,
    user:
      state === 'signed-out'
        ? null
        : { id: 'm1', name: 'Kim Larsen', role, projectIds: role === 'project-manager' ? ['p1'] : [] },
    permissions: { ...none, ...permissions, public: 'all' } as Session['permissions']
  }
}

const forTasks: readonly Permission[] = ['session', 'workspace.read', 'tasks.write', 'jira.sync']
const forManagers: readonly Permission[] = ['projects.write', 'jira.authorise', 'jira.network', 'jira.link']
const reaches: Readonly<Record<Role, (permission: Permission) => Reach>> = {
  administrator: () => 'all',
  'project-manager': (one) =>
    forManagers.includes(one) ? 'own' : forTasks.includes(one) || one === 'projects.create' ? 'all' : 'none',
  employee: (one) => (forTasks.includes(one) ? 'all' : 'none'),
  observer: (one) => (one === 'session' || one === 'workspace.read' ? 'all' : 'none')
}

export const project = (id: string, name: string, more: Partial<Project> = {}): Project => ({
  id,
  name,
  createdAt: Date.now() - 40 * 24 * hour,
  archivedAt: null,
  taskCount: 0,
  linkCount: 0,
  lastSyncedAt: null,
  ...more
})

export const connection = (id: string, more: Partial<Connection> = {}): Connection => ({
  id,
  siteUrl: 'https://jira.example.com/jira',
  host: 'jira.example.com',
  product: 'server',
  title: 'Example Jira',
  version: '10.3.2',
  method: 'oauth1',
  userName: 'klarsen',
  userDisplayName: 'Kim Larsen',
  consumerKey: 'Oauth_attrack_prod',
  clientId: null,
  email: null,
  apiToken: null,
  expiry: null,
  status: 'connected',
  action: 'select',
  failure: null,
  lastSuccessAt: Date.now() - 4 * minute,
  nextTryAt: null,
  createdAt: Date.now() - 20 * 24 * hour,
  authorisedBy: null,
  ...more
})

export const refused = connection('c2', {
  host: 'tracker.example.org',
  siteUrl: 'https://tracker.example.org',
  method: 'password',
  status: 'needs-sign-in',
  action: 'sign-in',
  failure: failure(
    'password-wrong',
    { host: 'tracker.example.org' },
    { evidence: 'HTTP 401\nX-Seraph-LoginReason: AUTHENTICATED_FAILED' }
  ),
  lastSuccessAt: Date.now() - 3 * 24 * hour
})

/** Signed in on Atlassian's page; nobody was asked for an API token yet. */
export const cloudConnection = (id: string, more: Partial<Connection> = {}): Connection =>
  connection(id, {
    host: 'acme.atlassian.net',
    siteUrl: 'https://acme.atlassian.net',
    product: 'cloud',
    title: 'Acme',
    version: '',
    method: 'oauth2-3lo',
    userName: 'kim@example.com',
    consumerKey: null,
    email: 'kim@example.com',
    apiToken: 'unset',
    ...more
  })

export const cloudSites: CloudSite[] = [
  { cloudId: 'a1', name: 'Acme', url: 'https://acme.atlassian.net', connected: true },
  { cloudId: 'b2', name: 'Acme Labs', url: 'https://acme-labs.atlassian.net', connected: false }
]

export const cloudClient = (source: CloudClient['source']): CloudClient => ({
  source,
  clientId: source === 'none' ? null : 'AbCdEf123',
  callbackUrl: 'http://localhost:47135/attrack/callback',
  scopes: ['read:jira-work', 'read:jira-user', 'read:me', 'offline_access']
})

export const site: Site = {
  url: 'https://jira.example.com/jira',
  baseUrl: 'https://jira.example.com/jira',
  title: 'Example Jira',
  product: 'server',
  version: '10.3.2',
  label: 'Jira Data Center 10.3.2 at https://jira.example.com/jira',
  baseUrlWarning: null,
  insecure: false,
  methods: [
    { method: 'password', recommended: true, impossible: null, because: 'It works at once.' },
    { method: 'oauth1', recommended: false, impossible: null, because: null },
    { method: 'pat', recommended: false, impossible: null, because: null },
    { method: 'oauth2', recommended: false, impossible: null, because: null }
  ]
}

export const link = (more: Partial<ProjectLink> = {}): ProjectLink => ({
  id: 'l1',
  projectId: 'p1',
  connectionId: 'c1',
  siteUrl: 'https://jira.example.com/jira',
  jiraProjectId: '10001',
  jiraProjectKey: 'MOD',
  jiraProjectName: 'Modular shelves',
  createdAt: Date.now() - 10 * 24 * hour,
  lastSyncedAt: Date.now() - 12 * minute,
  ...more
})

/** What main tells of the projects behind each connection. */
export const usesOf = (links: readonly ProjectLink[]) =>
  [...new Set(links.map((one) => one.connectionId))].flatMap((connectionId) =>
    connectionId === null
      ? []
      : [
          {
            connectionId,
            projectIds: [
              ...new Set(links.filter((one) => one.connectionId === connectionId).map((one) => one.projectId))
            ]
          }
        ]
  )

export const run = (more: Partial<SyncRun> = {}): SyncRun => ({
  id: 'r1',
  linkId: 'l1',
  jiraProjectKey: 'MOD',
  kind: 'incremental',
  outcome: 'done',
  startedAt: Date.now() - 12 * minute,
  finishedAt: Date.now() - 12 * minute + 3400,
  fetched: 48,
  new: 12,
  changed: 30,
  unchanged: 5,
  moved: 0,
  archived: 1,
  skipped: 1,
  requests: 4,
  failure: null,
  ...more
})

export const linkSync = (more: Partial<LinkSync> = {}): LinkSync => ({
  linkId: 'l1',
  jiraProjectKey: 'MOD',
  running: false,
  phase: null,
  done: 0,
  total: null,
  lastSyncedAt: Date.now() - 12 * minute,
  nextSyncAt: Date.now() + 3 * minute,
  lastRun: run(),
  ...more
})

const people = ['Kim Larsen', 'Ada Moreno', 'Yusuf Demir', 'Ingrid Halvorsen', 'Chen Wei', '']
const statuses = [
  ['To Do', 'new'],
  ['In Progress', 'indeterminate'],
  ['In Review', 'indeterminate'],
  ['Done', 'done']
] as const
const subjects = [
  'Shelf bracket bends under load',
  'Write assembly instructions for the corner unit',
  'Paint peels near the hinge',
  'Ask the supplier for birch veneer',
  'Measure the new showroom',
  'Spare screws missing from box 7'
]

/** The task at `index`, always the same. */
export function task(index: number): TaskDetail {
  const [name, category] = statuses[index % statuses.length] ?? statuses[0]
  const manual = index % 17 === 0
  return {
    id: `t${index}`,
    key: manual ? `T-${index + 1}` : `MOD-${index + 1}`,
    summary: `${subjects[index % subjects.length]} (${index + 1})`,
    type: index % 5 === 0 ? 'Bug' : 'Task',
    status: name,
    statusCategory: category,
    priority: 'Medium',
    assignee: people[index % people.length] ?? '',
    source: manual ? 'manual' : 'jira',
    updatedAt: Date.now() - index * 47 * minute,
    archivedAt: null,
    projectId: 'p1',
    createdAt: Date.now() - (index + 30) * hour * 5,
    reporter: 'Ada Moreno',
    resolution: category === 'done' ? 'Fixed' : '',
    labels: index % 3 === 0 ? ['wood', 'spring'] : [],
    jiraUrl: manual ? null : `https://jira.example.com/jira/browse/MOD-${index + 1}`,
    jiraProjectKey: manual ? null : 'MOD',
    archivedReason: null,
    description: description(index)
  }
}

const description = (index: number): TaskDetail['description'] =>
  index % 2 === 1
    ? null
    : {
        truncated: false,
        blocks: [
          {
            type: 'paragraph',
            children: [
              { type: 'text', text: 'Seen in the ' },
              { type: 'text', text: 'workshop', marks: ['strong'] },
              { type: 'text', text: ', see ' },
              { type: 'link', href: 'https://example.com/notes', children: [{ type: 'text', text: 'the notes' }] },
              { type: 'text', text: '.' }
            ]
          },
          { type: 'heading', level: 2, children: [{ type: 'text', text: 'How to see it' }] },
          {
            type: 'list',
            ordered: true,
            items: [
              [{ type: 'paragraph', children: [{ type: 'text', text: 'Put 20 kg on the shelf' }] }],
              [
                {
                  type: 'paragraph',
                  children: [
                    { type: 'mention', name: 'Ada Moreno' },
                    { type: 'text', text: ' measures' }
                  ]
                }
              ]
            ]
          },
          { type: 'code', language: 'text', text: 'load = 20\nbend = 4 mm' },
          {
            type: 'panel',
            tone: 'warning',
            title: 'Careful',
            children: [
              { type: 'paragraph', children: [{ type: 'text', text: 'It breaks at 25 kg.', color: '#ff0000' }] }
            ]
          },
          {
            type: 'table',
            rows: [
              [
                { header: true, children: [{ type: 'text', text: 'Load' }] },
                { header: true, children: [{ type: 'text', text: 'Bend' }] }
              ],
              [
                { header: false, children: [{ type: 'text', text: '10 kg' }] },
                { header: false, children: [{ type: 'text', text: '1 mm' }] }
              ]
            ]
          }
        ]
      }

/** `count` Jira projects; the first is linked already. */
export const jiraProjects = (count: number): JiraProject[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(10_001 + index),
    key: index === 0 ? 'MOD' : `PRJ${index}`,
    name: index === 0 ? 'Modular shelves' : `Project number ${index}`,
    linked: index === 0
  }))
