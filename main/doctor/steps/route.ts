/** Step 3: which way requests go – directly, or through which proxy – and who says so. */
import type { ProxySetting } from '../../../preload/contract/networks.ts'
import { failed, good, type Step } from '../step.ts'

const origins: Readonly<Record<ProxySetting['mode'], string>> = {
  system: 'as this computer is set',
  direct: 'as set for this Jira: without a proxy',
  manual: 'as set for this Jira: a proxy of its own',
  script: 'as set for this Jira: an automatic script'
}

export const route: Step = {
  id: 'route',
  async run({ deps, facts, route: ask }) {
    const [way, settings] = await Promise.all([ask(), deps.network.get({ siteUrl: facts.siteUrl })])
    if (!way.ok) return failed(way.failure, [], true)
    const said = settings.ok ? [origins[settings.value.proxy.mode]] : []
    if (way.value.kind === 'direct') return good('Requests go there directly, without a proxy.', said)
    const { scheme, address } = way.value
    return good(`Requests go through the proxy ${address}.`, [`proxy ${scheme}://${address}`, ...said])
  }
}
