/**
 * Which sign-in of a connection an outcome belongs to. A check or a sync that began before a new sign-in must not
 * report the old one's refusal afterwards: the connection would seem to need what it was just given.
 */
export interface Generations {
  now(connectionId: string): number
  /** A new secret, or none any more: what is under way with the former one counts no longer. */
  raise(connectionId: string): void
}

export function createGenerations(): Generations {
  const numbers = new Map<string, number>()
  return {
    now: (id) => numbers.get(id) ?? 0,
    raise: (id) => void numbers.set(id, (numbers.get(id) ?? 0) + 1)
  }
}
