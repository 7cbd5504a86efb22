/**
 * Signing in with OAuth 1.0: keeps the flows under way. A flow asks for a request token, sends the person to Jira's
 * page (our isolated window, their browser, or with a code to paste), waits for the confirmation, and exchanges it.
 */
import { randomUUID, type KeyObject } from 'node:crypto'
import type { SignInVia } from '../../preload/contract/connections.ts'
import { err, fail, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import type { KeyPair } from '../applink/key-pair.ts'
import { accessToken, authorizeUrl, requestToken, type AccessToken } from '../jira/auth/oauth1-flow.ts'
import type { Transport } from '../net/transport.ts'
import { listenForCallback, type LoopbackListener } from './loopback-listener.ts'

/** Jira's request tokens live 10 minutes (default of its OAuth service provider). */
export const signInLifetimeMs = 10 * 60_000

/** The window or browser in which Jira's page is shown; Electron's part, given from outside. */
export interface SignInPages {
  /** Isolated window: `ended` when the person closes it (null) or its page cannot be loaded (why). */
  openWindow(url: string, ended: (why: Failure | null) => void): { close(): void }
  openBrowser(url: string): void
}

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

export interface StartedSignIn {
  readonly flowId: string
  readonly authorizeUrl: string
  readonly via: SignInVia
  readonly expiresAt: number
}

interface Flow {
  readonly outcome: Promise<Result<OAuth1Grant>>
  verify(verifier: string): void
  fail(failure: Failure): void
}

export interface OAuth1SignIns {
  start(request: OAuth1SignInRequest): Promise<Result<StartedSignIn>>
  outcome(flowId: string): Promise<Result<OAuth1Grant>>
  submitVerifier(flowId: string, verifier: string): Result<Record<string, never>>
  cancel(flowId: string): void
}

export function createOAuth1SignIns(deps: {
  transport: Transport
  keys: { get(): Promise<Result<KeyPair>> }
  pages: SignInPages
  lifetimeMs?: number
}): OAuth1SignIns {
  const flows = new Map<string, Flow>()
  const lifetimeMs = deps.lifetimeMs ?? signInLifetimeMs

  const begin = (
    request: OAuth1SignInRequest,
    privateKey: KeyObject,
    token: string,
    listener: LoopbackListener | null
  ): Flow => {
    const site = { ...request, privateKey }
    let settle: (result: Result<string>) => void = () => {}
    const verifier = new Promise<Result<string>>((resolve) => (settle = resolve))
    const url = authorizeUrl(request.siteUrl, token)
    const timer = setTimeout(
      () => settle(fail('sign-in-timed-out', { minutes: String(Math.round(lifetimeMs / 60_000)) })),
      lifetimeMs
    )
    let window: { close(): void } | null = null
    if (request.via === 'window')
      window = deps.pages.openWindow(url, (why) => settle(why ? err(why) : fail('sign-in-window-closed')))
    else deps.pages.openBrowser(url)
    void listener?.callback.then((callback) => {
      if (callback.token !== token) settle(fail('oauth-callback-tampered'))
      else if (callback.verifier === 'denied') settle(fail('oauth-denied'))
      else if (!callback.verifier) settle(fail('oauth-callback-tampered'))
      else settle(ok(callback.verifier))
    })
    const finish = async (): Promise<Result<OAuth1Grant>> => {
      const confirmed = await verifier
      clearTimeout(timer)
      window?.close()
      listener?.close()
      if (!confirmed.ok) return confirmed
      if (confirmed.value === 'denied') return fail('oauth-denied')
      const exchanged = await accessToken(deps.transport, { ...site, token, verifier: confirmed.value })
      return exchanged.ok ? ok({ request, grant: exchanged.value }) : exchanged
    }
    return { outcome: finish(), verify: (code) => settle(ok(code)), fail: (reason) => settle(err(reason)) }
  }

  return {
    async start(request) {
      const keys = await deps.keys.get()
      if (!keys.ok) return keys
      const listener = request.via === 'code' ? null : await listenForCallback().catch(() => null)
      if (request.via !== 'code' && !listener) return fail('internal', { where: 'the loopback listener' })
      const callback = listener?.url ?? 'oob'
      const asked = await requestToken(deps.transport, { ...request, privateKey: keys.value.privateKey, callback })
      if (!asked.ok) {
        listener?.close()
        return asked
      }
      const flowId = randomUUID()
      flows.set(flowId, begin(request, keys.value.privateKey, asked.value, listener))
      return ok({
        flowId,
        authorizeUrl: authorizeUrl(request.siteUrl, asked.value),
        via: request.via,
        expiresAt: Date.now() + lifetimeMs
      })
    },
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
      flow.verify(verifier)
      return ok({})
    },
    cancel(flowId) {
      flows.get(flowId)?.fail(failure('cancelled'))
    }
  }
}
