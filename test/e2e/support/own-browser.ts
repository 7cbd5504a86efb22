/** A browser beside the app, for what people do there: administer Jira, or sign in with *Use my browser instead*. */
import type { ElectronApplication, Page } from 'playwright-core'

/**
 * A window the app knows nothing of, with a session of its own. It lives in the app's process, so that it trusts the
 * same authorities and is there where no other browser is.
 */
export const openOwnBrowser = async (app: ElectronApplication, url: string): Promise<Page> => {
  const opened = app.waitForEvent('window')
  await app.evaluate(({ BrowserWindow }, address) => {
    const window = new BrowserWindow({ show: true, webPreferences: { partition: `browser-${Date.now()}` } })
    void window.loadURL(address)
  }, url)
  const page = await opened
  page.setDefaultTimeout(10_000)
  return page
}

/** From now on nothing is opened for real. @returns what reads the last address that would have been */
export const catchOpened = async (app: ElectronApplication): Promise<() => Promise<string | undefined>> => {
  await app.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Object.assign(globalThis, { opened: url })
  })
  return () => app.evaluate(() => (globalThis as { opened?: string }).opened)
}
