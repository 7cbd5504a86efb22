/**
 * The search index of a site, which on the real Cloud follows the issues with a delay: a change is seen by its id at
 * once, and by searches later, unless the search names the issue in `reconcileIssues`.
 */
import { IssueStore } from '../issues/store.ts'
import type { Issue, Project } from '../issues/types.ts'
import type { User } from '../users.ts'

/** What searches see while they lag behind: copies, under the permissions of the moment. */
class IndexedCopy extends IssueStore {
  readonly #truth: IssueStore

  constructor(truth: IssueStore) {
    super()
    this.#truth = truth
    for (const project of truth.projects()) {
      const copy = this.addProject(project)
      this.addIssues(
        copy,
        project.index.orders.id.items.map((issue) => ({ ...issue, project: copy }))
      )
    }
  }

  override mayBrowse(user: User | undefined, project: Project): boolean {
    return this.#truth.mayBrowse(user, project)
  }

  byId(id: number): Issue | undefined {
    return super.findIssue(String(id))
  }

  /** Keys are looked up where they are right at once. */
  override findIssue(idOrKey: string): Issue | undefined {
    const found = this.#truth.findIssue(idOrKey)
    return found === undefined ? undefined : this.byId(found.id)
  }

  /** Puts an issue as it is now, or as it was, in the place of its copy; undefined takes it out. */
  put(id: number, issue: Issue | undefined): void {
    const old = this.byId(id)
    if (old !== undefined) this.remove(old)
    if (issue === undefined) return
    const project = this.getProject(issue.project.key)
    this.addIssues(project, [{ ...issue, project }])
  }
}

export class SearchIndex {
  readonly #truth: IssueStore
  readonly #now: () => number
  /** Ids of issues that changed, and when searches are to see it; Infinity: not before `settle`. */
  readonly #pending = new Map<number, number>()
  #lagMs = 0
  #copy: IndexedCopy | undefined

  constructor(truth: IssueStore, now: () => number) {
    this.#truth = truth
    this.#now = now
  }

  /** Milliseconds, Infinity: until `settle` is called, 0: none. */
  setLag(ms: number): void {
    this.settle()
    this.#lagMs = ms
    this.#copy = ms > 0 ? new IndexedCopy(this.#truth) : undefined
  }

  /** Issues that searches still find although they no longer exist. */
  gone(): ReadonlySet<number> {
    return new Set([...this.#pending.keys()].filter((id) => this.#truth.findIssue(String(id)) === undefined))
  }

  /** To be told of every change to an issue. */
  changed(id: number): void {
    if (this.#copy !== undefined) this.#pending.set(id, this.#now() + this.#lagMs)
  }

  /** Searches see everything from now on. */
  settle(): void {
    for (const id of this.#pending.keys()) this.#copy?.put(id, this.#truth.findIssue(String(id)))
    this.#pending.clear()
  }

  /**
   * Runs a search on what the index knows, made right for the issues named. Issues that no longer exist are the
   * caller's to leave out.
   */
  with<T>(reconcile: readonly number[], search: (store: IssueStore) => T): T {
    const copy = this.#copy
    if (copy === undefined) return search(this.#truth)
    this.#catchUp(copy)
    const stale = reconcile.filter((id) => this.#pending.has(id)).map((id) => [id, copy.byId(id)] as const)
    for (const [id] of stale) copy.put(id, this.#truth.findIssue(String(id)))
    try {
      return search(copy)
    } finally {
      for (const [id, before] of stale) copy.put(id, before)
    }
  }

  #catchUp(copy: IndexedCopy): void {
    const now = this.#now()
    for (const [id, due] of this.#pending) {
      if (due > now) continue
      copy.put(id, this.#truth.findIssue(String(id)))
      this.#pending.delete(id)
    }
  }
}
