import type { FailureWords } from '../words.ts'

export const loginRefused: FailureWords = {
  title: 'That login and password do not belong together',
  cause: 'No member of this workspace has this login with this password.',
  remedy: 'Type both once more; upper and lower case count in the password. An Administrator can give you a new one.',
  retry: 'after-remedy',
  evidence:
    'No member has the login, or the password’s digest is another; both take the same time and are told the same way.',
  source: 'OWASP Authentication Cheat Sheet: one message for both'
}
