/** The parts of Electron that the composition root needs, so that it reads as AtTrack and imports no Electron itself. */
import { app, clipboard } from 'electron'

export const appVersion = (): string => app.getVersion()
/** False in development and tests: what is only for them is then allowed. */
export const isPackaged = (): boolean => app.isPackaged
export const copyText = (text: string): void => void clipboard.writeText(text)

/** Runs `start` once Electron is ready – unless AtTrack already runs on this workspace; that one then comes forward. */
export function whenAlone(start: () => void): void {
  // As root Chromium cannot have its sandbox; tests then pass --no-sandbox, which this would contradict.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
  else app.quit()
}
