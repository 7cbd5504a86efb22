/** The only place where `ipcMain` is used: every channel of the contract, and nothing else, for our own window only. */
import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import { channels } from '../../preload/contract/index.ts'
import { fail } from '../../preload/contract/failures/failure.ts'
import { dispatch, type DispatchDeps } from './handler.ts'

/** @param origin where our window's page comes from, `app://attrack`. */
export function registerChannels(deps: DispatchDeps, origin: string): void {
  // electron-store answers a synchronous channel of its own to any page that asks; nobody here does.
  ipcMain.removeAllListeners('electron-store-get-data')
  for (const name of Object.keys(channels)) {
    ipcMain.handle(name, (event, input: unknown) =>
      isOurs(event, origin) ? dispatch(deps, name, input) : fail('untrusted-sender')
    )
  }
}

/** Our origin, and the window's main frame: a frame embedded in our page gets nothing. */
function isOurs({ senderFrame, sender }: IpcMainInvokeEvent, origin: string): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.url.startsWith(`${origin}/`)
}
