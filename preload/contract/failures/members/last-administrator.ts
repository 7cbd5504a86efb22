import type { FailureWords } from '../words.ts'

export const lastAdministrator: FailureWords = {
  title: 'The workspace needs an Administrator',
  cause: '{name} is the only one.',
  remedy: 'Make another member Administrator first.',
  retry: 'after-remedy',
  evidence: 'Without this member no Administrator would be left; decided together with the change, in one transaction.',
  source: 'AtTrack’s own rules (main/members)'
}
