/** Starts the built app in the prepared runtime, with data of its own, and reaches into it with Playwright. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { picturesOf } from './screenshots.ts'
import { prepareRuntime } from '../../../scripts/prepare-runtime.mjs'

export interface RunningApp {
  readonly app: ElectronApplication
  /** The main window. */
  readonly page: Page
  /** Holds everything the app wrote; keep it to start the app again on the same data. */
  readonly userData: string
  /** What the app's page reported: errors, and messages of its policy. */
  readonly complaints: readonly string[]
  /** Ends the app as its user would, and waits. */
  close(): Promise<void>
}

export interface LaunchOptions {
  /** A folder to use and keep; a new one that goes away with the app when absent. */
  readonly userData?: string
  readonly env?: Readonly<Record<string, string>>
  /** Switches, as somebody might start the app with. */
  readonly switches?: readonly string[]
}

/** @returns the app with its first window loaded. Throws when the window does not come within ten seconds. */
export const launchApp = async ({ userData, env = {}, switches = [] }: LaunchOptions = {}): Promise<RunningApp> => {
  const runtime = await prepareRuntime()
  const folder = userData ?? mkdtempSync(join(tmpdir(), 'attrack-e2e-'))
  const app = await _electron.launch({
    executablePath: runtime.executablePath,
    args: [...switches, ...runtime.args],
    timeout: 20_000,
    env: { ...(process.env as Record<string, string>), ...env, ATTRACK_USER_DATA: folder }
  })
  picturesOf(app)
  const complaints: string[] = []
  const page = await app.firstWindow({ timeout: 10_000 })
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  return {
    app,
    page,
    userData: folder,
    complaints,
    close: async () => {
      await app.close()
      if (!userData) rmSync(folder, { recursive: true, force: true })
    }
  }
}
