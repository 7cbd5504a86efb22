/**
 * Values in place of others: whatever the window can send (HTML's structured clone algorithm, which is more than JSON),
 * and whatever JSON can hold.
 */
import fc from 'fast-check'
import { hostileText } from './hostile-text.ts'

/** @param levels how deep: each level a list in a list. */
function deep(levels: number): unknown {
  let value: unknown = 'x'
  for (let i = 0; i < levels; i += 1) value = i % 2 ? [value] : { a: value }
  return value
}

/** The same two things twice at each level: tiny in memory, 2 to the power of `levels` when written out. */
function shared(levels: number): unknown {
  let value: unknown = 'x'
  for (let i = 0; i < levels; i += 1) value = [value, value]
  return value
}

function cyclic(): unknown {
  const value: Record<string, unknown> = { id: 'a' }
  value['self'] = value
  return value
}

/** A list of empty places; a clone keeps them that way. */
export function holes(length: number): unknown[] {
  const list: unknown[] = []
  list.length = length
  return list
}

/** As a value: no clone and no JSON has a prototype that was set, but both may have a key of that name. */
const named = (json: string): unknown => JSON.parse(json) as unknown

const scalars: readonly unknown[] = [
  null,
  undefined,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  NaN,
  Infinity,
  -Infinity,
  Number.MAX_SAFE_INTEGER + 2,
  Number.MIN_VALUE,
  1e308,
  2 ** 31,
  2 ** 53
]

const onlyCloned: readonly unknown[] = [
  1n,
  2n ** 80n,
  new Date(0),
  new Date(NaN),
  /x/,
  new Error('x'),
  new Map([['id', 'x']]),
  new Set(['x']),
  new Uint8Array([1, 2]),
  new ArrayBuffer(8),
  Object('x'),
  Object(5),
  holes(5),
  holes(4_294_967_295),
  cyclic(),
  shared(40),
  deep(50_000)
]

const ofJson: readonly unknown[] = [
  [],
  {},
  [[]],
  [null],
  ['x'],
  { length: 1, 0: 'x' },
  { valueOf: 1, toString: 1 },
  { toJSON: 'x' },
  named('{"then":1}'),
  named('{"__proto__":{"polluted":true}}'),
  named('{"constructor":{"prototype":{"polluted":true}}}'),
  named('{"__proto__":null,"hasOwnProperty":1}'),
  deep(300),
  Array(300).fill('x'),
  Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i]))
]

/** Anything JSON can hold, `__proto__` as a key included. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom(...ofJson) },
  { weight: 3, arbitrary: fc.constantFrom(...scalars.filter((one) => one !== undefined)) },
  { weight: 1, arbitrary: fc.dictionary(hostileText, fc.oneof(hostileText, fc.integer()), { maxKeys: 3 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) }
)

/** Anything the window can send. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileJson },
  { weight: 2, arbitrary: fc.constantFrom(...scalars, ...onlyCloned) }
)
