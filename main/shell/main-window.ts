/** AtTrack's own window. */
import path from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { EventName, EventPayload } from '../../preload/contract/events.ts'
import type { SettingsFile, WindowPlace } from '../store/settings.ts'
import { origin } from './app-protocol.ts'

export type MainWindow = BrowserWindow

/** @param out the folder of the built app. */
export function openMainWindow(out: string, settings: SettingsFile): BrowserWindow {
  const window = new BrowserWindow({
    title: 'AtTrack',
    ...placeOnScreen(settings.window()),
    minWidth: 480,
    minHeight: 420,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload: path.join(out, 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false
    }
  })
  window.once('ready-to-show', () => window.show())
  window.on('close', () => settings.saveWindow({ ...window.getNormalBounds(), maximized: window.isMaximized() }))
  if (settings.window()?.maximized) window.maximize()
  void window.loadURL(`${origin}/index.html`)
  return window
}

/** The remembered place, unless its screen is gone. */
function placeOnScreen(place: WindowPlace | undefined): { width: number; height: number; x?: number; y?: number } {
  const size = { width: Math.max(480, place?.width ?? 1240), height: Math.max(420, place?.height ?? 820) }
  const { x, y } = place ?? {}
  if (x === undefined || y === undefined) return size
  const area = screen.getDisplayMatching({ x, y, ...size }).workArea
  const visible =
    x < area.x + area.width - 60 && x + size.width > area.x + 60 && y >= area.y - 10 && y < area.y + area.height - 60
  return visible ? { ...size, x, y } : size
}

/** Tells the window; before it has loaded or after it is gone, nobody. */
export function tell<N extends EventName>(window: BrowserWindow | null, name: N, payload: EventPayload<N>): void {
  if (window && !window.isDestroyed()) window.webContents.send(name, payload)
}
