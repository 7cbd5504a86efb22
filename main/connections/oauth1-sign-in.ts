/**
 * Signing in with OAuth 1.0: keeps the flows under way. A flow asks for a request token, sends the person to Jira's
 * page (our isolated window, their browser, or with a code to paste), waits for the confirmation, and exchanges it.
 */
import { randomUUID } from 'node:crypto'
import type { SignInVia, StartedSignIn } from '../../preload/contract/connections.ts'
import { err, fail, failure, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { KeyRing } from '../applink/key-ring.ts'
import { accessToken, authorizeUrl, requestToken, type AccessToken } from '../jira/auth/oauth1-flow.ts'
import type { Transport } from '../net/transport.ts'
import { listenForCallback } from './loopback-listener.ts'
import { showPage, signInLifetimeMs, type ShownPage, type SignInPages } from './sign-in-page.ts'

export interface OAuth1SignInRequest {
  readonly siteUrl: string
  readonly baseUrl: string
  readonly consumerKey: string
  readonly via: SignInVia
}

export interface OAuth1Grant {
  readonly request: OAuth1SignInRequest
  readonly grant: AccessToken
}

interface Flow {
  readonly outcome: Promise<Result<OAuth1Grant>>
  readonly page: ShownPage<string>
  /** Aborted when the person does not want it any more, also after the confirmation has come. */
  readonly cancelled: AbortController
}

export interface OAuth1SignIns {
  start(request: OAuth1SignInRequest): Promise<Result<StartedSignIn>>
  has(flowId: string): boolean
  outcome(flowId: string): Promise<Result<OAuth1Grant>>
  submitVerifier(flowId: string, verifier: string): Result<Record<string, never>>
  cancel(flowId: string): void
  /** Whoever began them leaves. */
  cancelAll(): void
}

export function createOAuth1SignIns(deps: {
  transport: Transport
  keys: Pick<KeyRing, 'forLink'>
  pages: SignInPages
  lifetimeMs?: number
}): OAuth1SignIns {
  const flows = new Map<string, Flow>()
  const lifetimeMs = deps.lifetimeMs ?? signInLifetimeMs

  const cancel = (flowId: string): void => {
    const flow = flows.get(flowId)
    flow?.cancelled.abort()
    flow?.page.settle(err(failure('cancelled')))
  }
  return {
    async start(request) {
      const signing = await deps.keys.forLink(request.siteUrl, request.consumerKey)
      if (!signing.ok) return signing
      const keys = signing.value
      const listening =
        request.via === 'code'
          ? ok(null)
          : await listenForCallback({
              port: 'any',
              accept: (query) => (query.get('oauth_verifier') === 'denied' ? 'denied' : 'allowed')
            })
      if (!listening.ok) return listening
      const listener = listening.value
      const asked = await requestToken(deps.transport, { ...request, keys, callback: listener?.url ?? 'oob' })
      if (!asked.ok) {
        await listener?.close()
        return asked
      }
      const token = asked.value
      const url = authorizeUrl(request.siteUrl, token)
      const read = (query: URLSearchParams): Result<string> => {
        const verifier = query.get('oauth_verifier')
        return query.get('oauth_token') === token && verifier ? ok(verifier) : fail('oauth-callback-tampered')
      }
      const page = showPage({ pages: deps.pages, via: request.via, url, listener, lifetimeMs, read })
      const cancelled = new AbortController()
      const { signal } = cancelled
      const finish = async (): Promise<Result<OAuth1Grant>> => {
        const confirmed = await page.decision
        if (!confirmed.ok) return confirmed
        const verifier = confirmed.value
        if (verifier === 'denied') return fail('oauth-denied')
        const exchanged = await accessToken(deps.transport, { ...request, keys, token, verifier, signal })
        return exchanged.ok ? ok({ request, grant: exchanged.value }) : exchanged
      }
      const flowId = randomUUID()
      flows.set(flowId, { outcome: finish(), page, cancelled })
      return ok({ flowId, authorizeUrl: url, via: request.via, expiresAt: Date.now() + lifetimeMs })
    },
    has: (flowId) => flows.has(flowId),
    async outcome(flowId) {
      const flow = flows.get(flowId)
      if (!flow) return fail('not-found', { what: 'This sign-in' })
      const result = await flow.outcome
      flows.delete(flowId)
      return result
    },
    submitVerifier(flowId, verifier) {
      const flow = flows.get(flowId)
      if (!flow) return fail('not-found', { what: 'This sign-in' })
      flow.page.settle(ok(verifier))
      return ok({})
    },
    cancel,
    cancelAll: () => [...flows.keys()].forEach(cancel)
  }
}
