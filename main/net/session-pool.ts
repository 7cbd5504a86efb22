/**
 * Sessions to be used again. Electron keeps every session until it quits, so one for each change of what is trusted would
 * be a leak that grows. But a session remembers: Chromium keeps verdicts on certificates by host and chain, for half an
 * hour (`kTTLSecs` in net/cert/caching_cert_verifier.cc), and asks nobody meanwhile. So a session only goes to whoever
 * trusts the same, or rests until everything it remembers is void.
 */

/** Milliseconds after which nothing of a verdict is left: four times Chromium's half hour. */
export const restMs = 2 * 60 * 60 * 1000

export interface SessionPool<S> {
  /** @param trust what verdicts are made by; those of two sessions with the same text are the same. */
  take(trust: string): S
  /** Back again, with no connection and no request left in it. */
  give(session: S, trust: string): void
}

export function createSessionPool<S>(make: () => S, now: () => number = Date.now): SessionPool<S> {
  const free: { readonly session: S; readonly trust: string; readonly since: number }[] = []
  return {
    take(trust) {
      const rested = now() - restMs
      const alike = free.findIndex((one) => one.trust === trust)
      const at = alike < 0 ? free.findIndex(({ since }) => since <= rested) : alike
      return free.splice(at, at < 0 ? 0 : 1)[0]?.session ?? make()
    },
    give: (session, trust) => void free.push({ session, trust, since: now() })
  }
}
