/**
 * A workspace in which every secret AtTrack knows was used: each way to sign in to a Jira, the network's, the members',
 * the keys'. Collects what must be found nowhere but in the keychain, from the places that may know it.
 */
import type { ChannelInput, ChannelName } from '../../../preload/contract/index.ts'
import type { Invoke } from '../../../main/ipc/handler.ts'
import type { SecretKind } from '../../../main/secrets/secret-store.ts'
import { startWorld, type World } from '../../integration/support/audit/world.ts'
import { testKeychain, type TestKeychain } from '../../integration/support/keychain.ts'
import type { Secrets } from './secret-forms.ts'
import { signInAtCloud, signInAtServer, signInBehindNetwork } from './sign-in-ways.ts'
import { typed } from './typed-secrets.ts'
import { changeKeys, haveMembers } from './workspace-ways.ts'

export interface EveryWay {
  readonly world: World
  readonly keychain: TestKeychain
  /** Connections by the way they sign in. */
  readonly connections: Readonly<Record<string, string>>
  /** All that the window was told so far: replies and events. */
  readonly told: () => string
  readonly invoke: Invoke
  /** Files that were saved, by what they are. */
  readonly saved: Readonly<Record<string, Uint8Array>>
  readonly keep: (name: string) => void
  /** What must not be found anywhere. */
  readonly secrets: () => Secrets
  /** Words that are no secret, and are in the workspace: a search that does not find them finds nothing. */
  readonly known: string
}

/** What of an entry of the keychain is secret. A new kind of entry has to be thought about here. */
const secretParts: Readonly<Record<SecretKind, (entry: string) => readonly unknown[]>> = {
  password: (entry) => [JSON.parse(entry)?.[1] ?? entry],
  'oauth1-token': (entry) => [JSON.parse(entry).token, JSON.parse(entry).sessionHandle],
  'oauth1-key': (entry) => [entry.split(';')[0]],
  pat: (entry) => [entry],
  'oauth2-grant': (entry) => [JSON.parse(entry).refreshToken, JSON.parse(entry).clientSecret],
  'oauth2-client': (entry) => [JSON.parse(entry)[1]],
  'api-token': (entry) => [entry],
  proxy: (entry) => [JSON.parse(entry).password],
  'client-certificate-key': (entry) => [entry]
}

/** Uses every way in, each wrongly first. */
export async function useEveryWay(): Promise<EveryWay> {
  const keychain = testKeychain()
  const sent = new Set<string>()
  const replies: string[] = []
  const world = await startWorld({
    cloud: true,
    secrets: keychain.secrets,
    sees: ({ headers }) => noteCredentials(sent, headers?.['Authorization'] ?? '')
  })
  const invoke = (async <N extends ChannelName>(name: N, input: ChannelInput<N>) => {
    const reply = await world.invoke(name, input)
    replies.push(JSON.stringify(reply))
    return reply
  }) as Invoke
  const used: Record<string, string> = {}
  const saved: Record<string, Uint8Array> = {}
  const keep = (name: string): void => {
    saved[name] = world.saved() ?? new Uint8Array()
  }
  const way = { world, invoke, used, keep }

  await haveMembers(way)
  const server = await signInAtServer(way)
  const cloud = await signInAtCloud(way)
  const network = await signInBehindNetwork(way)
  await changeKeys(way)

  return {
    world,
    keychain,
    invoke,
    saved,
    keep,
    connections: { ...server, ...cloud, ...network },
    told: () => [...replies, JSON.stringify(world.app.events)].join('\n'),
    known: 'Canary project',
    secrets() {
      const held = keychain.ever.flatMap(([account, entry], at) =>
        secretParts[account.split(':')[0] as SecretKind](entry)
          .filter((part) => typeof part === 'string' && part.length > 5)
          .map((part) => [`${account.split(':')[0]} ${at} of the keychain`, part as string])
      )
      const credentials = [...sent].map((one, at) => [`credential ${at}, as sent`, one])
      return { ...typed, ...used, ...Object.fromEntries([...held, ...credentials]) }
    }
  }
}

function noteCredentials(sent: Set<string>, authorization: string): void {
  const [scheme = '', ...rest] = authorization.split(' ')
  const credential = rest.join(' ')
  // Of OAuth 1.0 the token is in the keychain; a request token is in the address of Jira's page, good for one sign-in.
  if (scheme !== 'OAuth' && credential !== '') sent.add(credential)
  if (scheme === 'Basic') sent.add(Buffer.from(credential, 'base64').toString('utf8').split(':').slice(1).join(':'))
}
