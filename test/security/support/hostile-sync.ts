/** An app whose project is linked to a practice Jira that turns hostile, and what is left of the tasks afterwards. */
import { startPracticeJira, type PracticeJira, type PracticeJiraOptions } from '../../jira/index.ts'
import { linkedProject, must, startTestApp, syncNow, type TestApp } from '../../integration/support/test-app.ts'

export class HostileSync {
  readonly jira: PracticeJira
  readonly app: TestApp
  projectId = ''
  connectionId = ''

  private constructor(jira: PracticeJira, app: TestApp) {
    this.jira = jira
    this.app = app
  }

  /** Jira and app, without a link yet. 9.12 has no search window that would end a scan. */
  static async start(options: PracticeJiraOptions = {}): Promise<HostileSync> {
    return new HostileSync(await startPracticeJira({ version: '9.12', ...options }), await startTestApp())
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.jira.close()
  }

  /** Links MOD, whose first sync runs to its end, well or not. */
  async link(): Promise<void> {
    const made = await linkedProject(this.app, this.jira.url, 'MOD')
    this.projectId = made.projectId
    this.connectionId = made.connectionId
  }

  /** Changes so many issues in Jira, the first ones a search lists. @returns their keys. */
  edit(count: number, summary: string): string[] {
    const some = this.jira.admin.issues('MOD').slice(0, count)
    return some.map(({ key }) => this.jira.admin.editIssue(key, { summary }).key)
  }

  async sync() {
    await syncNow(this.app, this.projectId)
    return this.lastRun()
  }

  async lastRun() {
    const { runs } = must(await this.app.invoke('sync.runs', { projectId: this.projectId, limit: 1 }))
    if (!runs[0]) throw new Error('nothing ran')
    return runs[0]
  }

  /** What the ledger says of single issues in the last run. */
  async entries() {
    const { id } = await this.lastRun()
    return must(await this.app.invoke('sync.entries', { runId: id, limit: 200 })).entries
  }

  /** Summaries of the active tasks by their keys, read page by page as the window does. */
  async tasks(archived = false): Promise<Map<string, string>> {
    const { projectId } = this
    const all = new Map<string, string>()
    for (let offset = 0; ; offset += 200) {
      const input = { projectId, archived, offset, limit: 200, sort: 'key', descending: false } as const
      const page = must(await this.app.invoke('tasks.list', input))
      for (const { key, summary } of page.tasks) all.set(key, summary)
      if (offset + 200 >= page.total) return all
    }
  }

  /** The whole of one task. */
  async task(key: string) {
    const { tasks } = must(await this.app.invoke('tasks.list', { projectId: this.projectId, search: key }))
    return must(await this.app.invoke('tasks.get', { id: tasks.find((one) => one.key === key)?.id ?? '' }))
  }

  async connection() {
    const { connections } = must(await this.app.invoke('connections.list', {}))
    return connections.find(({ id }) => id === this.connectionId)
  }
}

/** Of `before`, those that `now` lacks. */
export const lost = (before: ReadonlyMap<string, unknown>, now: ReadonlyMap<string, unknown>): string[] =>
  [...before.keys()].filter((key) => !now.has(key))

/** Megabytes the process has grown by since; compared loosely, as a garbage collector runs when it likes. */
export function memoryWatch(): () => number {
  const before = process.memoryUsage().rss
  return () => (process.memoryUsage().rss - before) / 1_048_576
}
