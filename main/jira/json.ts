/** Reading JSON without trusting it: any value may stand anywhere, and none comes from a prototype. */

export type JsonObject = Record<string, unknown>

/** Null for everything else, lists included. */
export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null

/** Empty for everything else. */
export const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Empty for everything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Only what the reply itself says: `constructor` or `__proto__` are never taken from the prototype. */
export const own = (from: JsonObject, name: string): unknown => (Object.hasOwn(from, name) ? from[name] : undefined)
