/** How much of a text is shown. Hostile or huge text ends in `truncated`, never in a frozen window. */

export interface Limits {
  /** Characters of source read. */
  readonly length: number
  /** Blocks and inlines made. */
  readonly nodes: number
  /** Lists in lists, quotes in panels in quotes. */
  readonly depth: number
}

export const defaultLimits: Limits = { length: 250_000, nodes: 20_000, depth: 20 }

export class Budget {
  truncated = false
  readonly depth: number
  #nodes: number

  constructor(limits: Limits) {
    this.#nodes = limits.nodes
    this.depth = limits.depth
  }

  get left(): number {
    return this.#nodes
  }

  get spent(): boolean {
    return this.#nodes <= 0
  }

  /** Takes one node; false when there is none left. */
  take(): boolean {
    if (this.#nodes <= 0) {
      this.truncated = true
      return false
    }
    this.#nodes--
    return true
  }
}
