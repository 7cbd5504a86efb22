/** Which failures speak of the application link. */
import type { Failure, FailureCode } from '../../../preload/contract/index.ts'

const codes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'oauth-consumer-unknown',
  'oauth-key-differs',
  'oauth-link-is-oauth2',
  'oauth-address-rewritten',
  'oauth-signature-invalid',
  'oauth-refused'
])

/** A Jira administrator heals it, at the link or at the proxy before Jira: it can be waited for. */
export const isAboutTheLink = (failure: Failure | null): boolean => failure !== null && codes.has(failure.code)
