/** Node's network stack with what is set for each Jira. Its system has no proxy, and no scripts: those need Chromium. */
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { createNodeAgents } from './node-agents.ts'
import { nodeTransport, type NodeNetwork } from './node-transport.ts'
import type { NetworkAccess, NetworkStack } from './network-stack.ts'
import { direct, proxyRoute, type Route } from './route.ts'
import type { SiteRules } from './site-rules.ts'

type FindRoute = (url: string, rules: SiteRules) => Promise<Result<Route>>

/** What a Node transport needs to know of a request. */
export function nodeNetwork({ rules, credentials }: NetworkAccess, route: FindRoute): NodeNetwork {
  return {
    async way({ url, site }) {
      for (;;) {
        const found = await rules.forRequest(url, site)
        if (!found.ok) return found
        const [way, certificate] = await Promise.all([route(url, found.value), rules.clientCertificate(found.value)])
        // The script, or the keychain, may have taken its time.
        if (!rules.hold(found.value)) continue
        if (!way.ok) return way
        if (!certificate.ok) return certificate
        return ok({ rules: found.value, route: way.value, clientCertificate: certificate.value })
      }
    },
    agent: createNodeAgents(rules, credentials),
    credentials
  }
}

/** @param systemProxy what stands in for the system's proxy setting: `http://127.0.0.1:3128`; none when absent. */
export function nodeStack(access: NetworkAccess, userAgent: string, systemProxy?: string): NetworkStack {
  const route: FindRoute = async (url, { proxy }) => {
    if (proxy.mode === 'script') return fail('proxy-script-failed', { script: proxy.url })
    if (proxy.mode === 'manual')
      return ok(isBypassed(new URL(url).hostname, proxy.bypass) ? direct : proxyRoute(proxy.url))
    return ok(proxy.mode === 'system' && systemProxy ? proxyRoute(systemProxy) : direct)
  }
  return {
    transport: nodeTransport(userAgent, { network: nodeNetwork(access, route) }),
    route,
    trusts: async () => null,
    forgetProxySignIns: async () => undefined
  }
}

/** Names and `*.suffixes`; Chromium also knows address ranges and ports. */
const isBypassed = (host: string, list: string): boolean =>
  list
    .split(/[,;]/)
    .map((one) => one.trim().toLowerCase())
    .some((one) => one !== '' && (one === host || (/^\*?\./.test(one) && host.endsWith(one.replace('*', '')))))
