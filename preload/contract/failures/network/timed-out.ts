import type { FailureWords } from '../words.ts'

export const timedOut: FailureWords = {
  title: '{host} did not answer in time',
  cause: 'No complete reply within {seconds} seconds.',
  remedy: 'Try again. If it keeps happening, ask whether a firewall blocks this workstation, or connect the VPN.',
  retry: 'later',
  evidence: 'net::ERR_TIMED_OUT, ETIMEDOUT, our own limit',
  source: 'net::ERR_TIMED_OUT, ETIMEDOUT, our own limit'
}
