/**
 * Pictures of what is on the screen, taken by Electron itself. The test driver's own way (over the debugging protocol)
 * now and then crashes the page of the old Chromium the development runtime has; nothing a user can meet.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, ElectronApplication, Page } from 'playwright-core'

const apps = new WeakMap<BrowserContext, ElectronApplication>()

/** Told by launchApp, so that a page alone is enough to take its picture. */
export const picturesOf = (app: ElectronApplication): void => void apps.set(app.context(), app)

/** Dialogs come and go within this time, ms; one on its way is a picture of neither. */
const settleMs = 300

/** The window as PNG. @param page of an app started with launchApp. */
export const pictureOf = async (page: Page): Promise<Buffer> => {
  const app = apps.get(page.context())
  if (!app) throw new Error('No picture: the app was not started with launchApp.')
  await new Promise((resolve) => setTimeout(resolve, settleMs))
  const window = await app.browserWindow(page)
  return Buffer.from(
    await window.evaluate(async (one) => (await one.capturePage()).toPNG().toString('base64')),
    'base64'
  )
}

/** Saves pictures of a flow, numbered in order. */
export interface Screenshots {
  take(page: Page, name: string): Promise<void>
  readonly folder: string
  readonly count: number
}

/** @param folder emptied first, e.g. `test-results/password` */
export const screenshots = (folder: string): Screenshots => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  let count = 0
  return {
    folder,
    get count() {
      return count
    },
    take: async (page, name) => {
      count++
      writeFileSync(join(folder, `${String(count).padStart(2, '0')}-${name}.png`), await pictureOf(page))
    }
  }
}
