import type { FailureWords } from '../words.ts'

export const loginThrottled: FailureWords = {
  title: 'Too many wrong passwords',
  cause: 'To keep others from guessing, this login has to wait {wait}.',
  remedy: 'Wait {wait}, then type the password once more. An Administrator can give you a new one.',
  retry: 'later',
  evidence:
    'Five wrong passwords in a row for this login; each further one doubles the time, up to 15 minutes, over restarts, too.',
  source: 'NIST SP 800-63B: limit failed attempts'
}
