/** How much of a document is read and shown. Hostile or huge documents end in `truncated`, never in a frozen window. */
import { line, multiline } from '../../clean-text.ts'
import { maxVisits, wordsBelow } from './adf-text.ts'
import { Budget, type Limits } from './wiki-budget.ts'

/** What a node costs of the length, besides its text: nodes without text must not fill a reply either. */
const nodeCost = 20
/** Recursion never goes deeper, whatever the caller allows. */
const maxDepth = 100
/** Characters of a name: of a file, a person, an extension. */
const maxName = 200

export class Allowance {
  readonly depth: number
  readonly #budget: Budget
  readonly #visits = { left: maxVisits }
  #length: number

  /** Of the limits, `length` counts what is shown: text, addresses, and a little for each node. */
  constructor(limits: Limits) {
    this.#budget = new Budget(limits)
    this.#length = limits.length
    this.depth = Math.min(limits.depth, maxDepth)
  }

  get truncated(): boolean {
    return this.#budget.truncated
  }

  /** Before an entry of `content` is looked at; false when nothing more may be read. */
  visit(): boolean {
    if (this.#visits.left > 0 && this.#length > 0 && !this.#budget.spent) {
      this.#visits.left--
      return true
    }
    this.#budget.truncated = true
    return false
  }

  /** Takes one node of the result; false when there is none left. */
  take(): boolean {
    if (this.#length <= 0) this.#budget.truncated = true
    if (this.#length <= 0 || !this.#budget.take()) return false
    this.#length -= nodeCost
    return true
  }

  /** Text made harmless; cut where the length ends. */
  text(raw: string): string {
    const room = Math.max(0, this.#length)
    if (raw.length > room) this.#budget.truncated = true
    this.#length -= Math.min(room, raw.length)
    return multiline(raw, room).replace(/\r\n?/g, '\n')
  }

  /** A name on one line, of which more than 200 characters are not missed. */
  name(raw: string): string {
    const name = line(raw, maxName)
    this.#length -= name.length
    return name
  }

  /** For characters that are not seen, such as those of an address. */
  charge(characters: number): void {
    this.#length -= characters
  }

  /** Instead of nodes: the words below one, as far as there is room (and one character more, which `text` notices). */
  words(node: unknown): string {
    const words = wordsBelow(node, this.#visits, Math.max(0, this.#length) + 1)
    if (this.#visits.left <= 0) this.#budget.truncated = true
    return words
  }

  /** Something nests too deeply to be shown as it is. */
  tooDeep(): void {
    this.#budget.truncated = true
  }
}
