/** The Connection Doctor in the app: *Check connection* of a connection, from the button to its last step. */
import type { Locator, Page } from 'playwright-core'

/** All steps together may take this long, ms: the doctor's own limit is a minute. */
const longestRunMs = 65_000

/** Opens *Check connection* of a connection's list item. @returns the dialog, once every step has been taken */
export const examine = async (page: Page, item: Locator): Promise<Locator> => {
  await item.getByRole('button', { name: 'Check connection' }).click()
  return examined(page)
}

/** The same where it is open already. */
export const examined = async (page: Page): Promise<Locator> => {
  const doctor = page.getByRole('dialog', { name: 'Check connection' })
  await doctor.getByRole('button', { name: 'Run again' }).waitFor({ timeout: longestRunMs })
  return doctor
}

/** The same, and closes it again: what it found is then told by the connection's status. */
export const examineAndClose = async (page: Page, item: Locator): Promise<void> => {
  const doctor = await examine(page, item)
  await page.keyboard.press('Escape')
  await doctor.waitFor({ state: 'detached' })
}
