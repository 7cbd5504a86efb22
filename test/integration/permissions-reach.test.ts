/** How far a Project Manager reaches: whose connection, whose Jira user, whose way to a Jira, and who sits there by then. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dispatch, type DispatchDeps, type Handlers } from '../../main/ipc/handler.ts'
import type { ConnectionRecord } from '../../main/store/api.ts'
import type { ChannelInput, ChannelName } from '../../preload/contract/index.ts'
import { fail, ok } from '../../preload/contract/failures/failure.ts'
import { recognised } from '../support/recognised.ts'
import { connection } from '../unit/store/support.ts'
import { makeWorld, signIn, type World } from './permissions/world.ts'
import { codeOf, must } from './support/test-app.ts'

let world: World
/** Who signed the connections in: an Administrator, the Project Manager who sits there, nobody anybody remembers. */
const by = { administrator: 'Ada', inside: 'Inside One' } as const

async function connect(
  id: string,
  who: keyof typeof by | null,
  serves: readonly ('ours' | 'theirs')[],
  more: Partial<ConnectionRecord> = {}
): Promise<void> {
  const siteUrl = more.siteUrl ?? `https://${id}.example.com`
  const authorisedBy = who && { memberId: world.memberIds[who], name: by[who] }
  must(await world.app.store.saveConnection(connection({ id, siteUrl, apiUrl: siteUrl, authorisedBy, ...more })))
  for (const [index, one] of serves.entries()) {
    const jira = { jiraProjectId: String(20_000 + index), jiraProjectKey: 'X', jiraProjectName: 'X' }
    const { projectId } = world[one]
    must(await world.app.store.createLink({ projectId, connectionId: id, siteUrl, ...jira }))
  }
}

beforeAll(async () => {
  world = await makeWorld()
  await connect('shared', 'administrator', ['ours', 'theirs'])
  await connect('shared-mine', 'inside', ['ours', 'theirs'])
  await connect('lent', 'administrator', ['ours'])
  await connect('unused', 'administrator', [])
  await connect('unused-mine', 'inside', [])
  await connect('early', null, ['ours'])
  // Two sign-ins at one Jira, one of them somebody else's.
  await connect('both-1', 'inside', ['ours'], { siteUrl: 'https://both.example.com' })
  await connect('both-2', 'administrator', [], { siteUrl: 'https://both.example.com' })
  const apiUrl = 'https://gateway.example.com/ex/jira/c1'
  await connect('cloud', 'administrator', ['theirs'], { siteUrl: 'https://acme.example.com', apiUrl, product: 'cloud' })
})
afterAll(() => world.app.close())

/** Calls through the real gate; `cancelled` is what the handler answers. */
async function call<N extends ChannelName>(name: N, input: ChannelInput<N>) {
  const handlers = { [name]: async () => fail('cancelled') } as unknown as Handlers
  const deps: DispatchDeps = { handlers, gate: world.app.services.gate, checkOutput: true, report() {} }
  return dispatch(deps, name, input)
}

const enter = { username: 'mallory', password: 'x' }

describe('a Project Manager of one project', () => {
  beforeAll(() => signIn(world, 'inside'))

  test.each([
    ['of theirs', 'connection-Theirs', false],
    ['of both, which an Administrator signed in', 'shared', false],
    ['of both, which they signed in themselves', 'shared-mine', true],
    ['of ours, which an Administrator signed in', 'lent', true],
    ['of ours, from before there were members', 'early', true],
    ['that nothing is linked through', 'unused', true],
    ['that is not there', 'nowhere', true]
  ])('changes a connection %s: %s, %s', async (_what, connectionId, may) => {
    const siteUrl = 'https://jira.example.com'
    const email = 'mallory@example.com'
    const results = [
      await call('connections.signInWithPassword', { siteUrl, ...enter, connectionId }),
      await call('connections.signInWithToken', { siteUrl, token: 'x', connectionId }),
      await call('connections.createToken', { siteUrl, ...enter, name: 'x', days: 1, connectionId }),
      await call('connections.startOAuth1', { siteUrl, consumerKey: 'x', via: 'code', connectionId }),
      await call('connections.startOAuth2', {
        siteUrl,
        clientId: 'x',
        clientSecret: 'x',
        via: 'window',
        connectionId
      }),
      await call('connections.startCloud', { via: 'window', connectionId }),
      await call('connections.signInWithApiToken', { site: 'acme', email, token: 'x', connectionId }),
      await call('connections.saveApiToken', { id: connectionId, email, token: 'x' }),
      await call('connections.declineApiToken', { id: connectionId }),
      await call('connections.remove', { id: connectionId })
    ]
    expect(new Set(results.map(codeOf))).toEqual(new Set([may ? 'cancelled' : 'not-your-project']))
  })

  test.each([
    ['their own', 'connection-Ours', null],
    ['their own, also of another project', 'shared-mine', null],
    ['an Administrator’s', 'lent', 'Administrators and Ada, who signed in'],
    ['an Administrator’s, unused', 'unused', 'Administrators and Ada, who signed in'],
    ['of another Project Manager', 'connection-Theirs', 'Administrators and Outside One, who signed in'],
    ['from before there were members', 'early', 'Administrators']
  ])('sees and links what the Jira user of a connection sees: %s', async (_whose, connectionId, whom) => {
    const { projectId } = world.ours
    const results = [
      await call('jiraProjects.list', { connectionId, projectId }),
      await call('jiraProjects.countIssues', { connectionId, jiraProjectId: '10034' }),
      await call('links.create', { connectionId, projectId, jiraProjectId: '10034' })
    ]
    for (const result of results) {
      expect(codeOf(result)).toBe(whom === null ? 'cancelled' : 'not-your-project')
      if (!result.ok && whom !== null) {
        expect(result.failure.params['whom']).toBe(whom)
        recognised({ code: 'not-your-project', by: 'somebody else’s Jira user is used', how: 'app' })
      }
    }
  })

  test('brings nothing into a project of others, and takes nothing from it', async () => {
    const { projectId, linkId } = world.theirs
    const target = { projectId, connectionId: 'connection-Ours' }
    expect(codeOf(await call('jiraProjects.list', target))).toBe('not-your-project')
    expect(codeOf(await call('links.create', { ...target, jiraProjectId: '10034' }))).toBe('not-your-project')
    expect(codeOf(await call('links.remove', { id: linkId }))).toBe('not-your-project')
    const renamed = await call('projects.rename', { id: projectId, name: 'x' })
    expect(renamed).toMatchObject({
      ok: false,
      failure: { cause: 'Changing a project is for Administrators and the Project Managers of Theirs here.' }
    })
  })

  test.each([
    ['https://ours.example.com', 'cancelled'],
    ['https://unused-mine.example.com/jira', 'cancelled'],
    ['https://nobody-yet.example.com', 'cancelled'],
    ['https://theirs.example.com', 'not-your-project'],
    // The same place, written differently.
    ['theirs.example.com', 'not-your-project'],
    ['THEIRS.Example.COM:443/x', 'not-your-project'],
    ['https://theirs.example.com./', 'not-your-project'],
    ['https://somebody:x@theirs.example.com:443', 'not-your-project'],
    ['  https://theirs.example.com  ', 'not-your-project'],
    // Sign-ins of others go there, too.
    ['https://shared-mine.example.com', 'not-your-project'],
    ['https://both.example.com', 'not-your-project'],
    ['https://lent.example.com', 'not-your-project'],
    ['https://unused.example.com', 'not-your-project'],
    ['https://early.example.com', 'not-your-project'],
    ['https://acme.example.com', 'not-your-project'],
    ['https://gateway.example.com', 'not-your-project'],
    // Those of every Cloud site, whether there is one or not.
    ['https://api.atlassian.com/ex/jira/c2', 'not-your-project'],
    ['auth.atlassian.com', 'not-your-project'],
    // What cannot be compared.
    ['::', 'invalid-input'],
    ['file:///etc/passwd', 'invalid-input']
  ])('sets the way to %s: %s', async (siteUrl, expected) => {
    const fingerprint = Array(32).fill('AB').join(':')
    for (const result of [
      await call('network.setProxy', { siteUrl, proxy: { mode: 'direct' } }),
      await call('network.importAuthority', { siteUrl }),
      await call('network.removeAuthority', { siteUrl, fingerprint }),
      await call('network.pin', { siteUrl, fingerprint }),
      await call('network.unpin', { siteUrl }),
      await call('network.setClientCertificate', { siteUrl, passphrase: '' }),
      await call('network.removeClientCertificate', { siteUrl }),
      await call('network.saveProxyCredential', { siteUrl, ...enter }),
      await call('network.forgetProxyCredential', { siteUrl })
    ])
      expect([siteUrl, codeOf(result)]).toEqual([siteUrl, expected])
  })
})

test('an Administrator is asked nothing of that', async () => {
  await signIn(world, 'administrator')
  expect(codeOf(await call('connections.remove', { id: 'shared' }))).toBe('cancelled')
  const target = { projectId: world.theirs.projectId, connectionId: 'connection-Ours', jiraProjectId: '1' }
  expect(codeOf(await call('links.create', target))).toBe('cancelled')
  const way = { siteUrl: 'https://api.atlassian.com', proxy: { mode: 'direct' } } as const
  expect(codeOf(await call('network.setProxy', way))).toBe('cancelled')
})

test('who makes a project as a Project Manager manages it, at once; an Administrator need not', async () => {
  const { app } = world
  await signIn(world, 'unattached')
  const { id } = must(await app.invoke('projects.create', { name: 'Mine' }))
  expect((await app.services.session.describe()).user?.projectIds).toEqual([id])
  must(await app.invoke('projects.rename', { id, name: 'Still mine' }))
  expect(codeOf(await app.invoke('projects.rename', { id: world.ours.projectId, name: 'x' }))).toBe('not-your-project')
  await signIn(world, 'administrator')
  const { members } = must(await app.invoke('members.list', { search: 'unattached' }))
  expect(members).toMatchObject([{ projectIds: [id] }])
  must(await app.invoke('projects.create', { name: 'Another' }))
  expect((await app.services.session.describe()).user?.projectIds).toEqual([])
})

describe('an answer is for whoever asked', () => {
  beforeEach(() => signIn(world, 'inside'))

  /** Asks for the tasks, and lets `meanwhile` happen before they are there. */
  async function asking(meanwhile: () => Promise<unknown>): Promise<string> {
    let answer: () => void = () => {}
    let begun: () => void = () => {}
    const hasBegun = new Promise<void>((resolve) => (begun = resolve))
    const handlers = {
      'tasks.facets': async () => {
        const answered = new Promise<void>((resolve) => (answer = resolve))
        begun()
        await answered
        return ok({ statuses: [], types: [], assignees: [], sources: [], archivedCount: 0 })
      }
    } as unknown as Handlers
    const deps: DispatchDeps = { handlers, gate: world.app.services.gate, checkOutput: false, report() {} }
    const result = dispatch(deps, 'tasks.facets', { projectId: world.ours.projectId })
    await hasBegun
    await meanwhile()
    answer()
    return codeOf(await result)
  }

  test('who is still there gets it', async () => {
    expect(await asking(async () => {})).toBe('ok')
  })
  test('who signed out does not', async () => {
    expect(await asking(() => world.app.invoke('session.signOut', {}))).toBe('signed-out')
    recognised({ code: 'signed-out', by: 'the member leaves while something is under way', how: 'app' })
  })
  test('who locked the window does not, until it is unlocked', async () => {
    expect(await asking(() => world.app.invoke('session.lock', {}))).toBe('locked')
  })
  test('whoever has signed in meanwhile does not', async () => {
    expect(await asking(() => signIn(world, 'administrator'))).toBe('signed-out')
  })
})
