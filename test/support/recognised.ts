/**
 * Writes down that a test saw a failure recognised. `scripts/failures-doc.mjs` makes `docs/failures.md` of these lines,
 * and fails where a fault of the practice Jira or a code of the catalogue has none.
 */
import { appendFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { FailureCode } from '../../preload/contract/failures/catalogue.ts'

/**
 * Who recognised it: the Connection Doctor, a sign-in (finding the site and testing the link among it), a sync
 * (listing projects and checking a connection among it), or the app elsewhere: its store, keychain, files, input.
 */
export const recognisedHow = ['doctor', 'sign-in', 'sync', 'app'] as const
export type RecognisedHow = (typeof recognisedHow)[number]

export interface Recognised {
  /** `works` for what may look like a fault and is none: a proxy script, a host with an IPv6 address only. */
  readonly code: FailureCode | 'works'
  /**
   * The fault's name in `test/jira/all-faults.ts`, or the situation in a few words where no fault of the practice Jira
   * is needed. Stable: it is printed in the document, so no port, no time and no path.
   */
  readonly by: string
  readonly how: RecognisedHow
}

const folder = path.resolve(import.meta.dirname, '../../test-results/recognised')

/**
 * To be called *after* the code was asserted. One file for each process, appended to in one write, so that test
 * processes do not get into each other's lines.
 */
export function recognised({ code, by, how }: Recognised): void {
  mkdirSync(folder, { recursive: true })
  appendFileSync(path.join(folder, `${process.pid}.jsonl`), `${JSON.stringify({ code, by, how })}\n`)
}
