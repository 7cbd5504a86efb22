import { expect, test } from 'vitest'
import { channels, events, type ChannelName } from '../../preload/contract/index.ts'
import { channelNames, eventNames } from '../../preload/contract/names.ts'
import { fail, ok } from '../../preload/contract/failures/failure.ts'
import { dispatch, maxInputBytes, type DispatchDeps, type Handlers } from '../../main/ipc/handler.ts'
import type { Role } from '../../preload/contract/members.ts'
import { holes } from '../support/arbitraries/hostile-value.ts'
import { gateFor, memberAs } from '../support/gates.ts'
import type { PresentSession } from '../../main/members/session.ts'
import { recognised } from '../support/recognised.ts'
import { connection } from './store/support.ts'

const reports: string[] = []
function deps(role: Role, handlers: Partial<Handlers>): DispatchDeps {
  return {
    handlers: handlers as Handlers,
    gate: gateFor(role),
    checkOutput: true,
    report: (where) => void reports.push(where)
  }
}
const code = (result: Awaited<ReturnType<typeof dispatch>>): string => (result.ok ? 'ok' : result.failure.code)

test('the preload script knows exactly the channels and events there are', () => {
  expect([...channelNames].sort()).toEqual(Object.keys(channels).sort())
  expect([...eventNames].sort()).toEqual(Object.keys(events).sort())
})

test('an unknown channel, and names of the prototype, are refused', async () => {
  for (const name of ['nothing', 'toString', '__proto__', 'constructor']) {
    expect(code(await dispatch(deps('administrator', {}), name, {}))).toBe('invalid-input')
  }
})

test('only the Administrator and the Project Manager may authorise', async () => {
  const input = { siteUrl: 'https://jira.example.com', username: 'a', password: 'b' }
  let called = 0
  const handlers: Partial<Handlers> = {
    'connections.signInWithPassword': async () => {
      called += 1
      return { ok: false, failure: { code: 'cancelled', title: '', cause: '', remedy: '', retry: 'now', params: {} } }
    }
  }
  for (const role of ['employee', 'observer'] as const) {
    expect(code(await dispatch(deps(role, handlers), 'connections.signInWithPassword', input))).toBe('not-permitted')
    recognised({ code: 'not-permitted', by: 'an Employee signs in at a Jira', how: 'app' })
  }
  expect(called).toBe(0)
  for (const role of ['administrator', 'project-manager'] as const) {
    expect(code(await dispatch(deps(role, handlers), 'connections.signInWithPassword', input))).toBe('cancelled')
  }
  expect(called).toBe(2)
})

test('who may not is told so before the input is looked at; who may in their own projects, after it', async () => {
  const hostile = { name: 1, self: holes(4_294_967_295) }
  expect(code(await dispatch(deps('observer', {}), 'projects.create', hostile))).toBe('not-permitted')
  expect(code(await dispatch(deps('project-manager', {}), 'projects.rename', hostile))).toBe('input-too-large')
  expect(code(await dispatch(deps('project-manager', {}), 'projects.rename', { id: 'p2' }))).toBe('invalid-input')
  expect(code(await dispatch(deps('project-manager', {}), 'projects.rename', { id: 'p2', name: 'x' }))).toBe(
    'not-your-project'
  )
})

test('where it cannot be found out whose something is, it is nobody’s to change', async () => {
  const busy = async () => fail('database-busy')
  const calls: [ChannelName, object, Parameters<typeof gateFor>[1]][] = [
    ['links.remove', { id: 'l1' }, { linkState: busy }],
    ['connections.remove', { id: 'c1' }, { getConnection: busy }],
    ['connections.remove', { id: 'c1' }, { getConnection: async () => ok(connection()), listLinks: busy }],
    ['jiraProjects.countIssues', { connectionId: 'c1', jiraProjectId: '1' }, { getConnection: busy }],
    ['network.unpin', { siteUrl: 'https://jira.example.com' }, { listConnections: busy }],
    [
      'network.unpin',
      { siteUrl: 'https://jira.example.com' },
      { listConnections: async () => ok([connection()]), listLinks: busy }
    ]
  ]
  for (const [name, input, store] of calls) {
    const handlers = { [name]: () => Promise.reject(new Error('must not be called')) } as unknown as Handlers
    const gate = gateFor('project-manager', store)
    const result = await dispatch({ handlers, gate, checkOutput: true, report() {} }, name, input)
    expect([name, code(result)]).toEqual([name, 'database-busy'])
  }
})

test('who leaves while it is being found out whose something is has nothing done any more', async () => {
  const member = memberAs('project-manager')
  let present: PresentSession = { state: 'signed-in', member }
  const gate = gateFor('project-manager', {
    session: { present: async () => present },
    async getConnection() {
      present = { state: 'signed-out' }
      return ok(null)
    }
  })
  const handlers = {
    'connections.remove': () => Promise.reject(new Error('must not be called'))
  } as unknown as Handlers
  const result = await dispatch({ handlers, gate, checkOutput: true, report() {} }, 'connections.remove', { id: 'c1' })
  expect(code(result)).toBe('signed-out')
})

test('bad input names the field, and the handler is not called', async () => {
  const handlers: Partial<Handlers> = { 'projects.create': () => Promise.reject(new Error('must not be called')) }
  const result = await dispatch(deps('administrator', handlers), 'projects.create', { name: '   ' })
  expect(result).toMatchObject({ ok: false, failure: { code: 'invalid-input', field: 'name', cause: 'Enter a name.' } })
  recognised({ code: 'invalid-input', by: 'a field is left empty', how: 'app' })
  expect(code(await dispatch(deps('administrator', handlers), 'projects.create', { name: 'x', extra: 1 }))).toBe(
    'invalid-input'
  )
  expect(code(await dispatch(deps('administrator', handlers), 'projects.create', null))).toBe('invalid-input')
})

test('too much input is refused before it is looked at', async () => {
  const result = await dispatch(deps('administrator', {}), 'app.copy', { text: 'x'.repeat(maxInputBytes) })
  expect(code(result)).toBe('input-too-large')
  recognised({ code: 'input-too-large', by: 'more text than a channel takes', how: 'app' })
  const circular: Record<string, unknown> = {}
  circular['self'] = circular
  expect(code(await dispatch(deps('administrator', {}), 'app.copy', circular))).toBe('input-too-large')
  // Small as the window sends it; as JSON the first would be 2 to the power of 60 long, the second 20 GB.
  let doubled: unknown = 'x'
  for (let i = 0; i < 60; i += 1) doubled = [doubled, doubled]
  for (const text of [doubled, holes(4_294_967_295), new Uint8Array(100), new Map()])
    expect(code(await dispatch(deps('administrator', {}), 'app.copy', { text }))).toBe('input-too-large')
})

test('a refusal does not repeat at length what was sent', async () => {
  const names = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`\u202ename ${i}`, i]))
  const result = await dispatch(deps('administrator', {}), 'settings.get', names)
  expect(result).toMatchObject({ ok: false, failure: { code: 'invalid-input' } })
  expect(JSON.stringify(result).length).toBeLessThan(2_000)
  expect(JSON.stringify(result)).not.toContain('\u202e')
})

test('a handler that throws, or answers with something else than promised, is a defect told as a value', async () => {
  const throwing: Partial<Handlers> = { 'settings.get': () => Promise.reject(new Error('secret words')) }
  const result = await dispatch(deps('administrator', throwing), 'settings.get', {})
  expect(result).toMatchObject({ ok: false, failure: { code: 'internal' } })
  recognised({ code: 'internal', by: 'a handler throws', how: 'app' })
  expect(JSON.stringify(result)).not.toContain('secret words')
  const wrong = { 'settings.get': async () => ok({ syncIntervalMinutes: 'often' }) } as unknown as Partial<Handlers>
  expect(code(await dispatch(deps('administrator', wrong), 'settings.get', {}))).toBe('internal')
  expect(reports).toEqual(['settings.get', 'settings.get: output'])
})
