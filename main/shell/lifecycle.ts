/** Start, a second start, the last window, the end. */
import { app, Menu, type BrowserWindow } from 'electron'
import path from 'node:path'

/** Before anything else: `ATTRACK_USER_DATA` moves all of the app's files to another folder. */
export function placeUserData(): string {
  const folder = process.env['ATTRACK_USER_DATA']
  if (folder) {
    app.setPath('userData', path.resolve(folder))
    app.setPath('sessionData', path.join(path.resolve(folder), 'session'))
  }
  return app.getPath('userData')
}

/** The menu of each system's habit: macOS needs one for copy and paste, elsewhere there is nothing to put in it. */
export function setMenu(): void {
  if (process.platform !== 'darwin') return Menu.setApplicationMenu(null)
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]))
}

export interface LifecycleDeps {
  readonly open: () => BrowserWindow
  readonly present: () => BrowserWindow | null
  /** Stops syncs and closes the store; the app ends when it is through, or after a few seconds. */
  readonly shutDown: () => Promise<void>
}

const shutDownLimitMs = 6_000

export function manageLifecycle({ open, present, shutDown }: LifecycleDeps): void {
  app.on('second-instance', () => {
    const window = present()
    if (!window) return
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('activate', () => {
    if (!present()) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  let ended = false
  app.on('before-quit', (event) => {
    if (ended) return
    event.preventDefault()
    const limit = new Promise<void>((resolve) => setTimeout(resolve, shutDownLimitMs))
    void Promise.race([shutDown().catch(() => {}), limit]).then(() => {
      ended = true
      app.quit()
    })
  })
}
