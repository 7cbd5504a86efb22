import type { FailureWords } from '../words.ts'

export const proxyScriptFailed: FailureWords = {
  title: 'The proxy script could not be used',
  cause: 'The automatic configuration (PAC) {script} could not be fetched or run.',
  remedy: 'Check its address in “Network settings” or in the system’s settings; or choose another way there.',
  retry: 'after-remedy',
  evidence:
    'net::ERR_PAC_SCRIPT_FAILED, ERR_MANDATORY_PROXY_CONFIGURATION_FAILED; the script’s address does not answer.',
  source: 'Chromium: proxy resolution (net/docs/proxy.md)'
}
