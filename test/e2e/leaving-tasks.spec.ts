/** What was typed into the search box of the tasks is asked for a moment later; whoever has left by then stays away. */
import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { newProject, openTab } from './support/flows.ts'
import { launchApp } from './support/launchApp.ts'

test('a search typed just before leaving does not lead back to the tasks', async () => {
  const running = await launchApp()
  const { page } = running
  await newProject(page, 'Left')
  await openTab(page, 'Tasks')
  const box = page.getByRole('searchbox', { name: 'Search tasks' })
  await box.waitFor()
  await box.evaluate((input: HTMLInputElement, text) => {
    const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')]
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text)
    input.dispatchEvent(new Event('input', { bubbles: true }))
    return new Promise<void>((done) => {
      setTimeout(() => {
        tabs.find((tab) => tab.textContent === 'Overview')?.click()
        // A computer with much to do: the moment at which the box asks comes before the page is drawn anew.
        const busyUntil = performance.now() + 250
        while (performance.now() < busyUntil);
        setTimeout(done, 300)
      }, 50)
    })
  }, 'typed')
  expect(page.url()).not.toContain('/tasks')
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true')
  await running.app.close()
  rmSync(running.userData, { recursive: true, force: true })
})
