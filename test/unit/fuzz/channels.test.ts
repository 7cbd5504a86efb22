/** Every channel with whatever the window could send: what comes through is what its schema says, and nothing throws. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { dispatch, maxInputBytes, type DispatchDeps, type Handlers } from '../../../main/ipc/handler.ts'
import { reachOf, roleNames } from '../../../main/members/permissions.ts'
import type { Role } from '../../../preload/contract/members.ts'
import { gateFor } from '../../support/gates.ts'
import { channels, type ChannelName } from '../../../preload/contract/index.ts'
import { catalogue } from '../../../preload/contract/failures/catalogue.ts'
import { fail, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { accepted, altered } from '../../support/arbitraries/from-schema.ts'
import { hostileText } from '../../support/arbitraries/hostile-text.ts'
import { hostileValue } from '../../support/arbitraries/hostile-value.ts'
import { Sent } from './sent.ts'

const names = Object.keys(channels) as ChannelName[]
/** So many that all channels together get 100,000. */
const runs = Math.ceil(100_000 / names.length)
let cases = 0

const roles = Object.keys(roleNames) as Role[]
/** What the handler makes of it. */
const outcomes = ['nothing', 'refused', 'odd value', 'throws', 'rejects'] as const

/** The closed union of what any call answers, with nothing beside it. */
const words = { title: z.string().min(1), cause: z.string(), remedy: z.string() }
const closed = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({
    ok: z.literal(false),
    failure: z.strictObject({
      code: z.enum(Object.keys(catalogue)),
      ...words,
      retry: z.enum(['now', 'later', 'after-remedy', 'never']),
      field: z.string().optional(),
      evidence: z.string().optional(),
      params: z.record(z.string(), z.string())
    })
  })
])

/** Whether `value` holds no key that its schema does not declare, however deep. */
function isDeclared(schema: z.core.$ZodType, value: unknown): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return value === undefined || isDeclared(schema.def.innerType, value)
  if (schema instanceof z.ZodUnion) return schema.options.some((one) => isDeclared(one, value))
  if (schema instanceof z.ZodArray) return Array.isArray(value) && value.every((one) => isDeclared(schema.element, one))
  if (!(schema instanceof z.ZodObject)) return typeof value !== 'object'
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false
  const shape = schema.shape as Record<string, z.core.$ZodType>
  return Reflect.ownKeys(value).every((key) => {
    const part = typeof key === 'string' && Object.hasOwn(shape, key) ? shape[key] : undefined
    return part !== undefined && isDeclared(part, (value as Record<string | symbol, unknown>)[key])
  })
}

function handler(outcome: (typeof outcomes)[number], odd: unknown): Promise<Result<unknown>> {
  if (outcome === 'throws') throw new Error('a defect')
  if (outcome === 'rejects') return Promise.reject(new Error('a defect'))
  return Promise.resolve(outcome === 'refused' ? fail('cancelled') : ok(outcome === 'odd value' ? odd : {}))
}

/** Of a Project Manager of `p1`, where nothing else is there: whether they may. Null where an address has to be read first. */
function isOwn(name: ChannelName, given: Readonly<Record<string, unknown>>): boolean | null {
  const named = channels[name].scopes.map(({ of, field }) => ({ of, value: given[field] }))
  if (named.some(({ of, value }) => of === 'project' && value !== 'p1')) return false
  return named.some(({ of }) => of === 'site') ? null : true
}

test.each(names)('%s', async (name) => {
  const { input, output, permission } = channels[name]
  const good = accepted(input, ['p1']).map((raw) => ({ raw, good: true }))
  const bad = fc.oneof(altered(input), altered(input), hostileValue).map((raw) => ({ raw, good: false }))
  let reached = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(good, bad, bad).map((one) => ({ ...one, sent: new Sent(one.raw), raw: undefined })),
      fc.oneof({ weight: 3, arbitrary: fc.constant<Role>('administrator') }, fc.constantFrom(...roles)),
      fc.constantFrom(...outcomes),
      hostileValue.map((odd) => new Sent(odd)),
      async ({ sent, good: isGood }, role, outcome, odd) => {
        cases += 1
        const received: unknown[] = []
        const deps: DispatchDeps = {
          handlers: {
            [name]: (given: unknown) => {
              received.push(given)
              return handler(outcome, odd.raw)
            }
          } as unknown as Handlers,
          gate: gateFor(role),
          checkOutput: true,
          report() {}
        }
        const result = await dispatch(deps, name, sent.raw)
        const checked = closed.safeParse(result)
        if (!checked.success) throw new Error(`no result of the contract: ${JSON.stringify(result)}`)
        if (result.ok) expect(output.safeParse(result.value).success).toBe(true)
        else expect(JSON.stringify(result).length).toBeLessThan(maxInputBytes)
        expect(received.length).toBeLessThanOrEqual(1)
        if (received.length === 0) {
          refused += 1
          expect(result.ok).toBe(false)
          const small = isGood && JSON.stringify(sent.raw).length <= maxInputBytes / 3
          // What is allowed, fits and is not too large must come through.
          if (small && reachOf(role, permission) === 'own')
            expect(isOwn(name, input.parse(sent.raw) as Record<string, unknown>)).not.toBe(true)
          else if (small) expect(reachOf(role, permission)).toBe('none')
          return
        }
        reached += 1
        expect(reachOf(role, permission)).not.toBe('none')
        const [given] = received
        if (reachOf(role, permission) === 'own') expect(isOwn(name, given as Record<string, unknown>)).not.toBe(false)
        expect(isDeclared(input, given)).toBe(true)
        // Defaults are filled in and blanks cut off: doing so again changes nothing.
        expect(input.safeParse(given)).toEqual({ success: true, data: given })
        expect(z.safeParse(input, sent.raw).success).toBe(true)
      }
    ),
    { numRuns: runs }
  )
  expect(reached).toBeGreaterThan(runs / 8)
  expect(refused).toBeGreaterThan(runs / 8)
})

test('names that are no channel', async () => {
  let called = 0
  const call = (): Promise<Result<unknown>> => {
    called += 1
    return Promise.resolve(ok({}))
  }
  const deps: DispatchDeps = {
    handlers: new Proxy({}, { get: () => call }) as Handlers,
    gate: gateFor('administrator'),
    checkOutput: true,
    report() {}
  }
  const near = fc.tuple(fc.constantFrom(...names), hostileText, fc.boolean())
  const any = fc.oneof(
    hostileText,
    near.map(([name, odd, before]) => (before ? odd + name : name + odd))
  )
  await fc.assert(
    fc.asyncProperty(
      any.filter((name) => !Object.hasOwn(channels, name)),
      async (name) => {
        expect(await dispatch(deps, name, {})).toMatchObject({ ok: false, failure: { code: 'invalid-input' } })
      }
    ),
    { numRuns: 1_000 }
  )
  expect(called).toBe(0)
})

test('nothing has changed what all objects share', () => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
})

test('together at least 100,000 calls', () => {
  expect(cases).toBeGreaterThanOrEqual(100_000)
})
