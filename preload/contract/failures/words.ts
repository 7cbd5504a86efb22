/** What the catalogue says about one failure code. */

/** Whether doing the same again can help: at once, later, only after the remedy, or never. */
export type Retry = 'now' | 'later' | 'after-remedy' | 'never'

/** What one catalogue entry says. `{name}` in the texts is replaced by the failure's parameter. */
export interface FailureWords {
  readonly title: string
  readonly cause: string
  readonly remedy: string
  readonly retry: Retry
  /** What AtTrack goes by: the header, status, error name or words that tell this failure from its neighbours. */
  readonly evidence: string
  /** Where the behaviour is documented or was seen; for `docs/failures.md`. */
  readonly source: string
}

/**
 * A text of the catalogue as it stands where no particular failure is meant: `The certificate of ‹host› is out of date`.
 * `{baseUrl}` becomes `‹base url›`.
 */
export const inGeneral = (text: string): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => `‹${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}›`)
