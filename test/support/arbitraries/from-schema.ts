/** Inputs made from a channel's own schema: what it accepts, and the same with something wrong. */
import fc from 'fast-check'
import { z } from 'zod'
import { hostileText, oddTexts } from './hostile-text.ts'
import { hostileValue } from './hostile-value.ts'

/** What the contract's texts ask for: each of its patterns has its like here. */
const usefulTexts: readonly string[] = [
  'a',
  'connection-1',
  '10000',
  '2027-01-31',
  'Oauth_attrack_prod',
  'twelve characters',
  Array(32).fill('AB').join(':'),
  'http://proxy.example.com:3128',
  'socks5://127.0.0.1:1080',
  'https://jira.example.com/jira',
  'https://intranet.example.com/proxy.pac',
  'localhost, *.example.com'
]

const undefinedOr = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: some }, { weight: 1, arbitrary: fc.constant(undefined) })

/**
 * What the schema accepts. Throws at once for a kind of schema that is not known here.
 * @param more texts to be used where they fit: ids of what is there.
 */
export function accepted(schema: z.core.$ZodType, more: readonly string[] = []): fc.Arbitrary<unknown> {
  const values = (part: z.core.$ZodType): fc.Arbitrary<unknown> => accepted(part, more)
  const accepts = (value: unknown): boolean => z.safeParse(schema, value).success
  if (schema instanceof z.ZodObject) {
    const entries = Object.entries(schema.shape as Record<string, z.core.$ZodType>)
    // A part that may be left out is left out, not sent as `undefined`.
    return fc
      .tuple(...entries.map(([, part]) => values(part)))
      .map((all) =>
        Object.fromEntries(entries.map(([name], i) => [name, all[i]]).filter(([, one]) => one !== undefined))
      )
  }
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(values))
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return undefinedOr(values(schema.def.innerType))
  if (schema instanceof z.ZodArray) return fc.array(values(schema.element), { maxLength: 3 }).filter(accepts)
  if (schema instanceof z.ZodEnum) return fc.constantFrom<unknown>(...schema.options)
  if (schema instanceof z.ZodLiteral) return fc.constantFrom<unknown>(...schema.values)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodNumber) {
    const { minValue, maxValue } = schema
    return fc.integer({ min: Math.max(minValue ?? 0, -(2 ** 31)), max: Math.min(maxValue ?? 2 ** 31, 2 ** 31) })
  }
  if (schema instanceof z.ZodString) {
    const known = [...usefulTexts, ...oddTexts].filter(accepts)
    const there = more.filter(accepts)
    const any = fc.oneof(fc.constantFrom(...known), hostileText, fc.constantFrom(...(there.length ? there : known)))
    return any.map((text) => (accepts(text) ? text : (known[0] ?? '')))
  }
  throw new Error(`No values are known for a schema of type ${schema._zod.def.type}`)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Something accepted with one part in place of another, with one more, with one less, or wrapped in a list. */
export const altered = (schema: z.core.$ZodType, more: readonly string[] = []): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      accepted(schema, more),
      hostileText,
      hostileValue,
      fc.nat(),
      fc.constantFrom('other', 'more', 'less', 'list')
    )
    .map(([value, name, odd, which, how]) => {
      const names = isRecord(value) ? Object.keys(value) : []
      const chosen = names[which % Math.max(1, names.length)]
      if (how === 'list') return [value]
      if (!isRecord(value)) return odd
      if (how === 'less' && chosen !== undefined)
        return Object.fromEntries(Object.entries(value).filter(([one]) => one !== chosen))
      const key = how === 'other' ? (chosen ?? name) : name
      // As structured clone and JSON make it: `__proto__` is a key of its own.
      return Object.defineProperty({ ...value }, key, {
        value: odd,
        enumerable: true,
        writable: true,
        configurable: true
      })
    })
