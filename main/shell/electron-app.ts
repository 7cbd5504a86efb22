/** The parts of Electron that the composition root needs, so that it reads as AtTrack and imports no Electron itself. */
import os from 'node:os'
import { app, clipboard } from 'electron'

export const appVersion = (): string => app.getVersion()
/** False in development and tests: what is only for them is then allowed. */
export const isPackaged = (): boolean => app.isPackaged
export const copyText = (text: string): void => void clipboard.writeText(text)

/** To whom a new workspace belongs. An account without a passwd entry (containers) has no name; it starts all the same. */
export function systemUser(): { name: string; login: string } {
  let name = ''
  try {
    name = os.userInfo().username.trim()
  } catch {
    // Told by the empty name.
  }
  return { name: name || 'Administrator', login: name.replace(/\s+/g, '.') || 'administrator' }
}

/** Defects of ours, for whoever started AtTrack from a terminal; never what was sent or answered. */
export const report = (where: string, error: unknown): void =>
  console.error(`AtTrack: defect in ${where}:`, error instanceof Error ? error.stack : error)

export function restart(): void {
  app.relaunch()
  app.quit()
}

/** Runs `start` once Electron is ready – unless AtTrack already runs on this workspace; that one then comes forward. */
export function whenAlone(start: () => void): void {
  // As root Chromium cannot have its sandbox; tests then pass --no-sandbox, which this would contradict.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
  else app.quit()
}
