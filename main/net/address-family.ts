/** Whether a host can only be reached over IPv6: then "no such name" and "no way to it" have another cause. */
import { lookup } from 'node:dns/promises'
import { failure, type Failure } from '../../preload/contract/failures/failure.ts'

/**
 * Turns `unreachable` and `dns-not-found` (Chromium does not even ask for IPv6 addresses where there is no IPv6) into
 * `ipv6-unreachable` where that is the cause; every other failure comes back as it was.
 * @param host name or address, as in a URL
 */
export async function explainUnreachable(why: Failure, host: string): Promise<Failure> {
  if (why.code !== 'unreachable' && why.code !== 'dns-not-found') return why
  try {
    // The system's resolver, without the restriction to what can be reached (AI_ADDRCONFIG).
    const addresses = await lookup(host.replace(/^\[|\]$/g, ''), { all: true })
    const onlyIpv6 = addresses.length > 0 && addresses.every(({ family }) => family === 6)
    return onlyIpv6 ? failure('ipv6-unreachable', { host, detail: why.params['detail'] ?? '' }) : why
  } catch {
    return why
  }
}
