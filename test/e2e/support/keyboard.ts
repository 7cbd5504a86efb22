/** Going through the app without a mouse: where the focus is, whether one sees it, and how one gets on. */
import { expect } from '@playwright/test'
import type { Locator, Page } from 'playwright-core'

/** The accessible name of what has the focus, as far as a test needs it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    const labelled = (element as HTMLInputElement | null)?.labels?.[0]?.textContent
    return (element?.getAttribute('aria-label') ?? labelled ?? element?.textContent ?? '').trim()
  })

/** Whether one sees the focus: the looks with it against the looks without. Takes it away and gives it back. */
export const focusIsVisible = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const element = document.activeElement as HTMLElement
    // A radio draws its circle beside the input, a list marks a row inside itself, a link may fill its row.
    const looks = () =>
      [element, element.parentElement, element.nextElementSibling, element.querySelector('[data-active]')]
        .filter((one) => one !== null)
        .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')])
        .map((one) => [one.outlineStyle, one.outlineWidth, one.borderColor, one.boxShadow, one.top].join(' '))
        .join('|')
    /** A border may take its time to change colour. */
    const settled = async () => {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      await Promise.allSettled(element.parentElement?.getAnimations({ subtree: true }).map((one) => one.finished) ?? [])
      return looks()
    }
    const withFocus = await settled()
    element.blur()
    const without = await settled()
    element.focus({ preventScroll: true })
    return withFocus !== without
  })

/** Presses Tab until the focus is on `name`, where it must be visible. */
export const tabTo = async (page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  const stops: string[] = []
  for (let step = 0; step < 60; step++) {
    const now = await focused(page)
    if (now === name) return expect(await focusIsVisible(page), `the focus on “${now}” can be seen`).toBe(true)
    stops.push(now.slice(0, 30))
    await page.keyboard.press(key)
  }
  throw new Error(`the Tab key never reached “${name}”; it went: ${stops.join(' → ')}`)
}

/** Waits until the focus is there. */
export const focusIsOn = (page: Page, name: string): Promise<void> =>
  expect.poll(() => focused(page), { message: `focus on ${name}` }).toBe(name)

/** Presses Tab until `target` has the focus, where it must be visible; for names that are there more than once. */
export const tabToTarget = async (page: Page, target: Locator): Promise<void> => {
  await target.waitFor()
  for (let step = 0; step < 60; step++) {
    if (await target.evaluate((element) => element === document.activeElement))
      return expect(await focusIsVisible(page), `the focus on ${target} can be seen`).toBe(true)
    await page.keyboard.press('Tab')
  }
  throw new Error(`the Tab key never reached ${target}`)
}

/** On *Projects*: makes a project and opens it. */
export const newProjectByKeyboard = async (page: Page, name: string): Promise<void> => {
  await tabTo(page, 'New project')
  await page.keyboard.press('Enter')
  await focusIsOn(page, 'Project name')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await focusIsOn(page, name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

/** At the choice of how to sign in, where the recommended way has the focus: *Login and password*, up to *Log in*. */
export const signInWithPasswordByKeyboard = async (
  page: Page,
  { username, password }: { readonly username: string; readonly password: string }
): Promise<void> => {
  await focusIsOn(page, 'Personal access token')
  for (const method of ['OAuth 1.0', 'Login and password']) {
    await page.keyboard.press('ArrowUp')
    await focusIsOn(page, method)
  }
  await tabTo(page, 'Username')
  await page.keyboard.type(username)
  await tabTo(page, 'Password')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
}
