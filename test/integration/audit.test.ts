/**
 * The audit log of the whole app: every channel that changes something leaves exactly its entries, in the name of whoever
 * called it; what fails or is refused leaves none.
 */
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { channels, type ChannelName } from '../../preload/contract/index.ts'
import type { Result } from '../../preload/contract/failures/failure.ts'
import { actionWords, type AuditAction } from '../../main/audit/actions.ts'
import { applinkScenarios } from './support/audit/applink-scenarios.ts'
import { jiraScenarios } from './support/audit/jira-scenarios.ts'
import { networkScenarios } from './support/audit/network-scenarios.ts'
import { notedElsewhere, notes, type NotingChannel } from './support/audit/notes.ts'
import { entry, type Case, type Scenarios } from './support/audit/scenario.ts'
import { addEva, passwords, workspaceScenarios } from './support/audit/workspace-scenarios.ts'
import { startWorld, type World, type WorldOptions } from './support/audit/world.ts'
import { passphrase, startAgain, wantRestore } from './support/backups.ts'
import { testKeychain } from './support/keychain.ts'
import { codeOf, must } from './support/test-app.ts'

const scenarios: Scenarios<NotingChannel> = {
  ...workspaceScenarios,
  ...jiraScenarios,
  ...applinkScenarios,
  ...networkScenarios
}

let open: World[] = []
const begin = async (options: WorldOptions = {}): Promise<World> => {
  const world = await startWorld(options)
  open.push(world)
  return world
}
afterEach(async () => {
  for (const world of open) await world.close()
  open = []
})

const nothing = async (world: World, what: string, work: () => Promise<Result<unknown>>): Promise<Result<unknown>> => {
  const { outcome, entries } = await world.during(work)
  expect(entries, what).toEqual([])
  return outcome
}

async function prove<N extends NotingChannel>(name: N): Promise<void> {
  const { prepare, needsCloud = false } = scenarios[name]
  const world = await begin({ cloud: needsCloud, secrets: testKeychain().secrets })
  const one: Case<N> = await prepare(world)
  const call = one.perform ?? (() => world.invoke(name, one.input))

  const { permission } = channels[name]
  if (permission !== 'public' && permission !== 'session') {
    const refused = await nothing(world, 'refused', () => world.asObserver(name, one.input))
    expect(codeOf(refused)).toBe('not-permitted')
  }
  const unknown = { ...one.input, unknown: 1 }
  expect(codeOf(await nothing(world, 'invalid', () => world.invoke(name, unknown)))).toBe('invalid-input')
  for (const fails of one.fails ?? []) expect((await nothing(world, 'failed', fails)).ok).toBe(false)
  if (one.dialog) {
    Object.assign(world.dialogs, { open: null, saveAs: null })
    await nothing(world, 'cancelled', call)
    Object.assign(world.dialogs, one.dialog)
  }

  const { outcome, entries } = await world.during(call)
  expect(codeOf(outcome)).toBe('ok')
  expect(entries).toMatchObject(one.entries.map((expected) => ({ member: 'test', ...expected })))
  expect(entries.map(({ action }) => action).sort()).toEqual(notes[name].map((action) => actionWords[action]).sort())
  if (one.once) await nothing(world, 'again', () => world.invoke(name, one.input))
}

test.each(Object.keys(scenarios) as NotingChannel[])('%s', prove)

test('every action there is comes of some channel, or is proved below', () => {
  const ofChannels = Object.values(notes).flatMap((noted): readonly AuditAction[] =>
    typeof noted === 'string' ? [] : noted
  )
  expect([...new Set([...ofChannels, ...Object.keys(notedElsewhere)])].sort()).toEqual(Object.keys(actionWords).sort())
  const noting = (Object.keys(notes) as ChannelName[]).filter((name) => typeof notes[name] !== 'string')
  expect(noting.sort()).toEqual(Object.keys(scenarios).sort())
})

/** Eva, as whom somebody signs in now; the owner has left the window. */
async function evaAtTheWindow(world: World, role: 'administrator' | 'project-manager'): Promise<void> {
  await addEva(world, role)
  must(await world.invoke('session.signOut', {}))
  must(await world.invoke('session.signIn', { login: 'eva', password: passwords.eva }))
  must(await world.invoke('session.changePassword', { current: passwords.eva, password: passwords.fresh }))
}

test('what the next member does is in that member’s name', async () => {
  const world = await begin()
  await evaAtTheWindow(world, 'project-manager')
  const { entries } = await world.during(() => world.invoke('projects.create', { name: 'Shelves' }))
  expect(entries).toMatchObject([{ member: 'Eva', ...entry('project-made', 'Shelves') }])
})

test('a refused sign-in is noted; what was typed is not, unless a member has that login', async () => {
  const world = await begin()
  await addEva(world)
  must(await world.invoke('session.signOut', {}))
  const attempt = (login: string) => world.during(() => world.invoke('session.signIn', { login, password: 'wrong' }))
  const wrong = await attempt('eva')
  expect(codeOf(wrong.outcome)).toBe('login-refused')
  expect(wrong.entries).toMatchObject([{ member: 'Not signed in', ...entry('sign-in-refused', 'eva') }])
  const mistaken = await attempt(passwords.eva.replaceAll(' ', ''))
  expect(codeOf(mistaken.outcome)).toBe('login-refused')
  expect(mistaken.entries).toMatchObject([entry('sign-in-refused', 'a login nobody has')])
  expect(JSON.stringify(mistaken.entries)).not.toContain(passwords.eva.replaceAll(' ', ''))
  const unlocking = async () => {
    must(await world.invoke('session.signIn', { login: 'test', password: passwords.owner }))
    must(await world.invoke('session.lock', {}))
    return world.during(() => world.invoke('session.unlock', { password: 'wrong' }))
  }
  const locked = await unlocking()
  expect(codeOf(locked.outcome)).toBe('login-refused')
  expect(locked.entries).toMatchObject([entry('sign-in-refused', 'test')])
})

test('a connection that another member signs in again is taken over', async () => {
  const world = await begin()
  const { url: siteUrl } = await world.jira()
  const anna = { siteUrl, username: 'anna', password: 'anna-password' }
  const { id: connectionId } = must(await world.invoke('connections.signInWithPassword', anna))
  await evaAtTheWindow(world, 'administrator')
  const { outcome, entries } = await world.during(() =>
    world.invoke('connections.signInWithPassword', { ...anna, connectionId })
  )
  expect(codeOf(outcome)).toBe('ok')
  expect(entries).toMatchObject([{ member: 'Eva', ...entry('connection-taken-over', new URL(siteUrl).host) }])
  expect(entries[0]?.detail).toContain('from test (Jira user anna)')
})

test('a project that is brought back is noted as that', async () => {
  const world = await begin()
  const { id } = must(await world.invoke('projects.create', { name: 'Shelves' }))
  const back = () => world.during(() => world.invoke('projects.setArchived', { id, archived: false }))
  expect((await back()).entries).toEqual([])
  must(await world.invoke('projects.setArchived', { id, archived: true }))
  expect((await back()).entries).toMatchObject([entry('project-restored', 'Shelves')])
})

test('a restored workspace begins with who restored it from which backup; the log of before is kept beside it', async () => {
  const { app, dialogs, files } = await begin()
  must(await app.invoke('projects.create', { name: 'Shelves' }))
  const file = path.join(files, 'all.attrack-backup')
  dialogs.saveAs = 'all.attrack-backup'
  must(await app.invoke('backup.create', { passphrase, withSecrets: false }))
  const { keptAs } = await wantRestore(app)
  const again = await startAgain(app)
  must(await again.services.backup.afterRestore())
  const { entries } = must(await again.invoke('audit.list', {}))
  expect(entries).toMatchObject([
    { number: 2, member: 'test', ...entry('restored', path.basename(file)) },
    { number: 1, ...entry('project-made', 'Shelves') }
  ])
  expect(entries[0]?.detail).toContain(keptAs)
  must(await again.services.backup.afterRestore())
  expect(must(await again.invoke('audit.list', {})).total).toBe(2)
  await again.close()
})

test('the private key is not exported while that cannot be noted', async () => {
  const world = await begin()
  must(await world.invoke('applink.get', {}))
  world.dialogs.saveAs = 'key.pem'
  await world.app.store.close()
  expect(codeOf(await world.invoke('applink.exportKey', { passphrase: 'a passphrase for this key' }))).toBe(
    'store-stopped'
  )
  expect(world.saved()).toBe(null)
})
