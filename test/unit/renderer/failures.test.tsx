/** The page *What can go wrong*. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../../preload/contract/failures/catalogue.ts'
import { renderApp } from './render-app.tsx'

const page = () => screen.findByRole('heading', { level: 1, name: 'What can go wrong' })
const entries = () => [...document.querySelectorAll('details')]
const find = () => screen.findByRole('searchbox', { name: 'Find a failure' })

describe('what can go wrong', () => {
  test('lists every failure of the catalogue, in groups, without asking anything of the app', async () => {
    const { asked } = renderApp('/failures')
    await page()
    expect(entries()).toHaveLength(Object.keys(catalogue).length)
    const group = screen.getByRole('region', { name: 'Certificates' })
    expect(within(group).getByText('The certificate of ‹host› is out of date')).toBeTruthy()
    expect(asked('connections.list')).toEqual([])
  })

  test('is shown from its top, with the focus, when the link that led to it is gone', async () => {
    const { user } = renderApp('/settings')
    const link = await screen.findByRole('link', { name: 'What can go wrong' })
    const content = screen.getByRole('main')
    content.scrollTop = 900
    await user.click(link)
    await page()
    expect(content.scrollTop).toBe(0)
    expect(document.activeElement).toBe(content)
  })

  test('an entry says cause, remedy, what AtTrack goes by, and where that is written', async () => {
    const { user } = renderApp('/failures')
    await page()
    const title = screen.getByText('Jira wants a CAPTCHA first')
    const entry = title.closest('details') as HTMLDetailsElement
    expect(entry.open).toBe(false)
    await user.click(title)
    expect(entry.open).toBe(true)
    for (const name of ['Cause', 'What to do', 'Trying again', 'What AtTrack goes by', 'Where it is described', 'Code'])
      expect(within(entry).getByText(name).nextElementSibling?.textContent).not.toBe('')
    expect(within(entry).getByText('captcha-required')).toBeTruthy()
    expect(entry.textContent).toContain('X-Authentication-Denied-Reason')
  })

  test('the search finds by words of any part, unfolds the few that fit, and tells how many', async () => {
    const { user } = renderApp('/failures')
    await user.type(await find(), 'timestamp_refused')
    await waitFor(() => expect(entries()).toHaveLength(1))
    expect(entries()[0]?.open).toBe(true)
    expect(entries()[0]?.textContent).toContain('oauth-clock')
    await waitFor(() => expect(document.querySelector('[data-announcer]')?.textContent).toContain('1 failure'))
    await user.clear(await find())
    await waitFor(() => expect(entries()).toHaveLength(Object.keys(catalogue).length))
  })

  test('nothing found: said, with what to try', async () => {
    const { user } = renderApp('/failures')
    await user.type(await find(), 'no such thing anywhere')
    expect(await screen.findByRole('heading', { name: 'No failure fits' })).toBeTruthy()
  })

  test('a link to a code opens its entry, with the focus', async () => {
    renderApp('/failures?code=oauth-key-differs')
    await page()
    const title = screen.getByText('The application link holds another public key')
    expect(title.closest('details')?.open).toBe(true)
    expect(document.activeElement).toBe(title)
    expect(entries().filter(({ open }) => open)).toHaveLength(1)
  })

  test('Settings lead to it', async () => {
    const { user } = renderApp('/settings')
    await user.click(await screen.findByRole('link', { name: 'What can go wrong' }))
    expect(await page()).toBeTruthy()
  })
})
