import type { FailureWords } from '../words.ts'

export const notPermitted: FailureWords = {
  title: 'Your role does not allow this',
  cause: '{action} needs the role {roles}.',
  remedy: 'Ask an Administrator to do it or to change your role.',
  retry: 'after-remedy',
  evidence: 'The role of the present user, compared with the roles of the channel before its input is looked at.',
  source: 'AtTrack’s permission table (main/members/permissions.ts)'
}
