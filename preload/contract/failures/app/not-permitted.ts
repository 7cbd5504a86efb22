import type { FailureWords } from '../words.ts'

export const notPermitted: FailureWords = {
  title: 'Your role does not allow this',
  cause: '{action} needs the role {roles}.',
  remedy: 'Ask an Administrator to do it or to change your role.',
  retry: 'after-remedy',
  evidence: 'the permission table',
  source: 'the permission table'
}
