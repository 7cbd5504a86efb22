/** Every channel of the contract in every state of the window: what the table written by hand says, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dispatch, type DispatchDeps, type Handlers } from '../../main/ipc/handler.ts'
import { channels, type ChannelName } from '../../preload/contract/index.ts'
import { fail } from '../../preload/contract/failures/failure.ts'
import { recognised } from '../support/recognised.ts'
import { inputs } from './permissions/inputs.ts'
import { columns, refusalOf, whoMay, type Column } from './permissions/who-may.ts'
import { become, contents, makeWorld, type World } from './permissions/world.ts'
import { codeOf } from './support/test-app.ts'

const names = Object.keys(channels) as ChannelName[]
const tested = new Set<string>()
/** Requests that left the app. */
let sent = 0

const inputOf = (world: World, name: ChannelName): unknown => inputs[name](world as never)

/** The real gate before handlers that do nothing but count. */
function counting(world: World): { call(name: ChannelName): Promise<string>; calls: Map<string, number> } {
  const calls = new Map<string, number>()
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      async () => {
        calls.set(name, (calls.get(name) ?? 0) + 1)
        return fail('cancelled')
      }
    ])
  ) as unknown as Handlers
  const deps: DispatchDeps = { handlers, gate: world.app.services.gate, checkOutput: true, report() {} }
  return { calls, call: async (name) => codeOf(await dispatch(deps, name, inputOf(world, name))) }
}

describe.each(columns)('%s', (column: Column) => {
  let world: World
  beforeAll(async () => {
    const made = await makeWorld({ alone: column === 'alone', sees: () => void (sent += 1) })
    world = await become(made, column)
  })
  afterAll(() => world.app.close())

  test.each(names)('%s', async (name) => {
    const { call, calls } = counting(world)
    const code = await call(name)
    const may = whoMay[name].includes(column)
    expect(code).toBe(may ? 'cancelled' : refusalOf(column, name))
    expect([...calls]).toEqual(may ? [[name, 1]] : [])
    tested.add(`${column} ${name}`)
  })

  test('what is refused changes nothing and asks nobody, with the app’s own handlers behind the gate', async () => {
    const before = contents(world, column)
    const refused = names.filter((name) => !whoMay[name].includes(column))
    for (const name of refused)
      expect([name, codeOf(await world.app.invoke(name, inputOf(world, name) as never))]).toEqual([
        name,
        refusalOf(column, name)
      ])
    expect(contents(world, column)).toEqual(before)
    expect(sent).toBe(0)
    for (const code of new Set(refused.map((name) => refusalOf(column, name))))
      if (!['store-stopped', 'database-corrupt', 'not-permitted'].includes(code))
        recognised({ code: code as 'locked', by: `every channel, ${column}`, how: 'app' })
  })
})

test('no cell is left untested', () => {
  expect(tested.size).toBe(columns.length * names.length)
  expect(Object.keys(whoMay).sort()).toEqual([...names].sort())
  // An Administrator may do everything: what nobody may do would be no channel.
  expect(names.filter((name) => !whoMay[name].includes('administrator'))).toEqual([])
})
