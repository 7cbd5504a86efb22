/** Going through the app without a mouse: where the focus is, whether one sees it, and how one gets on. */
import { expect } from '@playwright/test'
import type { Page } from 'playwright-core'

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
