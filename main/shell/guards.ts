/** What no page of ours or of anybody's may do, whatever it asks. Electron's security checklist, points 5, 11–15. */
import { app, session, shell, type Session } from 'electron'

/** Denies every permission (camera, location, notifications, …) and every download. */
export function denyEverything(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  target.setPermissionCheckHandler(() => false)
  target.setDevicePermissionHandler(() => false)
  target.on('will-download', (event) => event.preventDefault())
}

/** For every page there will ever be; a window may only be stricter. */
export function guardAllPages(allowNavigation: (pageUrl: string, target: string) => boolean): void {
  denyEverything(session.defaultSession)
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event, target) => {
      if (!allowNavigation(contents.getURL(), target)) event.preventDefault()
    })
  })
}

const openable = new Set(['http:', 'https:', 'mailto:'])

/**
 * Opens a link in the system's browser or mail program, after parsing it.
 * @returns false, having done nothing, for anything but http, https and mailto.
 */
export function openExternally(url: string): boolean {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    return false
  }
  if (!openable.has(parsed.protocol) || (parsed.protocol !== 'mailto:' && parsed.host === '')) return false
  // The parsed form, not the text: what was checked is what is opened.
  void shell.openExternal(parsed.href).catch(() => {})
  return true
}
