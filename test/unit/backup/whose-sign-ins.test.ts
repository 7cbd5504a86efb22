/** Which connections of a restored workspace go on with what the keychain holds, by what changed since the backup. */
import { describe, expect, test } from 'vitest'
import type { KeptSecret } from '../../../main/backup/manifest.ts'
import { whoseSignIns } from '../../../main/backup/whose-sign-ins.ts'
import type { ConnectionRecord, NetworkRecord } from '../../../main/store/api.ts'
import type { SignInOwner, WayToSite } from '../../../main/store/snapshot.ts'
import { keyId } from '../../../main/net/certificate-keys.ts'
import { ok } from '../../../preload/contract/failures/failure.ts'

const jira = 'https://jira.example.com'
const owner: SignInOwner = {
  id: 'one',
  grantId: null,
  product: 'server',
  siteUrl: jira,
  apiUrl: jira,
  method: 'password',
  userName: 'anna',
  accountId: null,
  apiToken: null
}
const cloud: SignInOwner = {
  ...owner,
  id: 'cloud',
  grantId: 'grant',
  product: 'cloud',
  siteUrl: 'https://example.atlassian.net',
  apiUrl: 'https://api.atlassian.com/ex/jira/1',
  method: 'oauth2-3lo',
  accountId: 'a1'
}
const record = (one: SignInOwner): ConnectionRecord => ({
  baseUrl: '',
  title: 'Jira',
  version: '',
  userDisplayName: 'Anna',
  consumerKey: null,
  cloudId: null,
  email: null,
  clientId: null,
  credentialExpiresAt: null,
  status: 'connected',
  failure: null,
  lastSuccessAt: null,
  nextTryAt: null,
  createdAt: 1,
  authorisedBy: null,
  ...one
})
const way: WayToSite = { origin: jira, authorities: '[]', pin: null, proxy: '{"mode":"system"}', sealed: null }
const network: NetworkRecord = {
  origin: jira,
  authorities: ['PEM'],
  pin: null,
  clientCertificate: null,
  proxy: { mode: 'system' }
}

/** `present`: the workspace as it is; the rest is the backup's. */
async function judge(
  present: { connections: SignInOwner[]; networks?: NetworkRecord[] },
  owners: SignInOwner[],
  ways: WayToSite[] = [],
  secrets: KeptSecret[] = []
) {
  const { strangers, signIns } = await whoseSignIns(
    {
      listConnections: async () => ok(present.connections.map(record)),
      listNetworks: async () => ok(present.networks ?? [])
    },
    {
      manifest: {
        workspaceId: 'w',
        schemaVersion: 8,
        databaseBytes: 1,
        counts: { projects: 0, tasks: 0, connections: owners.length, members: 1 },
        secrets
      },
      owners,
      ways
    }
  )
  const names = (all: readonly { kind: string; id: string }[]): string[] => all.map(({ kind, id }) => `${kind}:${id}`)
  return { strangers, replaced: names(signIns.filter(({ replaces }) => replaces)), taken: names(signIns) }
}
const strangers = async (...args: Parameters<typeof judge>) => (await judge(...args)).strangers

describe('what the keychain holds', () => {
  test('goes on where nothing changed, or less is trusted than now', async () => {
    expect(await strangers({ connections: [owner, cloud] }, [owner, cloud], [way])).toEqual([])
    expect(await strangers({ connections: [owner], networks: [network] }, [owner], [way])).toEqual([])
    const same = { ...way, authorities: '["PEM"]' }
    expect(await strangers({ connections: [owner], networks: [network] }, [owner], [same])).toEqual([])
    // An encrypted way is seen by no proxy.
    const through = { ...way, proxy: '{"mode":"manual","url":"http://proxy.example.com:3128","bypass":""}' }
    expect(await strangers({ connections: [owner] }, [owner], [through])).toEqual([])
  })

  test.each<[string, Partial<SignInOwner>]>([
    ['another person’s', { userName: 'bo' }],
    ['another place', { siteUrl: 'https://evil.example.com' }],
    ['another place for requests', { apiUrl: 'https://evil.example.com' }],
    ['another product, whose requests go elsewhere', { product: 'cloud' }]
  ])('not to %s', async (_, change) => {
    expect(await strangers({ connections: [owner] }, [{ ...owner, ...change }])).toEqual(['one'])
  })

  test('not to a connection that only has the name of another one’s grant', async () => {
    const evil = { ...cloud, id: 'new', apiUrl: 'https://evil.example.com' }
    expect(await strangers({ connections: [cloud] }, [evil])).toEqual(['new'])
    const brought: KeptSecret[] = [{ kind: 'oauth2-grant', id: 'grant', secret: 'x' }]
    expect(await strangers({ connections: [cloud] }, [evil], [], brought)).toEqual(['new'])
  })

  test('not past an authority or a certificate that is trusted in the backup only, nor an open way through a proxy', async () => {
    const authority = { ...way, authorities: '["EVIL"]' }
    expect(await strangers({ connections: [owner] }, [owner], [authority])).toEqual(['one'])
    expect(await strangers({ connections: [owner], networks: [network] }, [owner], [authority])).toEqual(['one'])
    expect(await strangers({ connections: [owner] }, [owner], [{ ...way, pin: 'EVIL' }])).toEqual(['one'])
    const open = { ...owner, siteUrl: 'http://jira.example.com', apiUrl: 'http://jira.example.com' }
    const proxy = { ...way, origin: 'http://jira.example.com', proxy: '{"mode":"manual","url":"http://evil:1"}' }
    expect(await strangers({ connections: [open] }, [open], [proxy])).toEqual(['one'])
    // Of another Jira; but a grant is renewed at a third place.
    const elsewhere = { ...authority, origin: 'https://auth.atlassian.com' }
    expect(await strangers({ connections: [owner, cloud] }, [owner, cloud], [elsewhere])).toEqual(['cloud'])
  })
})

test('what a backup brings replaces what is its connections’ own, and no key that has the same name', async () => {
  const named = { ...owner, id: 'w', userName: 'evil' }
  const brought: KeptSecret[] = [
    { kind: 'password', id: 'w', secret: 'x' },
    { kind: 'oauth1-key', id: 'w', secret: 'x' },
    { kind: 'proxy', id: 'w', secret: 'x' }
  ]
  expect(await judge({ connections: [] }, [named], [], brought)).toEqual({
    strangers: [],
    replaced: ['password:w'],
    taken: ['password:w', 'oauth1-key:w']
  })
})

test('of what a backup brings, what is not its workspace’s stays out of the keychain', async () => {
  const through = { ...way, proxy: '{"mode":"manual","url":"http://proxy.example.com:3128","bypass":""}' }
  const own: KeptSecret[] = [
    { kind: 'password', id: 'one', secret: 'x' },
    { kind: 'oauth1-key', id: 'w', secret: 'x' },
    { kind: 'oauth1-key', id: 'w.next', secret: 'x' },
    { kind: 'oauth2-client', id: 'w', secret: 'x' },
    { kind: 'client-certificate-key', id: keyId(jira), secret: 'x' },
    { kind: 'proxy', id: 'http://proxy.example.com:3128', secret: 'x' }
  ]
  const foreign: KeptSecret[] = [
    { kind: 'pat', id: 'one', secret: 'x' },
    { kind: 'password', id: 'another', secret: 'x' },
    { kind: 'oauth1-key', id: 'another', secret: 'x' },
    { kind: 'oauth2-client', id: 'another', secret: 'x' },
    { kind: 'client-certificate-key', id: keyId('https://another.example.com'), secret: 'x' },
    { kind: 'proxy', id: 'http://system.example.com:3128', secret: 'x' }
  ]
  const { taken } = await judge({ connections: [] }, [owner], [{ ...through, sealed: 'box' }], [...foreign, ...own])
  expect(taken).toEqual(own.map(({ kind, id }) => `${kind}:${id}`))
})
