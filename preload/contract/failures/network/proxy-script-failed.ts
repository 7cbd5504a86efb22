import type { FailureWords } from '../words.ts'

export const proxyScriptFailed: FailureWords = {
  title: 'The proxy script could not be used',
  cause: 'The automatic configuration (PAC) {script} could not be fetched or run.',
  remedy: 'Check its address in “Network settings” or in the system’s settings; or choose another way there.',
  retry: 'after-remedy',
  evidence: 'net::ERR_PAC_SCRIPT_FAILED, net::ERR_PAC_NOT_IN_DHCP',
  source: 'Chromium: proxy resolution'
}
