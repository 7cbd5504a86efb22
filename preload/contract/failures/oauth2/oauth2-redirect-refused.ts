import type { FailureWords } from '../words.ts'

export const oauth2RedirectRefused: FailureWords = {
  title: 'The redirect URL is not the one that was registered',
  cause: '{host} does not accept {redirect} for this client.',
  remedy: 'Enter exactly {redirect} where the client was made. Its port can be changed in Settings.',
  retry: 'after-remedy',
  evidence: 'The authorisation page or error_description speaks of the redirect URI.',
  source: 'RFC 6749 §3.1.2.4'
}
