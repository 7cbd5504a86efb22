import type { FailureWords } from '../words.ts'

export const notYourProject: FailureWords = {
  title: 'This belongs to others',
  cause: '{action} is for {whom} here.',
  remedy: 'Ask one of them to do it, or ask an Administrator to make you Project Manager there.',
  retry: 'after-remedy',
  evidence:
    'The projects the call is about, compared with those the Project Manager manages; for a connection also who signed in there.',
  source: 'AtTrack’s permission table (main/members/permissions.ts)'
}
