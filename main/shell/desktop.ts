/** Dialogs, notifications and printing: the Desktop the services ask for. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { BrowserWindow, dialog, Notification, session } from 'electron'
import { fail, ok, type Result } from '../../preload/contract/failures/failure.ts'
import type { ChosenFile, Desktop } from '../desktop.ts'
import { denyEverything } from './guards.ts'
import type { MainWindow } from './main-window.ts'

const defaultMaxBytes = 1024 * 1024

/** @param present AtTrack's window, to which dialogs belong; null while there is none. */
export function createDesktop(present: () => MainWindow | null): Desktop {
  return {
    async openFiles({ title, kinds, several = false, maxBytes = defaultMaxBytes }) {
      const options: Electron.OpenDialogOptions = {
        title,
        filters: kinds.map(({ name, extensions }) => ({ name, extensions: [...extensions] })),
        properties: several ? ['openFile', 'multiSelections'] : ['openFile']
      }
      const window = present()
      const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      if (chosen.canceled || chosen.filePaths.length === 0) return fail('cancelled')
      const files: ChosenFile[] = []
      for (const file of chosen.filePaths) {
        const read = await readChosen(file, maxBytes)
        if (!read.ok) return read
        files.push(read.value)
      }
      return ok(files)
    },
    async saveFile({ title, suggestedName, kinds, bytes, secret = false }) {
      const options: Electron.SaveDialogOptions = {
        title,
        defaultPath: suggestedName,
        filters: kinds.map(({ name, extensions }) => ({ name, extensions: [...extensions] }))
      }
      const window = present()
      const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
      if (chosen.canceled || !chosen.filePath) return ok(null)
      try {
        await writeFile(chosen.filePath, bytes, secret ? { mode: 0o600 } : {})
        return ok(chosen.filePath)
      } catch (error) {
        return fail('file-not-written', { file: path.basename(chosen.filePath), problem: problemOf(error) })
      }
    },
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

async function readChosen(file: string, maxBytes: number): Promise<Result<ChosenFile>> {
  const name = path.basename(file)
  try {
    const { size } = await stat(file)
    if (size > maxBytes)
      return fail('file-not-read', { file: name, problem: `it is larger than ${Math.round(maxBytes / 1024)} KB` })
    return ok({ name, bytes: await readFile(file) })
  } catch (error) {
    return fail('file-not-read', { file: name, problem: problemOf(error) })
  }
}

const problems: Readonly<Record<string, string>> = {
  EACCES: 'your account may not use it',
  EPERM: 'your account may not use it',
  ENOENT: 'it is not there any more',
  ENOSPC: 'there is no room left on the disk',
  EROFS: 'the folder is read-only',
  EISDIR: 'it is a folder'
}

const problemOf = (error: unknown): string => {
  const code = String((error as NodeJS.ErrnoException).code ?? 'unknown error')
  return problems[code] ?? code
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
