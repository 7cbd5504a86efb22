/** The catalogue as the page lists it, and the search in it. */
import { failureAreas, type FailureArea, type FailureCode } from '../../../preload/contract/failures/catalogue.ts'
import { inGeneral, type FailureWords } from '../../../preload/contract/failures/words.ts'

export interface FailureEntry extends FailureWords {
  readonly code: FailureCode
}

export interface FailureGroup {
  readonly area: FailureArea
  readonly entries: readonly FailureEntry[]
}

const groups: readonly FailureGroup[] = (
  Object.entries(failureAreas) as [FailureArea, Partial<Record<FailureCode, FailureWords>>][]
).map(([area, codes]) => ({
  area,
  entries: (Object.entries(codes) as [FailureCode, FailureWords][]).map(([code, words]) => ({
    code,
    ...words,
    title: inGeneral(words.title),
    cause: inGeneral(words.cause),
    remedy: inGeneral(words.remedy)
  }))
}))

const searched = ({ code, title, cause, remedy, evidence }: FailureEntry): string =>
  [code, title, cause, remedy, evidence].join('\n').toLowerCase()

/** @param text words that must all occur, in any order; everything when empty. Areas without a match are left out. */
export function findFailures(text: string): readonly FailureGroup[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return groups
  return groups
    .map(({ area, entries }) => ({
      area,
      entries: entries.filter((one) => wanted.every((word) => searched(one).includes(word)))
    }))
    .filter(({ entries }) => entries.length > 0)
}
