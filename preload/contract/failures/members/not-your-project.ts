import type { FailureWords } from '../words.ts'

export const notYourProject: FailureWords = {
  title: 'This belongs to a project of others',
  cause: '{action} is for Administrators and the Project Managers of {projects}.',
  remedy: 'Ask one of them, or ask an Administrator to make you Project Manager there.',
  retry: 'after-remedy',
  evidence: 'The projects the call is about, compared with those the Project Manager manages.',
  source: 'AtTrack’s permission table (main/members/permissions.ts)'
}
