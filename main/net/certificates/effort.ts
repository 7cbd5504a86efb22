/**
 * What a protected file may cost. Whoever made it chose how many rounds of hashing its passphrase takes, for each of its
 * parts: more than any program writes would only keep the app busy. What there is to do happens beside everything else –
 * Node's own hashing in its thread pool, ours in short pieces.
 */

/** Of one reading, all files and parts together. */
export interface Effort {
  /** Rounds that Node does. @returns false when they are too many. */
  spend(rounds: number): boolean
  /** Rounds that are done here, some 200 a millisecond. @returns false when they are too many. */
  spendHere(rounds: number): boolean
}

/** The most that programs write are 600,000 rounds for each of three parts (GnuTLS, NSS). */
const most = 5_000_000
const mostHere = 2_000_000

export function createEffort(): Effort {
  let left = most
  let leftHere = mostHere
  return {
    spend: (rounds) => (left -= rounds) >= 0,
    spendHere: (rounds) => (leftHere -= rounds) >= 0
  }
}

/** Rounds done here before others get their turn: some 10 milliseconds. */
export const roundsAtOnce = 2_000

/** Lets everything else that waits have its turn. */
export const takeTurns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
