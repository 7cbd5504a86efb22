/**
 * Chromium's own verdict on the certificate a server shows now, in a few sessions that are used for nothing else. Chromium
 * gives it once and then decides from memory, so each session looks at a host once in a while; when all have, what was
 * said of the same certificate counts.
 */
import type { Session } from 'electron'
import type { ProxySetting } from '../../preload/contract/index.ts'
import { inMemory, proxyConfig } from './chromium-sessions.ts'
import { restMs } from './session-pool.ts'
import { createRefusals, plainHost, verifyIn } from './verify-certificate.ts'

/** Milliseconds for Chromium to look at a certificate. */
const verdictMs = 3_000
/** Sessions, each a few hundred kilobytes until AtTrack quits. */
const mostSessions = 4
/** Verdicts remembered; as many as Chromium remembers for a session. */
const mostRemembered = 256

export interface ChromiumLooks {
  /**
   * Connects on this way and sends nothing.
   * @param leaf of the certificate the server shows, SHA-256
   * @returns whether this computer trusts it; null where no verdict on this certificate came about.
   */
  trusts(url: string, proxy: ProxySetting, leaf: string): Promise<boolean | null>
}

interface Looking {
  readonly session: Session
  /** By host: ms since 1970. */
  readonly looked: Map<string, number>
  seen: (host: string, leaf: string, trusted: boolean) => void
}

export function createChromiumLooks(): ChromiumLooks {
  const all: Looking[] = []
  const remembered = new Map<string, boolean>()
  let last: Promise<unknown> = Promise.resolve()

  const make = (): Looking => {
    const one: Looking = { session: inMemory(`jira-looks:${all.length}`), looked: new Map(), seen: () => undefined }
    verifyIn(
      one.session,
      () => null,
      createRefusals(),
      (host, leaf, trusted) => one.seen(host, leaf, trusted)
    )
    all.push(one)
    return one
  }
  const remember = (name: string, trusted: boolean): void => {
    remembered.delete(name)
    remembered.set(name, trusted)
    for (const oldest of remembered.keys()) {
      if (remembered.size <= mostRemembered) return
      remembered.delete(oldest)
    }
  }

  const forget = (one: Looking): void => {
    for (const [host, at] of one.looked) if (at <= Date.now() - restMs) one.looked.delete(host)
  }

  const look = async (one: Looking, host: string, url: string, proxy: ProxySetting): Promise<void> => {
    const { session, looked } = one
    looked.set(host, Date.now())
    await session.setProxy(proxyConfig(proxy))
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, verdictMs)
      one.seen = (about, leaf, trusted) => {
        remember(`${about} ${leaf}`, trusted)
        if (about === host) resolve()
      }
      session.preconnect({ url, numSockets: 1 })
    })
    clearTimeout(timer)
    await session.closeAllConnections()
  }

  return {
    trusts(url, proxy, leaf) {
      const host = plainHost(new URL(url).hostname)
      const mine = last.then(async () => {
        for (const one of all) forget(one)
        const fresh = all.find(({ looked }) => !looked.has(host)) ?? (all.length < mostSessions ? make() : null)
        const name = `${host} ${leaf}`
        // A certificate that none of them was shown yet is looked at by any of them.
        const one = fresh ?? (remembered.has(name) ? null : all[0])
        if (one) {
          remembered.delete(name)
          await look(one, host, url, proxy)
        }
        return remembered.get(name) ?? null
      })
      last = mine.catch(() => undefined)
      return mine
    }
  }
}
