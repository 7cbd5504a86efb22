/**
 * Connections for Node's http and https that go the way that is set for a Jira. Verification is always on; what was
 * imported or pinned is added to the authorities, and what OpenSSL accepts is judged once more before anything is sent.
 */
import http from 'node:http'
import https from 'node:https'
import type tls from 'node:tls'
import type { Duplex } from 'node:stream'
import type { Failure } from '../../preload/contract/failures/failure.ts'
import { clientCertificateOptions } from './certificates/client-certificate.ts'
import { judgeAccepted } from './certificates/server-identity.ts'
import { systemAuthorities } from './certificates/system-authorities.ts'
import type { Way } from './inspect-site.ts'
import { networkFailure } from './network-failure.ts'
import type { NetworkAccess } from './network-stack.ts'
import type { ProxyCredentials } from './proxy-credentials.ts'
import { routeText, targetOf } from './route.ts'
import type { SiteRules, SiteRulesStore } from './site-rules.ts'
import { openConnection } from './tunnel.ts'

/** Carries a failure through Node's own machinery, to the request's `error` event. */
export class WayError extends Error {
  readonly failure: Failure
  constructor(why: Failure) {
    super(why.code)
    this.name = 'WayError'
    this.failure = why
  }
}

type Opened = (error: Error | null, socket: Duplex) => void
type Open = (options: object, opened?: Opened) => Duplex | null | undefined

/** Milliseconds for the way to the server; the request's own limit is usually the shorter one. */
const connectMs = 30_000

/** @returns the agent for a request that goes this way; agents of rules that no longer hold are closed. */
export function createNodeAgents(rules: SiteRulesStore, credentials: ProxyCredentials) {
  const agents = new Map<SiteRules, Map<string, http.Agent>>()
  rules.onGone((gone) => {
    for (const one of gone) {
      for (const agent of agents.get(one)?.values() ?? []) agent.destroy()
      agents.delete(one)
    }
  })

  return (url: string, way: Way): http.Agent => {
    const { secure, host } = targetOf(url)
    const name = `${secure ? 'https' : 'http'} ${routeText(way.route)}`
    const ofRules = agents.get(way.rules) ?? new Map<string, http.Agent>()
    agents.set(way.rules, ofRules)
    const known = ofRules.get(name)
    if (known) return known
    const agent = secure ? new https.Agent(secureOptions(host, way)) : new http.Agent({ keepAlive: true })
    if (way.route.kind === 'proxy') tunnel(agent, url, way, { rules, credentials })
    ofRules.set(name, agent)
    return agent
  }
}

function secureOptions(host: string, { rules, clientCertificate }: Way): https.AgentOptions {
  const { pin, authorities } = rules
  return {
    keepAlive: true,
    // Said, so that no variable of the environment says otherwise for all of Node.
    rejectUnauthorized: true,
    ca: [...systemAuthorities(), ...authorities.map(String), ...(pin ? [pin.toString()] : [])],
    ...(clientCertificate ? clientCertificateOptions(clientCertificate) : {}),
    // An imported intermediate and a pinned certificate are anchors by themselves, as they are for the judge; before Node
    // 20.18 only one that signed itself can be.
    ...({ allowPartialTrustChain: true } satisfies Pick<tls.SecureContextOptions, 'allowPartialTrustChain'>),
    // A resumed session would be taken without looking at a certificate.
    ...(pin ? { maxCachedSessions: 0 } : {}),
    checkServerIdentity: (_name, seen) => {
      const { failure: why } = judgeAccepted(seen, { host, authorities, pin: pin && pin.fingerprint256 })
      return why ? new WayError(why) : undefined
    }
  }
}

/**
 * Plain http goes through a tunnel as well: one way through proxies is enough for what Node's stack is for.
 */
function tunnel(agent: http.Agent, url: string, { route, rules }: Way, access: NetworkAccess): void {
  const { credentials } = access
  const target = targetOf(url)
  const own = agent.createConnection.bind(agent) as Open
  const open = (options: object, opened: Opened): undefined => {
    void openConnection({ route, ...target, credentials, timeoutMs: connectMs }).then((connection) => {
      if (!connection.ok) return opened(new WayError(connection.failure), undefined as never)
      const socket = connection.value
      if (!access.rules.hold(rules)) {
        // The agent's end closed only what was open then.
        socket.destroy()
        return opened(new WayError(networkFailure('ECONNRESET', url, connectMs)), undefined as never)
      }
      opened(null, target.secure ? (own({ ...options, socket }) as Duplex) : socket)
    })
  }
  agent.createConnection = open as typeof agent.createConnection
}
