import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { MantineProvider } from '@mantine/core'
import '../../../renderer/i18n/i18n.ts'
import type { Block } from '../../../preload/contract/index.ts'
import { RichTextView } from '../../../renderer/features/tasks/RichTextView.tsx'
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts'

let fake: FakeBridge
beforeEach(() => {
  fake = createFakeBridge()
  Object.defineProperty(window, 'attrack', { configurable: true, value: fake })
})

const draw = (...blocks: Block[]) =>
  render(
    <MantineProvider env="test">
      <RichTextView text={{ blocks, truncated: false }} />
    </MantineProvider>
  ).container

test('text that looks like HTML stays text', () => {
  const html = '<img src=x onerror=alert(1)><script>alert(1)</script>'
  const drawn = draw(
    { type: 'paragraph', children: [{ type: 'text', text: html }] },
    { type: 'code', text: html, title: html },
    { type: 'panel', tone: 'info', title: html, children: [] },
    {
      type: 'paragraph',
      children: [
        { type: 'attachment', name: html },
        { type: 'mention', name: html }
      ]
    }
  )
  expect(drawn.querySelectorAll('script, img, iframe')).toHaveLength(0)
  expect(drawn.textContent?.split(html)).toHaveLength(7)
})

test('a link is opened by main, never by the window', async () => {
  draw({
    type: 'paragraph',
    children: [{ type: 'link', href: 'https://example.com/a', children: [{ type: 'text', text: 'notes' }] }]
  })
  const link = screen.getByRole('link', { name: 'notes' })
  let prevented = false
  document.addEventListener('click', (event) => (prevented = event.defaultPrevented), { once: true })
  await userEvent.click(link)
  expect(prevented).toBe(true)
  expect(fake.calls).toEqual([{ name: 'app.openExternal', input: { url: 'https://example.com/a' } }])
})

test('lists, tables and marks become their elements; headings go below the panel’s own', () => {
  const drawn = draw(
    { type: 'heading', level: 1, children: [{ type: 'text', text: 'Title' }] },
    { type: 'heading', level: 6, children: [{ type: 'text', text: 'Small' }] },
    {
      type: 'list',
      ordered: true,
      start: 3,
      items: [[{ type: 'paragraph', children: [{ type: 'text', text: 'one', marks: ['strong', 'emphasis'] }] }]]
    },
    {
      type: 'table',
      rows: [
        [
          { header: true, children: [{ type: 'text', text: 'H' }] },
          { header: false, children: [] }
        ]
      ]
    }
  )
  expect(drawn.querySelector('h4')?.textContent).toBe('Title')
  expect(drawn.querySelector('h6')?.textContent).toBe('Small')
  expect(drawn.querySelector('ol > li em > strong')?.textContent).toBe('one')
  expect(drawn.querySelector('ol')?.start).toBe(3)
  expect(drawn.querySelectorAll('th')).toHaveLength(1)
  expect(drawn.querySelectorAll('td')).toHaveLength(1)
})
