/** What carries requests: Chromium's network stack in the app (chromium-stack.ts), Node's in tests (node-stack.ts). */
import type { Result } from '../../preload/contract/failures/failure.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { StoreClient } from '../store/api.ts'
import { createProxyCredentials, type ProxyCredentials } from './proxy-credentials.ts'
import type { Route } from './route.ts'
import { createSiteRules, type SiteRules, type SiteRulesStore } from './site-rules.ts'
import type { Transport } from './transport.ts'

/** What is set, and the sign-ins for proxies: both stacks go by it. */
export interface NetworkAccess {
  readonly rules: SiteRulesStore
  readonly credentials: ProxyCredentials
}

export function createNetworkAccess(deps: { store: StoreClient; secrets: SecretStore }): NetworkAccess {
  const rules = createSiteRules(deps)
  return { rules, credentials: createProxyCredentials(deps.secrets, rules.enteredProxies) }
}

export interface NetworkStack {
  readonly transport: Transport
  /** The way a request to this URL would take. Failures: `proxy-script-failed`. */
  route(url: string, rules: SiteRules): Promise<Result<Route>>
  /**
   * The stack's own verdict on the certificate a server shows now, without anything imported: does this computer trust
   * it? Connects and sends nothing. Null where the stack has no verdict of its own, or none came about.
   * @param leaf the certificate, by its SHA-256
   */
  trusts(url: string, rules: SiteRules, leaf: string): Promise<boolean | null>
  /** Drops the sign-ins for proxies that the stack itself remembers. */
  forgetProxySignIns(): Promise<void>
}
