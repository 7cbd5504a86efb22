import type { FailureWords } from '../words.ts'

export const timedOut: FailureWords = {
  title: '{host} did not answer in time',
  cause: 'No complete reply within {seconds} seconds.',
  remedy: 'Try again. If it keeps happening, ask whether a firewall blocks this workstation, or connect the VPN.',
  retry: 'later',
  evidence:
    'No header, or no further byte, within AtTrack’s limit; net::ERR_TIMED_OUT, ERR_CONNECTION_TIMED_OUT; ETIMEDOUT.',
  source: 'Chromium net_error_list.h; errno(3); AtTrack’s own limits'
}
