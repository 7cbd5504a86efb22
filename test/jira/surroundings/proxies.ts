/**
 * Surroundings with a proxy. Jira has a name that only the proxy can resolve, so that no request reaches it another way;
 * with the option `https` it is behind a CONNECT tunnel, its certificate for that name.
 */
import { makeServerCertificate } from '../certificates.ts'
import { startPracticeJira, type PracticeJira, type PracticeJiraOptions } from '../index.ts'
import { cleanContextPath } from '../options.ts'
import { startForwardProxy, type ForwardProxy, type ProxyOptions } from '../proxy/proxy.ts'
import { proxyScript, startRewritingProxy, startScriptServer } from '../proxy/small-servers.ts'
import { ending, type Surroundings, type SurroundingsKind } from './surroundings.ts'

const innerDomain = 'practice.invalid'
export const innerHost = `jira.${innerDomain}`
const credential = { user: 'proxy-user', password: 'proxy-password' }

interface BehindProxy {
  readonly url: string
  readonly jira: PracticeJira
  readonly caPem?: string
  readonly server: ForwardProxy
}

/** @param proxy how the proxy behaves; what leads inside is added. */
async function behindProxy(options: PracticeJiraOptions, proxy: ProxyOptions): Promise<BehindProxy> {
  const url = `${options.https === true ? 'https' : 'http'}://${innerHost}${cleanContextPath(options.contextPath)}`
  const certificate = options.https === true ? { certificate: makeServerCertificate([innerHost]) } : {}
  const jira = await startPracticeJira({ baseUrl: url, ...options, ...certificate })
  const server = await startForwardProxy({ ...proxy, inside: { [innerHost]: jira.port } })
  return { url, jira, server, ...(jira.caPem === undefined ? {} : { caPem: jira.caPem }) }
}

function surroundingsOf({ server, ...rest }: BehindProxy, known: Partial<typeof credential> = {}): Surroundings {
  const proxy = { url: server.url, asked: server.asked, ...known }
  return { ...rest, proxy, close: ending(rest.jira, server) }
}

/** A script decides about the proxy. @param broken nobody finds the script */
async function byScript(options: PracticeJiraOptions, broken: boolean): Promise<Surroundings> {
  const behind = await behindProxy(options, {})
  const script = proxyScript(innerDomain, `127.0.0.1:${behind.server.port}`)
  const scripts = await startScriptServer(broken ? undefined : script)
  const { url, jira, proxy, caPem } = surroundingsOf(behind)
  return {
    url,
    jira,
    ...(proxy === undefined ? {} : { proxy }),
    ...(caPem === undefined ? {} : { caPem }),
    pacUrl: `${scripts.origin}/proxy.pac`,
    close: ending(jira, behind.server, scripts)
  }
}

export const proxySurroundings: readonly SurroundingsKind[] = [
  {
    name: 'proxy',
    describe: 'Jira is reached through a proxy only, which asks nothing',
    start: async (options) => surroundingsOf(await behindProxy(options, {}))
  },
  {
    name: 'proxy-407',
    describe: 'the proxy before Jira wants a user name and a password: 407, Basic',
    start: async (options) => surroundingsOf(await behindProxy(options, { credential }), credential)
  },
  {
    name: 'proxy-refuses-connect',
    describe: 'the proxy does not let anybody through to Jira: CONNECT is answered 403 (Jira over https)',
    start: async (options) =>
      surroundingsOf(await behindProxy({ ...options, https: true }, { refusesTunnel: (host) => host === innerHost }))
  },
  {
    name: 'pac',
    describe: 'a proxy script (PAC) says which proxy leads to Jira',
    start: (options) => byScript(options, false)
  },
  {
    name: 'pac-missing',
    describe: 'the proxy script (PAC) is not where it should be: 404',
    start: (options) => byScript(options, true)
  },
  {
    name: 'reverse-proxy',
    describe: 'a reverse proxy rewrites the address: Jira sees itself, and says it is, elsewhere than people enter',
    start: async (options) => {
      const jira = await startPracticeJira(options)
      const proxy = await startRewritingProxy(jira)
      return { url: `${proxy.origin}${new URL(jira.url).pathname}`, jira, close: ending(jira, proxy) }
    }
  }
]
