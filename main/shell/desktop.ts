/** Dialogs, notifications and printing: the Desktop the services ask for. */
import path from 'node:path'
import { BrowserWindow, dialog, Notification, session } from 'electron'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ChosenFile, Desktop, FileKind } from '../desktop.ts'
import { readChosen, writeChosen } from './chosen-files.ts'
import { denyEverything } from './guards.ts'
import type { MainWindow } from './main-window.ts'

const defaultMaxBytes = 1024 * 1024

const filtersOf = (kinds: readonly FileKind[]): Electron.FileFilter[] =>
  kinds.map(({ name, extensions }) => ({ name, extensions: [...extensions] }))

/** @param present AtTrack's window, to which dialogs belong; null while there is none. */
export function createDesktop(present: () => MainWindow | null): Desktop {
  /** Empty when the dialog was closed. */
  const askForFiles = async (title: string, kinds: readonly FileKind[], several: boolean): Promise<string[]> => {
    const options: Electron.OpenDialogOptions = {
      title,
      filters: filtersOf(kinds),
      properties: several ? ['openFile', 'multiSelections'] : ['openFile']
    }
    const window = present()
    const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
    return chosen.canceled ? [] : chosen.filePaths
  }
  /** Null when the dialog was closed. */
  const askForPlace = async (title: string, name: string, kinds: readonly FileKind[]): Promise<string | null> => {
    const options: Electron.SaveDialogOptions = { title, defaultPath: name, filters: filtersOf(kinds) }
    const window = present()
    const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
    return chosen.canceled ? null : chosen.filePath || null
  }
  return {
    async openFiles({ title, kinds, several = false, maxBytes = defaultMaxBytes }) {
      const chosen = await askForFiles(title, kinds, several)
      if (chosen.length === 0) return fail('cancelled')
      const files: ChosenFile[] = []
      for (const file of chosen) {
        const read = await readChosen(file, maxBytes)
        if (!read.ok) return read
        files.push(read.value)
      }
      return ok(files)
    },
    async saveFile({ title, suggestedName, kinds, bytes, secret = false }) {
      const chosen = await askForPlace(title, suggestedName, kinds)
      if (chosen === null) return ok(null)
      const content = bytes instanceof Uint8Array ? ok(bytes) : await bytes(path.basename(chosen))
      return content.ok ? writeChosen(chosen, content.value, secret) : content
    },
    chooseFile: async ({ title, kinds }) => (await askForFiles(title, kinds, false))[0] ?? null,
    choosePlace: ({ title, suggestedName, kinds }) => askForPlace(title, suggestedName, kinds),
    printPdf,
    notify(title, body) {
      if (!Notification.isSupported()) return
      const shown = new Notification({ title, body })
      shown.on('click', () => {
        const window = present()
        if (!window || window.isDestroyed()) return
        if (window.isMinimized()) window.restore()
        window.focus()
      })
      shown.show()
    }
  }
}

/** In a window of its own that runs no script and may load nothing. */
async function printPdf(html: string): Promise<Result<Uint8Array>> {
  const memory = session.fromPartition('print', { cache: false })
  denyEverything(memory)
  memory.webRequest.onBeforeRequest((request, decide) => decide({ cancel: !request.url.startsWith('data:') }))
  const page = new BrowserWindow({
    show: false,
    webPreferences: {
      session: memory,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false
    }
  })
  try {
    await page.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`)
    return ok(await page.webContents.printToPDF({ pageSize: 'A4', printBackground: true }))
  } catch {
    return fail('internal', { where: 'printing' })
  } finally {
    page.destroy()
  }
}
