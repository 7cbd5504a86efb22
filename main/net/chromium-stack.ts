/** Chromium's network stack with what is set for each Jira. */
import { app } from 'electron'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { createChromiumLooks } from './chromium-looks.ts'
import { createChromiumSessions, type ChromiumSessions } from './chromium-sessions.ts'
import { chromiumTransport } from './chromium-transport.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { StoreClient } from '../store/api.ts'
import { createNetworkAccess, type NetworkAccess, type NetworkStack } from './network-stack.ts'
import { nodeNetwork } from './node-stack.ts'
import { nodeTransport } from './node-transport.ts'
import { direct, firstRoute, type Route } from './route.ts'
import type { SiteRules } from './site-rules.ts'

/** What is set for each Jira, and Chromium going by it. @param userAgent as `chromiumStack` */
export function chromiumNetwork(
  deps: { store: StoreClient; secrets: SecretStore },
  userAgent: string
): { access: NetworkAccess; stack: NetworkStack } {
  const access = createNetworkAccess(deps)
  return { access, stack: chromiumStack(access, userAgent) }
}

/** @param userAgent `AtTrack/<version>`: a browser's would make Jira apply its XSRF check. */
function chromiumStack(access: NetworkAccess, userAgent: string): NetworkStack {
  const sessions = createChromiumSessions(access.rules)
  const looks = createChromiumLooks()
  const route = (url: string, rules: SiteRules): Promise<Result<Route>> => routeOf(sessions, url, rules)
  // Where a server asks for a certificate, Chromium would take the first the system has. Ours come from files, and go
  // through Node's stack; none of the system's is shown to anybody.
  app.on('select-client-certificate', (event, _contents, _url, _list, choose) => {
    event.preventDefault()
    choose()
  })
  return {
    transport: chromiumTransport({
      access,
      sessions,
      userAgent,
      route,
      node: nodeTransport(userAgent, { network: nodeNetwork(access, route) })
    }),
    route,
    trusts: (url, { proxy }, leaf) => looks.trusts(url, proxy, leaf),
    async forgetProxySignIns() {
      for (const one of await sessions.all()) {
        await one.clearAuthCache()
        await one.closeAllConnections()
      }
    }
  }
}

async function routeOf(sessions: ChromiumSessions, url: string, rules: SiteRules): Promise<Result<Route>> {
  const { proxy } = rules
  if (proxy.mode === 'direct') return ok(direct)
  const found = firstRoute(await sessions.within(rules, ({ session }) => session.resolveProxy(url)))
  if (found) return ok(found)
  return fail('proxy-script-failed', { script: proxy.mode === 'script' ? proxy.url : 'set for this computer' })
}
