/** What this computer's own network can show: some rows of the matrix need IPv6, some need that it leads nowhere. */
import { connect } from 'node:net'
import { hasIpv6 } from '../jira/surroundings/index.ts'
import type { MatrixRow } from './matrix.ts'

/** The app waits for 15 seconds. */
const limitMs = 10_000

/** Whether somebody says that no way leads to an IPv6 address kept for documentation; on some networks nobody answers. */
const isRefused = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '2001:db8::1', port: 8080 })
    socket.setTimeout(limitMs, () => socket.destroy())
    socket.on('error', () => resolve(true))
    socket.on('close', () => resolve(false))
  })

/** @returns whether the row can be shown here. */
export async function canShow({ needs }: Pick<MatrixRow, 'needs'>): Promise<boolean> {
  if (needs === 'ipv6') return hasIpv6()
  return needs !== 'no-ipv6-route' || isRefused()
}
