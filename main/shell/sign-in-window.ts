/**
 * The window in which Jira's own sign-in page is shown: a session of its own that lives in memory only, sandboxed,
 * without a preload script; its title is the address it is at. Only http and https, no new windows, no downloads.
 */
import { randomUUID } from 'node:crypto'
import { BrowserWindow, session } from 'electron'
import type { Failure } from '../../preload/contract/failures/failure.ts'
import { networkFailure } from '../net/network-failure.ts'
import { denyEverything } from './guards.ts'

/** Chromium's code for a load that was given up for another one: not an error. */
const aborted = -3

/**
 * @param ended called once when the person closes the window (null) or its page cannot be loaded (why).
 */
export function openSignInWindow(
  parent: BrowserWindow | null,
  url: string,
  ended: (why: Failure | null) => void
): { close(): void } {
  const memory = session.fromPartition(`sign-in:${randomUUID()}`, { cache: false })
  denyEverything(memory)
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
    finish(networkFailure(description, /^https?:/.test(failedUrl) ? failedUrl : url, 30_000))
  })
  window.on('closed', () => {
    void memory.clearStorageData()
    finish(null)
  })
  window.loadURL(url).catch(() => {
    // Told by did-fail-load.
  })
  return {
    close() {
      over = true
      if (!window.isDestroyed()) window.destroy()
    }
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
