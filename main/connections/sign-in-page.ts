/** One sign-in on a page of Jira's or Atlassian's: shown, waited for, ended by whatever comes first. */
import { err, fail, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { SignInVia } from '../../preload/contract/connections.ts'
import type { LoopbackListener } from './loopback-listener.ts'

/** The window or browser in which the page is shown; Electron's part, given from outside. */
export interface SignInPages {
  /** Isolated window: `ended` when the person closes it (null) or its page cannot be loaded (why). */
  openWindow(url: string, ended: (why: Failure | null) => void): { close(): void }
  openBrowser(url: string): void
}

/** Jira's request tokens live 10 minutes (default of its OAuth service provider); the other pages are given as long. */
export const signInLifetimeMs = 10 * 60_000

export interface ShownPage<T> {
  /** What the person decided, or why nothing came of it. By then the window is closed and the port free. */
  readonly decision: Promise<Result<T>>
  /** Ends the waiting with this. */
  settle(result: Result<T>): void
}

export interface PageOptions<T> {
  readonly pages: SignInPages
  readonly via: SignInVia
  readonly url: string
  readonly listener: LoopbackListener | null
  readonly lifetimeMs: number
  /** What the redirect says. */
  readonly read: (query: URLSearchParams) => Result<T>
}

export function showPage<T>({ pages, via, url, listener, lifetimeMs, read }: PageOptions<T>): ShownPage<T> {
  let settle: (result: Result<T>) => void = () => {}
  const settled = new Promise<Result<T>>((resolve) => (settle = resolve))
  const timer = setTimeout(
    () => settle(fail('sign-in-timed-out', { minutes: String(Math.round(lifetimeMs / 60_000)) })),
    lifetimeMs
  )
  let window: { close(): void } | null = null
  try {
    if (via === 'window')
      window = pages.openWindow(url, (why) => settle(why ? err(why) : fail('sign-in-window-closed')))
    else pages.openBrowser(url)
  } catch {
    // Without a page nobody can decide; and the port must not stay taken.
    settle(fail('internal', { where: 'the sign-in window' }))
  }
  void listener?.callback.then((query) => settle(read(query)))
  const decide = async (): Promise<Result<T>> => {
    const decision = await settled
    clearTimeout(timer)
    window?.close()
    await listener?.close()
    return decision
  }
  return { decision: decide(), settle }
}
