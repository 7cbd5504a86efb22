/**
 * The window in which Jira's own sign-in page is shown: a session of its own that lives in memory only, sandboxed,
 * without a preload script; its title is the address it is at. Only http and https, no new windows, no downloads.
 */
import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, type Session } from 'electron'
import { err, failure, ok, type Failure, type Result } from '../../preload/contract/failures/failure.ts'
import { proxyConfig, waysConfig } from '../net/chromium-sessions.ts'
import { proxyAnswers } from '../net/chromium-transport.ts'
import { networkFailure } from '../net/network-failure.ts'
import type { NetworkAccess } from '../net/network-stack.ts'
import { createPageOrigins } from '../net/page-origins.ts'
import { allRoutes, proxyRoute, type ProxyAt } from '../net/route.ts'
import { createRefusals, verifyIn, type Refusals } from '../net/verify-certificate.ts'
import { denyEverything } from './guards.ts'

/** Chromium's code for a load that was given up for another one: not an error. */
const aborted = -3
/** Chromium's code for a request that `onBeforeRequest` forbade. */
const forbidden = -20

/**
 * @param access what is set for the way to this Jira: the page is reached as requests are.
 * @param ended called once when the person closes the window (null) or its page cannot be loaded (why).
 */
export function openSignInWindow(
  parent: BrowserWindow | null,
  access: NetworkAccess,
  url: string,
  ended: (why: Failure | null) => void
): { close(): void } {
  const memory = session.fromPartition(`sign-in:${randomUUID()}`, { cache: false })
  denyEverything(memory)
  // Its dictionary would be fetched on the way that is set for the Jira.
  memory.setSpellCheckerEnabled(false)
  const window = new BrowserWindow({
    ...(parent && !parent.isDestroyed() ? { parent } : {}),
    width: 900,
    height: 760,
    title: shown(url),
    autoHideMenuBar: true,
    webPreferences: {
      session: memory,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false
    }
  })
  let over = false
  const finish = (why: Failure | null): void => {
    if (over) return
    over = true
    ended(why)
  }
  const { webContents } = window
  const refusals = createRefusals()
  const { hostname } = new URL(url)
  let proxies: readonly ProxyAt[] = []
  const answer = proxyAnswers(access.credentials, hostname, {
    proxies: () => proxies,
    over: () => over,
    refused: finish
  })
  webContents.on('login', (event, _details, info, callback) => {
    event.preventDefault()
    void answer(info, callback)
  })
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  const onlyWeb = (event: { preventDefault(): void }, target: string): void => {
    if (!/^https?:\/\//i.test(target)) event.preventDefault()
  }
  webContents.on('will-navigate', onlyWeb)
  webContents.on('will-redirect', onlyWeb)
  // The page must not choose the title: it would be the place to pretend another address.
  window.on('page-title-updated', (event) => event.preventDefault())
  const showAddress = (): void => {
    if (!window.isDestroyed()) window.setTitle(shown(webContents.getURL() || url))
  }
  webContents.on('did-start-navigation', showAddress)
  webContents.on('did-navigate', showAddress)
  webContents.on('did-navigate-in-page', showAddress)
  webContents.on('did-fail-load', (_event, code, description, failedUrl, isMainFrame) => {
    if (!isMainFrame || code === aborted) return
    const failed = /^https?:/.test(failedUrl) ? failedUrl : url
    if (code === forbidden) return finish(otherPort(failed))
    const why = networkFailure(description, failed, 30_000)
    finish(why.code.startsWith('certificate-') ? refusals.of(failed, 0, why) : why)
  })
  window.on('closed', () => {
    void memory.clearStorageData()
    finish(null)
  })
  void prepare(memory, url, access, refusals).then((ready) => {
    if (!ready.ok) return finish(ready.failure)
    proxies = ready.value
    if (over || window.isDestroyed()) return
    window.loadURL(url).catch(() => {
      // Told by did-fail-load.
    })
  })
  return {
    close() {
      over = true
      if (!window.isDestroyed()) window.destroy()
    }
  }
}

/**
 * The page's session takes the way, and trusts the certificates, that are set for its origin.
 * @returns the proxies it is certain to go through
 */
async function prepare(
  memory: Session,
  url: string,
  { rules, credentials }: NetworkAccess,
  refusals: Refusals
): Promise<Result<readonly ProxyAt[]>> {
  const own = await rules.forRequest(url)
  if (!own.ok) return own
  const { hostname } = new URL(url)
  if (own.value.clientCertificate) return err(onlyInBrowser(hostname))
  // The sign-in may lead over other servers of the company, each of which has what is set for itself.
  const origins = createPageOrigins(rules.known)
  memory.webRequest.onBeforeRequest((request, decide) => decide({ cancel: !origins.admits(request.url) }))
  verifyIn(memory, origins.rulesFor, refusals)
  const { proxy } = own.value
  await memory.setProxy(proxyConfig(proxy))
  if (proxy.mode === 'manual') return ok([proxyRoute(proxy.url)])
  if (proxy.mode === 'direct') return ok([])
  // A sign-in for a proxy reached over TLS is only given where no script can put another one in its place: then all of
  // the sign-in goes by the ways that were named for its first page.
  const ways = allRoutes(await memory.resolveProxy(url))
  const named = ways.flatMap((way) => (way.kind === 'proxy' ? [way] : []))
  const kept = await Promise.all(named.map(async (one) => one.scheme === 'https' && (await credentials.user(one))))
  if (kept.every((user) => typeof user !== 'string')) return ok([])
  await memory.setProxy(waysConfig(ways))
  return ok(named)
}

/** Chromium takes no certificate from a file; the person's browser has its own. */
const onlyInBrowser = (host: string): Failure => ({
  ...failure('client-certificate-needed', { host }),
  cause: 'AtTrack shows your client certificate in its requests, but cannot show it on Jira’s own pages.',
  remedy: 'Choose “Use my browser instead”; your browser needs the certificate, too.'
})

/** See page-origins.ts. */
function otherPort(url: string): Failure {
  const { hostname: host, host: address } = new URL(url)
  return {
    ...failure('certificate-unknown-authority', { host, issuer: 'an authority trusted at another port' }),
    cause: `The sign-in led to ${address}. Certificates are trusted for one port of this host, and not for others.`,
    remedy: 'Choose “Use my browser instead”.'
  }
}

/** Without query: it holds the request token. The scheme is left in, so that http is seen. */
function shown(address: string): string {
  try {
    const { origin, pathname } = new URL(address)
    return `${origin}${pathname} – sign in to Jira`
  } catch {
    return 'Sign in to Jira'
  }
}
