/**
 * The computer is locked, goes to sleep, or is handed to another account: whoever sat at the window has left it.
 * https://www.electronjs.org/docs/latest/api/power-monitor
 */
import { powerMonitor } from 'electron'

/**
 * Calls `lock` at each of these. `lock-screen` (macOS and Windows; there also when another account signs in beside this
 * one), `suspend` (everywhere), `user-did-resign-active` (macOS: fast user switching). Where a Linux desktop locks its
 * screen, Electron is not told; there the time set in Settings does it.
 */
export function whenComputerLocks(lock: () => void): void {
  powerMonitor.on('lock-screen', lock)
  powerMonitor.on('suspend', lock)
  powerMonitor.on('user-did-resign-active', lock)
}
