/** A workspace in which it matters who one is: connections of several people, used in several projects, in many states. */
import { failure } from '../../../preload/contract/index.ts'
import { ready, waiting } from './fake-applink.ts'
import { filledState, type State } from './fake-bridge.ts'
import { cloudConnection, connection, hour, link, linkSync, run } from './fake-data.ts'
import { unknownAuthority } from './fake-network.ts'

/** The one who sits there has the id `m1` (fake-data.ts). */
export const me = { memberId: 'm1', name: 'Kim Larsen' }
const ada = { memberId: 'm2', name: 'Ada Moreno' }

const at = (host: string) => ({ host, siteUrl: `https://${host}` })
const failed = (linkId: string, key: string, code: Parameters<typeof failure>[0], host: string) =>
  linkSync({
    linkId,
    jiraProjectKey: key,
    lastRun: run({
      id: `run-${linkId}`,
      linkId,
      jiraProjectKey: key,
      outcome: 'failed',
      failure: failure(code, { host })
    })
  })

/** p1 is whose Project Manager is looked at; p2 is others'. p3 is archived. */
export function severalPeople(): State {
  const state = filledState()
  return {
    ...state,
    tasks: state.tasks.slice(0, 3),
    connections: [
      connection('mine', { ...at('mine.example.com'), authorisedBy: me }),
      connection('adas', {
        ...at('adas.example.com'),
        method: 'password',
        authorisedBy: ada,
        status: 'needs-sign-in',
        action: 'sign-in',
        failure: failure('password-wrong', { host: 'adas.example.com' })
      }),
      connection('shared', {
        ...at('shared.example.com'),
        authorisedBy: ada,
        status: 'unreachable',
        action: 'check',
        failure: failure('proxy-sign-in', { host: 'shared.example.com', proxy: 'proxy.example.com:3128' })
      }),
      connection('foreign', {
        ...at('foreign.example.com'),
        authorisedBy: ada,
        status: 'untrusted-certificate',
        action: 'check',
        failure: { ...unknownAuthority(), params: { host: 'foreign.example.com' } }
      }),
      connection('token', {
        ...at('token.example.com'),
        method: 'pat',
        authorisedBy: me,
        expiry: { at: Date.now() + 24 * hour, stage: 'urgent' },
        action: 'enter-token'
      }),
      cloudConnection('cloud', {
        authorisedBy: ada,
        status: 'token-required',
        action: 'enter-token',
        apiToken: 'held'
      }),
      waiting({ id: 'waits', ...at('waits.example.com'), authorisedBy: ada }),
      ready({ id: 'ready', ...at('ready.example.com'), authorisedBy: me })
    ],
    links: [
      link({ id: 'l1', connectionId: 'mine', siteUrl: 'https://mine.example.com' }),
      link({ id: 'l2', connectionId: 'adas', siteUrl: 'https://adas.example.com', jiraProjectKey: 'ADA' }),
      link({ id: 'l3', connectionId: 'shared', siteUrl: 'https://shared.example.com', jiraProjectKey: 'SHA' }),
      link({ id: 'l4', connectionId: 'shared', siteUrl: 'https://shared.example.com', projectId: 'p2' }),
      link({ id: 'l5', connectionId: 'foreign', siteUrl: 'https://foreign.example.com', projectId: 'p2' }),
      link({ id: 'l6', connectionId: 'token', siteUrl: 'https://token.example.com', jiraProjectKey: 'TOK' })
    ],
    sync: [
      linkSync({ linkId: 'l1' }),
      failed('l2', 'ADA', 'password-wrong', 'adas.example.com'),
      failed('l3', 'SHA', 'certificate-unknown-authority', 'shared.example.com'),
      failed('l6', 'TOK', 'token-refused', 'token.example.com')
    ]
  }
}
