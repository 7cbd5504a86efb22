/** Faults of bearer tokens and of the OAuth 2.0 provider. */
import type { Fault } from './fault.ts'

export const oauth2Faults: readonly Fault[] = [
  {
    name: 'pats-disabled',
    describe: 'personal access tokens are switched off: 404 at rest/pat, tokens ignored without a word',
    scope: 'all'
  },
  {
    name: 'bad-pat',
    describe: 'every bearer token is taken for a bad one: 200 as anonymous, X-AUSERNAME: anonymous',
    scope: 'bearer',
    ignoresBearer: true
  },
  {
    name: 'token-reply-lost',
    describe: 'a renewal takes effect – both old tokens are dead – but the connection is reset before the reply',
    scope: 'refresh',
    options: { times: 1 },
    change: (reply) => (reply.status === 200 ? { ...reply, delivery: 'reset' } : reply)
  },
  {
    name: 'token-reply-late',
    describe: 'a renewal takes effect, its reply comes late (option ms): time to kill the client in between',
    scope: 'refresh',
    options: { ms: 5000 },
    change: (reply, _exchange, _world, options) => ({ ...reply, delayMs: Number(options['ms']) })
  }
]
