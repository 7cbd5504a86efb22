/** Whether anything accepts a TCP connection. */
import type { LookupAddress } from 'node:dns'
import { connect } from 'node:net'

export interface Attempt {
  readonly address: string
  readonly port: number
  /** Name of the error (`ECONNREFUSED`); null when it connected. */
  readonly error: string | null
}

/** Addresses tried at most. */
const maxTried = 6

/**
 * Tries all addresses at once, as a browser would within a moment, and ends with the first that connects.
 * @param limitMs after which an attempt counts as `ETIMEDOUT`.
 */
export async function connectAny(
  addresses: readonly LookupAddress[],
  port: number,
  limitMs: number
): Promise<{ readonly reached: boolean; readonly attempts: readonly Attempt[] }> {
  const stop = new AbortController()
  const attempts: Attempt[] = []
  await Promise.all(
    addresses.slice(0, maxTried).map(async ({ address }) => {
      const error = await attempt(address, port, limitMs, stop.signal)
      if (error === 'stopped') return
      attempts.push({ address, port, error })
      if (error === null) stop.abort()
    })
  )
  return { reached: attempts.some(({ error }) => error === null), attempts }
}

function attempt(host: string, port: number, limitMs: number, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (error: string | null): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onStop)
      socket.destroy()
      resolve(error)
    }
    const onStop = (): void => end('stopped')
    const timer = setTimeout(() => end('ETIMEDOUT'), Math.max(1, limitMs))
    signal.addEventListener('abort', onStop)
    socket.on('connect', () => end(null))
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'UNKNOWN'))
  })
}
