/** Step 4: a connection to the host, or to the proxy before it. Nothing is sent over it. */
import type { LookupAddress } from 'node:dns'
import type { FailureCode } from '../../../preload/contract/failures/catalogue.ts'
import { failure, type Failure } from '../../../preload/contract/failures/failure.ts'
import { networkFailure } from '../../net/network-failure.ts'
import { splitAddress, targetOf } from '../../net/route.ts'
import { connectAny, type Attempt } from '../connect.ts'
import { failed, good, skipped, type Finding, type Step, type Visit } from '../step.ts'

export const tcp: Step = {
  id: 'tcp',
  async run(visit) {
    const way = await visit.route()
    if (!way.ok) return skipped('Which way requests go is not known.')
    return way.value.kind === 'proxy' ? toProxy(visit, way.value.address) : toHost(visit)
  }
}

async function toHost(visit: Visit): Promise<Finding> {
  const { facts, subject, msLeft } = visit
  const addresses = facts.addresses ?? []
  const evidence: string[] = []
  let first: Failure | null = null
  // A pasted name may mean https or http: whichever port answers is the one that is meant.
  const origins = [...new Set(subject.candidates.map((one) => new URL(one).origin))]
  const limit = msLeft() / Math.max(1, origins.length) - 200
  for (const origin of origins) {
    const { host, port } = targetOf(origin)
    const { reached, attempts } = await connectAny(addresses, port, limit)
    evidence.push(...attempts.map(inWords))
    if (reached) {
      if (origin !== new URL(facts.siteUrl).origin)
        facts.siteUrl = subject.candidates.find((one) => new URL(one).origin === origin) ?? facts.siteUrl
      return good(`Something listens at ${host}, port ${port}.`, evidence)
    }
    first ??= whyNot(attempts, addresses, origin, limit)
  }
  return failed(
    first ?? failure('unreachable', { host: new URL(facts.siteUrl).hostname, detail: 'no address' }),
    evidence
  )
}

const inWords = ({ address, port, error }: Attempt): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}: ${error ?? 'connected'}`

/** The most telling first: that somebody refused says more than that nobody answered. */
const telling: readonly FailureCode[] = ['connection-refused', 'connection-lost', 'timed-out', 'unreachable']

function whyNot(
  attempts: readonly Attempt[],
  addresses: readonly LookupAddress[],
  origin: string,
  limitMs: number
): Failure {
  const failures = attempts.map(({ error }) => networkFailure(error ?? 'ETIMEDOUT', origin, limitMs))
  const best = [...failures].sort((a, b) => telling.indexOf(a.code) - telling.indexOf(b.code))[0]
  const onlyNew = addresses.length > 0 && addresses.every(({ family }) => family === 6)
  const { hostname } = new URL(origin)
  // RFC 6724: without a source address of that family there is no way at all.
  if (onlyNew && best?.code === 'unreachable') return failure('ipv6-unreachable', { host: hostname })
  return best ?? failure('unreachable', { host: hostname, detail: 'no address' })
}

async function toProxy({ facts, msLeft }: Visit, proxy: string): Promise<Finding> {
  const { host, port } = splitAddress(proxy)
  const { reached, attempts } = await connectAny([{ address: host, family: 0 }], port, msLeft() - 200)
  const evidence = attempts.map(inWords)
  if (reached) return good(`The proxy ${proxy} can be reached.`, evidence)
  const detail = `${proxy}: ${attempts[0]?.error ?? 'no answer'}`
  return failed(failure('proxy-failed', { host: new URL(facts.siteUrl).hostname, detail }), evidence)
}
