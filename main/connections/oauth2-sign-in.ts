/**
 * Signing in with OAuth 2.0, at a Data Center or at Atlassian: sends the person to the page, waits for the redirect to
 * the fixed port, and exchanges the code at once (Data Center's are good for seconds). One at a time: there is one port.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { StartedSignIn } from '../../preload/contract/connections.ts'
import { err, fail, failure, ok, type Result } from '../../preload/contract/failures/failure.ts'
import { makePkce, type OAuth2Client, type OAuth2Server, type OAuth2Tokens } from '../jira/auth/oauth2-server.ts'
import type { Transport } from '../net/transport.ts'
import { listenForCallback, redirectUrl } from './loopback-listener.ts'
import { showPage, signInLifetimeMs, type ShownPage, type SignInPages } from './sign-in-page.ts'

export interface OAuth2SignInRequest {
  readonly server: OAuth2Server
  readonly client: OAuth2Client
  readonly via: 'window' | 'browser'
  /** Asks the server beforehand whether it would show its page at all; what is wrong is then told without one. */
  readonly preflight?: (authorizeUrl: string, redirectUri: string) => Promise<Result<null>>
}

export interface OAuth2Grant {
  readonly client: OAuth2Client
  readonly redirectUri: string
  readonly tokens: OAuth2Tokens
}

export interface OAuth2SignIns {
  /** Failures: `callback-port-in-use`, and what the preflight says. */
  start(request: OAuth2SignInRequest): Promise<Result<StartedSignIn>>
  has(flowId: string): boolean
  outcome(flowId: string): Promise<Result<OAuth2Grant>>
  cancel(flowId: string): void
  /** Whoever began them leaves. */
  cancelAll(): void
}

export function createOAuth2SignIns(deps: {
  transport: Transport
  pages: SignInPages
  /** As in Settings; asked anew for each sign-in. */
  callbackPort: () => number
  lifetimeMs?: number
}): OAuth2SignIns {
  const flows = new Map<string, { outcome: Promise<Result<OAuth2Grant>>; page: ShownPage<string> }>()
  const cancelled = new Set<string>()
  const lifetimeMs = deps.lifetimeMs ?? signInLifetimeMs

  /** The port is free again when this resolves. */
  const endOthers = async (): Promise<void> => {
    const under = [...flows.values()]
    for (const { page } of under) page.settle(err(failure('cancelled')))
    await Promise.all(under.map(({ page }) => page.decision))
  }

  /** One start after the other: each first frees the port of those before it. */
  let starting: Promise<unknown> = Promise.resolve()
  const begin = async ({ server, client, via, preflight }: OAuth2SignInRequest): Promise<Result<StartedSignIn>> => {
    await endOthers()
    const state = randomBytes(24).toString('base64url')
    const { verifier: codeVerifier, challenge: codeChallenge } = makePkce()
    const port = deps.callbackPort()
    const redirectUri = redirectUrl(port)
    const url = server.authorizeUrl({ clientId: client.clientId, redirectUri, state, codeChallenge })
    const wouldShow = preflight ? await preflight(url, redirectUri) : ok(null)
    if (!wouldShow.ok) return wouldShow
    // RFC 6749 §10.12: a redirect that does not carry our state is somebody else's, and changes nothing.
    const listening = await listenForCallback({
      port,
      accept: (query) => (query.get('state') !== state ? null : query.get('code') ? 'allowed' : 'denied')
    })
    if (!listening.ok) return listening
    const read = (query: URLSearchParams): Result<string> => {
      const code = query.get('code')
      if (code) return ok(code)
      const problem = (query.get('error') ?? 'no code').slice(0, 100)
      const detail = (query.get('error_description') ?? '').slice(0, 200)
      if (problem === 'access_denied') return fail('oauth2-denied', { host: server.host })
      return fail('oauth2-refused', { host: server.host, problem, detail: detail && ` (${detail})` })
    }
    const flowId = randomUUID()
    const page = showPage({ pages: deps.pages, via, url, listener: listening.value, lifetimeMs, read })
    const finish = async (): Promise<Result<OAuth2Grant>> => {
      const code = await page.decision
      if (!code.ok) return code
      const tokens = await server.exchange(deps.transport, { client, code: code.value, redirectUri, codeVerifier })
      // Cancelled while the code was being exchanged: nothing comes of it.
      if (cancelled.has(flowId)) return fail('cancelled')
      return tokens.ok ? ok({ client, redirectUri, tokens: tokens.value }) : tokens
    }
    flows.set(flowId, { outcome: finish(), page })
    return ok({ flowId, authorizeUrl: url, via, expiresAt: Date.now() + lifetimeMs })
  }

  const cancel = (flowId: string): void => {
    if (flows.has(flowId)) cancelled.add(flowId)
    flows.get(flowId)?.page.settle(err(failure('cancelled')))
  }
  return {
    start(request) {
      const mine = starting.then(() => begin(request))
      starting = mine.catch(() => {})
      return mine
    },
    has: (flowId) => flows.has(flowId),
    async outcome(flowId) {
      const flow = flows.get(flowId)
      if (!flow) return fail('not-found', { what: 'This sign-in' })
      const result = await flow.outcome
      flows.delete(flowId)
      cancelled.delete(flowId)
      return result
    },
    cancel,
    cancelAll: () => [...flows.keys()].forEach(cancel)
  }
}
