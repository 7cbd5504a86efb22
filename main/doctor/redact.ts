/** Keeps what must not be passed on out of what the doctor says: secrets always, people unless they are wanted. */
import type { Failure } from '../../preload/contract/failures/failure.ts'
import { line } from '../clean-text.ts'
import type { Finding } from './step.ts'

const removed = '<removed>'

/** Ways in which a secret has been seen to stand in a line of text. The steps write none; this is the second lock. */
const secrets: readonly (readonly [RegExp, string])[] = [
  // RFC 9110 §11.4: a scheme, then the credential.
  [/\b(Bearer|Basic|Negotiate|NTLM|Digest)\s+(?=\S*[\d=+/])[\w~+/=.:-]{6,}/gi, `$1 ${removed}`],
  [/\b((?:proxy-)?authorization|(?:set-)?cookie)(\s*[:=]\s*)[^\n]+/gi, `$1$2${removed}`],
  [/\b(JSESSIONID|atlassian\.xsrf\.token|seraph\.rememberme\.cookie)=[^;\s]+/gi, `$1=${removed}`],
  [
    /\b(oauth_(?:token|token_secret|verifier|signature|session_handle|nonce)|access_token|refresh_token|client_secret|code_verifier|password|passphrase|token)(["']?\s*=\s*["']?|["']?\s*:\s*["']|%3D|%253D)[^\s&"',;]+/gi,
    `$1$2${removed}`
  ],
  // RFC 3986 §3.2.1: user information before the host.
  [/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/@"“”<>]+@/gi, '$1']
]

/** Values of a query may hold anything; the names in it do not matter to a reader either. */
const query = /((?:https?:\/\/|\/)[^\s?#"“”<>]*)\?[^\s"“”<>)]*/gi

/** @returns the text without anything that looks like a secret, and without the queries of addresses. */
export const withoutSecrets = (text: string): string =>
  secrets.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text.replace(query, '$1?…'))

/** Replaces whole words only: the user `in` is not to be taken out of `inside`. */
export function withoutPeople(text: string, people: Iterable<string>): string {
  const names = [...people]
    .filter((name) => name.trim() !== '')
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const known =
    names.length === 0
      ? text
      : text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?![\\p{L}\\p{N}])`, 'giu'), '<user>')
  // RFC 5322 in spirit: whoever else an e-mail address belongs to.
  return known.replace(/[\w.+%-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/gi, '<user>')
}

/** The same failure with `change` applied to every text in it. */
export const mapFailure = (failure: Failure, change: (text: string) => string): Failure => ({
  ...failure,
  title: change(failure.title),
  cause: change(failure.cause),
  remedy: change(failure.remedy),
  ...(failure.evidence === undefined ? {} : { evidence: change(failure.evidence) }),
  params: Object.fromEntries(Object.entries(failure.params).map(([name, value]) => [name, change(value)]))
})

/** Characters of a line, of a failure's sentence, and lines of a step: a reply to the window has to stay small. */
const limits = { line: 300, sentence: 600, lines: 40 } as const

/** What a server said, as one line without marks that hide or turn what follows. */
const shown =
  (limit: number) =>
  (text: string): string =>
    // First roughly to size: a server may say as much as it likes, and patterns take their time.
    line(withoutSecrets(text.slice(0, limit * 8)), limit)

/** A finding as it may be shown, logged and passed on. */
export const cleanFinding = (finding: Finding): Finding => ({
  ...finding,
  summary: shown(limits.line)(finding.summary),
  evidence: finding.evidence.slice(0, limits.lines).map(shown(limits.line)),
  failure: finding.failure && mapFailure(finding.failure, shown(limits.sentence)),
  stops: finding.stops === null ? null : shown(limits.line)(finding.stops)
})
