import { expect, test } from 'vitest'
import { createFlowOwners } from '../../../main/connections/flow-owners.ts'
import { actAs, type ActingMember } from '../../../main/members/acting.ts'
import { fail, ok } from '../../../preload/contract/failures/failure.ts'

const kim: ActingMember = { id: 'kim', name: 'Kim', role: 'administrator', projectIds: [] }
const ida: ActingMember = { id: 'ida', name: 'Ida', role: 'project-manager', projectIds: ['p1'] }
const flow = (flowId: string) => ok({ flowId, authorizeUrl: 'https://x.test', via: 'code' as const, expiresAt: 1 })
const never = (): void => {
  throw new Error('nothing is to be ended')
}

test('a flow is whose it was begun for, and nobody else’s', async () => {
  const flows = createFlowOwners()
  await actAs(kim, () => flows.begin(async () => flow('f1'), never))
  await actAs(null, () => flows.begin(async () => flow('f2'), never))
  expect(actAs(kim, () => flows.own('f1')).ok).toBe(true)
  expect(actAs(ida, () => flows.own('f1'))).toMatchObject({ failure: { code: 'not-found' } })
  expect(actAs(null, () => flows.own('f1')).ok).toBe(false)
  expect(actAs(null, () => flows.own('f2')).ok).toBe(true)
  expect(actAs(kim, () => flows.own('f2')).ok).toBe(false)
  // One that never was is nobody's.
  expect(actAs(null, () => flows.own('f3')).ok).toBe(false)
})

test('what could not be begun is told, and is nobody’s', async () => {
  const flows = createFlowOwners()
  expect(
    await actAs(kim, () => flows.begin(async () => fail('callback-port-in-use', { port: '1' }), never))
  ).toMatchObject({
    failure: { code: 'callback-port-in-use' }
  })
  expect(actAs(kim, () => flows.own('f1')).ok).toBe(false)
})

test('whoever leaves while it is only beginning: it is ended, and nobody’s', async () => {
  const flows = createFlowOwners()
  const ended: string[] = []
  let begun: (value: ReturnType<typeof flow>) => void = () => {}
  const starting = actAs(kim, () =>
    flows.begin(
      () => new Promise((resolve) => (begun = resolve)),
      (flowId) => void ended.push(flowId)
    )
  )
  flows.leave()
  begun(flow('f1'))
  expect(await starting).toMatchObject({ failure: { code: 'cancelled' } })
  expect(ended).toEqual(['f1'])
  expect(actAs(kim, () => flows.own('f1')).ok).toBe(false)
  // The next one is begun as ever.
  await actAs(kim, () => flows.begin(async () => flow('f2'), never))
  expect(actAs(kim, () => flows.own('f2')).ok).toBe(true)
})

test('the latest hundred are remembered', async () => {
  const flows = createFlowOwners()
  for (let n = 0; n < 150; n += 1) await actAs(kim, () => flows.begin(async () => flow(`f${n}`), never))
  expect(actAs(kim, () => flows.own('f10')).ok).toBe(false)
  expect(actAs(kim, () => flows.own('f149')).ok).toBe(true)
})
