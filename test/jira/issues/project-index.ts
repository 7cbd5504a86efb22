/** The issues of one project in the four orders that searches ask for. */
import { SortedIssues } from './sorted.ts'
import type { Issue } from './types.ts'

export type IndexName = 'id' | 'key' | 'created' | 'updated'

/** Ties always fall to the numeric id, so that paging is stable. */
export class ProjectIndex {
  readonly orders: Readonly<Record<IndexName, SortedIssues>> = {
    id: new SortedIssues((a, b) => a.id - b.id),
    key: new SortedIssues((a, b) => a.number - b.number || a.id - b.id),
    created: new SortedIssues((a, b) => a.created - b.created || a.id - b.id),
    updated: new SortedIssues((a, b) => a.updated - b.updated || a.id - b.id)
  }

  get size(): number {
    return this.orders.id.items.length
  }

  addAll(issues: readonly Issue[]): void {
    for (const order of Object.values(this.orders)) order.addAll(issues)
  }

  add(issue: Issue): void {
    for (const order of Object.values(this.orders)) order.add(issue)
  }

  remove(issue: Issue): void {
    for (const order of Object.values(this.orders)) order.remove(issue)
  }

  /** Runs a change that may touch `updated`, keeping that order right. */
  touch(issue: Issue, change: () => void): void {
    this.orders.updated.remove(issue)
    change()
    this.orders.updated.add(issue)
  }
}
