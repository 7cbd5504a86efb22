/** An array of issues kept in order under single insertions and removals: no re-sorting when one issue is edited. */
import type { Issue } from './types.ts'

export type Order = (a: Issue, b: Issue) => number

export class SortedIssues {
  readonly #order: Order
  #items: Issue[]

  constructor(order: Order, items: Issue[] = []) {
    this.#order = order
    this.#items = items
  }

  get items(): readonly Issue[] {
    return this.#items
  }

  /** Adds many at once. */
  addAll(issues: readonly Issue[]): void {
    this.#items = [...this.#items, ...issues].sort(this.#order)
  }

  add(issue: Issue): void {
    this.#items.splice(this.#position(issue), 0, issue)
  }

  /** Call before the issue changes: it is looked up by its present values. */
  remove(issue: Issue): void {
    const at = this.#position(issue)
    if (this.#items[at] === issue) this.#items.splice(at, 1)
  }

  /** Index of the first item for which `reached` holds; `reached` must be false, then true along the order. */
  firstWhere(reached: (issue: Issue) => boolean): number {
    let low = 0
    let high = this.#items.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (reached(this.#items[middle] as Issue)) high = middle
      else low = middle + 1
    }
    return low
  }

  #position(issue: Issue): number {
    return this.firstWhere((other) => this.#order(other, issue) >= 0)
  }
}
