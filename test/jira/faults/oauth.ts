/** Faults of OAuth 1.0a. */
import { generateKeyPairSync } from 'node:crypto'
import { OAuthProblem } from '../oauth/problems.ts'
import type { Fault } from './fault.ts'

const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey

export const oauthFaults: readonly Fault[] = [
  {
    name: 'consumer-unknown',
    describe: 'no application link with this consumer key: consumer_key_unknown',
    scope: 'oauth',
    oauth: () => new OAuthProblem('consumer_key_unknown')
  },
  {
    name: 'wrong-key',
    describe: 'the link holds another public key: signature_invalid with the base string',
    scope: 'oauth',
    publicKey: () => otherKey
  },
  {
    name: 'rewriting-proxy',
    describe: 'Jira sees itself under another address: signature_invalid (see also serverInfo.baseUrl)',
    scope: 'oauth',
    options: { origin: 'http://jira-internal:8080' }
  },
  {
    name: 'base-url-mismatch',
    describe: 'a rewriting proxy and a base URL to match: serverInfo and signatures have another address than people',
    scope: 'oauth',
    options: { origin: 'http://jira-internal:8080' }
  },
  {
    name: 'timestamp-refused',
    describe: 'the time stamp is refused with oauth_acceptable_timestamps, whatever it is',
    scope: 'oauth',
    oauth: (_step, world) => {
      const now = Math.floor(world.clock.now() / 1000)
      return new OAuthProblem('timestamp_refused', { oauth_acceptable_timestamps: `${now - 300}-${now + 300}` })
    }
  },
  {
    name: 'nonce-refused-once',
    describe: 'the first request is told nonce_used, the next ones pass',
    scope: 'oauth',
    options: { times: 1 },
    oauth: () => new OAuthProblem('nonce_used')
  },
  {
    name: 'nonce-replay',
    describe: 'every request is taken for a repeated one: nonce_used, also for a new nonce',
    scope: 'oauth',
    oauth: () => new OAuthProblem('nonce_used')
  },
  {
    name: 'verifier-denied',
    describe: 'Allow counts as Deny: the callback brings oauth_verifier=denied, the exchange permission_denied',
    scope: 'oauth'
  },
  {
    // jira-facts: an administrator chose "External application"; what OAuth 1.0 hears then is that nobody knows the key.
    name: 'oauth2-link',
    describe: 'the link was made as an External application: consumer_key_unknown; OAuth 2.0 knows the client id',
    scope: 'oauth',
    options: { clientId: '3f1c9a0b7d5e4826a1c0ffee00d15ea5', redirectUri: 'http://localhost:17653/callback' },
    oauth: () => new OAuthProblem('consumer_key_unknown'),
    switched: (on, world, options) => {
      world.oauth2.removeClient(String(options['clientId']))
      if (!on) return
      const redirectUris = [String(options['redirectUri'])]
      world.oauth2.addClient({ name: 'AtTrack', redirectUris, clientId: String(options['clientId']) })
    }
  },
  {
    name: 'token-revoked',
    describe: 'the access token is no longer known: token_rejected on REST (problem=token_revoked for the other word)',
    scope: 'oauth',
    options: { problem: 'token_rejected' },
    oauth: (step, _world, options) => (step === 'access' ? new OAuthProblem(String(options['problem'])) : undefined)
  },
  {
    name: 'token-expired',
    describe: 'the access token is past its time: token_expired on REST',
    scope: 'oauth',
    oauth: (step) => (step === 'access' ? new OAuthProblem('token_expired') : undefined)
  },
  {
    name: 'oauth-problem',
    describe: 'any OAuth problem by its name, on every OAuth request (also ones of no known status: 403)',
    scope: 'oauth',
    options: { problem: 'additional_authorization_required' },
    oauth: (_step, _world, options) => new OAuthProblem(String(options['problem']))
  }
]
