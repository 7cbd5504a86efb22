/**
 * How anything that goes wrong is told: a value, never an exception across a boundary.
 * The words live in the catalogue beside this file, one entry per code.
 */
import { z } from 'zod'
import { catalogue, type FailureCode } from './catalogue.ts'
import type { Retry } from './words.ts'

export type FailureParams = Readonly<Record<string, string>>

/** A thing that went wrong, ready to show. Never holds a secret. */
export interface Failure {
  readonly code: FailureCode
  readonly title: string
  readonly cause: string
  readonly remedy: string
  readonly retry: Retry
  /** The input field at fault, when one is. */
  readonly field?: string | undefined
  /** What was seen on the wire, short and redacted: status, header names, the first words of a page. */
  readonly evidence?: string | undefined
  /** The parameters the words were filled with, for translation. */
  readonly params: FailureParams
}

export type Result<T, E = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: E }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
export const err = <E = Failure>(failure: E): Result<never, E> => ({ ok: false, failure })

const fill = (text: string, params: FailureParams): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '?')

/** Makes a failure of `code`; `params` fill the catalogue's words. */
export function failure(
  code: FailureCode,
  params: FailureParams = {},
  more: { field?: string; evidence?: string } = {}
): Failure {
  const words = catalogue[code]
  return {
    code,
    title: fill(words.title, params),
    cause: fill(words.cause, params),
    remedy: fill(words.remedy, params),
    retry: words.retry,
    params,
    ...more
  }
}

/** Shorthand for `err(failure(…))`. */
export const fail = (...args: Parameters<typeof failure>): Result<never> => err(failure(...args))

export const failureSchema: z.ZodType<Failure> = z.object({
  code: z.enum(Object.keys(catalogue) as [FailureCode, ...FailureCode[]]),
  title: z.string(),
  cause: z.string(),
  remedy: z.string(),
  retry: z.enum(['now', 'later', 'after-remedy', 'never']),
  field: z.string().optional(),
  evidence: z.string().optional(),
  params: z.record(z.string(), z.string())
})
