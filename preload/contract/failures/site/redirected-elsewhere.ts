import type { FailureWords } from '../words.ts'

export const redirectedElsewhere: FailureWords = {
  title: '{host} sends us to {target}',
  cause: 'The address redirects to another server. AtTrack does not follow there with your sign-in.',
  remedy: 'If {target} is your Jira, enter that address. If it is a sign-in page, ask for /rest to be let through.',
  retry: 'after-remedy',
  evidence: 'A 3xx whose Location has another host; it is not followed.',
  source: 'RFC 9110 §15.4; RFC 6750 §5.3 (never send a token elsewhere)'
}
