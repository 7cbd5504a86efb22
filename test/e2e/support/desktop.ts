/** The parts of the desktop a test driver cannot reach: dialogs of the system, the network as a whole, a PDF's looks. */
import { writeFileSync } from 'node:fs'
import type { ElectronApplication } from 'playwright-core'

/** The next questions where to save are answered with this path. */
export const answerSaveDialog = (app: ElectronApplication, filePath: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen })
  }, filePath)

/** The next questions for files are answered with these paths. */
export const answerOpenDialog = (app: ElectronApplication, filePaths: string[]): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: chosen })
  }, filePaths)

/** No request gets out any more, from whichever session, also from those to come. */
export const goOffline = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ app: electron, session }) => {
    const cut = (one: Electron.Session): void => one.enableNetworkEmulation({ offline: true })
    cut(session.defaultSession)
    cut(session.fromPartition('jira-requests', { cache: false }))
    electron.on('session-created', cut)
  })

/** The first page of a PDF, drawn by Chromium's own viewer, as PNG. */
export const pdfPicture = async (app: ElectronApplication, pdf: string, png: string): Promise<void> => {
  const picture = await app.evaluate(async ({ BrowserWindow }, address) => {
    const window = new BrowserWindow({ width: 900, height: 1200, webPreferences: { plugins: true } })
    await window.loadURL(address)
    await new Promise((done) => setTimeout(done, 3000))
    const taken = await window.webContents.capturePage()
    window.destroy()
    return taken.toPNG().toString('base64')
  }, `file://${pdf}`)
  writeFileSync(png, Buffer.from(picture, 'base64'))
}
