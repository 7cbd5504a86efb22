/**
 * An app signed in to a practice Cloud by API token, for tests of syncing. Every request and answer is checked against
 * Atlassian's description.
 */
import type { TransportReply, TransportRequest } from '../../../main/net/transport.ts'
import { startPracticeCloud, type PracticeCloud, type PracticeCloudOptions } from '../../jira/cloud/index.ts'
import { must, startTestApp, syncedOnce, type TestApp } from './test-app.ts'

export const anna = 'anna@jira.example.com'

export interface CloudSyncOptions extends PracticeCloudOptions {
  readonly sees?: (request: TransportRequest) => void
  readonly changes?: (reply: TransportReply) => TransportReply
}

/** One site, acme, with a project GEN of so many issues. */
export const big = (count: number, seed = 3): PracticeCloudOptions => ({
  sites: [{ name: 'acme', generated: { key: 'GEN', count, seed } }]
})

export class CloudSync {
  readonly cloud: PracticeCloud
  app: TestApp
  readonly #options: CloudSyncOptions

  private constructor(cloud: PracticeCloud, app: TestApp, options: CloudSyncOptions) {
    this.cloud = cloud
    this.app = app
    this.#options = options
  }

  static async start(options: CloudSyncOptions = {}): Promise<CloudSync> {
    const cloud = await startPracticeCloud({ validate: true, ...options })
    return new CloudSync(cloud, await startTestApp(appOptions(cloud, options)), options)
  }

  /** Throws when the app and Atlassian's description disagree. */
  async end(): Promise<void> {
    const problems = this.cloud.admin.problems()
    await this.app.close()
    await this.cloud.close()
    if (problems.length > 0) throw new Error(`not as Atlassian describes it: ${problems.join('; ')}`)
  }

  async restart(): Promise<void> {
    const { folder, secrets } = this.app
    await this.app.close({ keep: true })
    this.app = await startTestApp({ ...appOptions(this.cloud, this.#options), folder, secrets })
  }

  /** A scoped token works through the gateway only. @returns the connection's id. */
  async signIn(scoped = false): Promise<string> {
    const token = this.cloud.admin.createApiToken(anna, { scoped })
    const site = this.cloud.sites[0]?.url ?? ''
    return must(await this.app.invoke('connections.signInWithApiToken', { site, email: anna, token })).id
  }

  /** Signs anna in and links one Jira project of acme, whose first sync begins. */
  async linkTo(key: string, scoped = false): Promise<{ projectId: string; connectionId: string }> {
    const connectionId = await this.signIn(scoped)
    const project = must(await this.app.invoke('projects.create', { name: `Project for ${key}` }))
    await this.addLink(project.id, connectionId, key)
    return { projectId: project.id, connectionId }
  }

  async addLink(projectId: string, connectionId: string, key: string): Promise<void> {
    const list = must(await this.app.invoke('jiraProjects.list', { connectionId, projectId, search: key }))
    const jiraProjectId = list.projects.find((one) => one.key === key)?.id ?? ''
    must(await this.app.invoke('links.create', { projectId, connectionId, jiraProjectId }))
  }

  /** As `linkTo`, and waits for the first sync. */
  async linked(key: string, scoped = false): Promise<{ projectId: string; connectionId: string }> {
    const made = await this.linkTo(key, scoped)
    await syncedOnce(this.app, made.projectId)
    return made
  }

  /** Cancels the first sync once so many tasks are here. @returns how many are. */
  async cancelAfter(projectId: string, tasks: number): Promise<number> {
    while ((await this.total(projectId)) < tasks) await new Promise((resolve) => setTimeout(resolve, 5))
    must(await this.app.invoke('sync.cancel', { projectId }))
    await syncedOnce(this.app, projectId)
    return this.total(projectId)
  }

  async tasks(projectId: string, archived = false) {
    const rows = new Map<string, { summary: string; status: string; updatedAt: number; id: string }>()
    for (let offset = 0; ; offset += 200) {
      const input = { projectId, archived, offset, limit: 200, sort: 'key', descending: false } as const
      const page = must(await this.app.invoke('tasks.list', input))
      for (const task of page.tasks) rows.set(task.key, task)
      if (offset + 200 >= page.total) return rows
    }
  }

  total = async (projectId: string) => must(await this.app.invoke('tasks.list', { projectId })).total
  lastRun = async (projectId: string) => must(await this.app.invoke('sync.runs', { projectId, limit: 1 })).runs[0]
  connection = async (id: string) =>
    must(await this.app.invoke('connections.list', {})).connections.find((one) => one.id === id)
  searches = () => this.cloud.admin.requests().filter((one) => one.path.endsWith('/search/jql'))

  /** The active tasks as far as they can be compared with `there`, by key. */
  async here(projectId: string): Promise<Map<string, unknown>> {
    const tasks = [...(await this.tasks(projectId))]
    return new Map(tasks.map(([key, { status, updatedAt, summary }]) => [key, [status, updatedAt, start(summary)]]))
  }

  /** What the Cloud holds of a project of acme, issue by issue, by key. */
  there(key: string): Map<string, unknown> {
    const issues = this.cloud.admin.issues('acme', key)
    const time = (text: string): number => Date.parse(text.replace(/\+0000$/, 'Z'))
    return new Map(issues.map(({ key, status, updated, summary }) => [key, [status, time(updated), start(summary)]]))
  }
}

/** A list shortens long summaries. */
const start = (summary: string): string => summary.trim().slice(0, 40)

function appOptions(cloud: PracticeCloud, { sees, changes }: CloudSyncOptions): Parameters<typeof startTestApp>[0] {
  return {
    atlassian: { authUrl: cloud.authUrl, apiUrl: cloud.apiUrl },
    ...(sees ? { sees } : {}),
    ...(changes ? { changes } : {})
  }
}
