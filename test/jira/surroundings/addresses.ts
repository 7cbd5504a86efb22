/** Surroundings of the address: a wrong path, a name nobody knows, a host without IPv4. */
import { createServer } from 'node:net'
import { startPracticeJira } from '../index.ts'
import { ending, type SurroundingsKind } from './surroundings.ts'

/** Whether this computer has IPv6 at least to itself; some containers have not. */
export function hasIpv6(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(0, '::1', () => server.close(() => resolve(true)))
  })
}

export const addressSurroundings: readonly SurroundingsKind[] = [
  {
    name: 'wrong-context-path',
    describe: 'the address entered has another path than Jira: /tracker; Tomcat’s 404 answers there',
    start: async (options) => {
      const jira = await startPracticeJira(options)
      return { url: `${jira.origin}/tracker`, jira, close: ending(jira) }
    }
  },
  {
    name: 'dns-failure',
    describe: 'the host name is unknown to every name server (.invalid, RFC 2606)',
    start: async (options) => {
      const jira = await startPracticeJira(options)
      const { protocol, port, pathname } = new URL(jira.url)
      return { url: `${protocol}//jira.nowhere.invalid:${port}${pathname}`, jira, close: ending(jira) }
    }
  },
  {
    name: 'ipv6-only',
    describe: 'Jira listens on ::1 only: no IPv4 address leads to it',
    start: async (options) => {
      if (!(await hasIpv6())) throw new Error('ipv6-only: this computer has no IPv6, not even ::1')
      const jira = await startPracticeJira({ ...options, host: '::1' })
      return { url: jira.url, jira, close: ending(jira) }
    }
  },
  {
    name: 'ipv6-unreachable',
    describe:
      'the host has only an IPv6 address to which no route leads (2001:db8::1, RFC 3849): refused by the system or the next router',
    start: async (options) => {
      const jira = await startPracticeJira(options)
      const { protocol, port, pathname } = new URL(jira.url)
      return { url: `${protocol}//[2001:db8::1]:${port}${pathname}`, jira, close: ending(jira) }
    }
  }
]
