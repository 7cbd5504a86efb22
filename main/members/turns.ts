/** Work that must not overlap: each piece begins when the one before has ended, in the order of asking. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    // Whoever asked is told of a failure; the next one's turn comes all the same.
    last = mine.catch(() => {})
    return mine
  }
}
