/** Step 2: the addresses of the name, as this computer's resolver gives them. */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { networkFailure } from '../../net/network-failure.ts'
import { failed, good, skipped, type Step } from '../step.ts'

/** Lines of evidence for addresses; large sites have dozens. */
const maxShown = 8

export const dns: Step = {
  id: 'dns',
  async run({ deps, facts, route, msLeft }) {
    const way = await route()
    if (!way.ok) return skipped('Who looks the name up depends on the way, and that is not known: see the next step.')
    if (way.value.kind === 'proxy')
      return skipped(`The proxy ${way.value.address} looks the name up, not this computer.`)
    const { hostname } = new URL(facts.siteUrl)
    const literal = hostname.replace(/^\[|\]$/g, '')
    const family = isIP(literal)
    if (family !== 0) {
      facts.addresses = [{ address: literal, family }]
      return good('The address is a number already; there is no name to look up.')
    }
    try {
      facts.addresses = await (deps.lookup ?? lookup)(hostname, { all: true, verbatim: true })
    } catch (error) {
      const { code } = error as { code?: unknown }
      return failed(networkFailure(error, facts.siteUrl, msLeft()), [`lookup of ${hostname}: ${String(code)}`])
    }
    const shown = facts.addresses.slice(0, maxShown).map(({ address }) => address)
    const more = facts.addresses.length - shown.length
    const onlyNew = facts.addresses.every((one) => one.family === 6)
    return good(
      `${hostname} has ${facts.addresses.length === 1 ? 'one address' : `${facts.addresses.length} addresses`}.`,
      [...shown, ...(more > 0 ? [`and ${more} more`] : []), ...(onlyNew ? ['IPv6 only: there is no IPv4 address'] : [])]
    )
  }
}
