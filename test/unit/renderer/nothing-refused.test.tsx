/**
 * Whatever somebody is offered, main lets them do: every button, menu entry and dialog is walked through for each role, with
 * main's own gate before the invented bridge. A button that led to a refusal should not have been there.
 */
import { act, fireEvent, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { ChannelName } from '../../../preload/contract/index.ts'
import { guard, type Refused, type Who } from './guarded.ts'
import { renderApp } from './render-app.tsx'
import { severalPeople } from './several-people.ts'

const controls = 'button, [role=menuitem], [role=switch], [role=option], input[type=checkbox], input[type=radio]'
/** Tabs lead away; a grid's head and its filters lead to nothing but another look at the tasks. */
const leftAlone = ':disabled, [aria-disabled=true], [role=tab], [role=columnheader] button, [aria-label=Filters] button'

const labelOf = (element: Element): string =>
  element.getAttribute('aria-label') ?? ((element as HTMLInputElement).labels?.[0] ?? element).textContent ?? ''

/** Which button it is, among those of the same name: in which row it stands. */
const nameOf = (element: Element): string =>
  [element.closest('li')?.textContent?.slice(0, 24) ?? '', labelOf(element)].join(' | ')

const isShown = (element: Element): boolean =>
  element.closest('[aria-hidden=true], [style*="display: none"], [data-mantine-shared-portal-node] [hidden]') === null

/** The topmost dialog or menu, else the page. */
function inFront(): Element | null {
  const menus = [...document.querySelectorAll('[role=menu]')].filter(isShown)
  const dialogs = [...document.querySelectorAll('[role=dialog]')].filter(isShown)
  return menus.at(-1) ?? dialogs.at(-1) ?? document.getElementById('content')
}

/** Lets answers arrive and what they change be drawn. */
const settle = () =>
  act(async () => {
    for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1))
  })

/** Fills what is empty, so that forms can be sent. */
function fill(root: Element): void {
  for (const field of root.querySelectorAll<HTMLInputElement>('form input, [role=group] input, [role=dialog] input')) {
    const taken = field.value !== '' || field.readOnly || field.disabled
    if (field.closest('[role=dialog]') === null && field.form?.contains(field) && field.value === 'Shelves') {
      fireEvent.change(field, { target: { value: 'Shelves and racks' } })
    }
    if (taken || ['checkbox', 'radio', 'search'].includes(field.type)) continue
    const value = field.type === 'date' ? '2031-01-31' : (typed[field.inputMode] ?? 'correct horse battery')
    fireEvent.change(field, { target: { value } })
  }
}
const typed: Readonly<Record<string, string>> = { numeric: '90', url: 'https://jira.example.com/jira' }

/** Buttons that end what is in front: pressed last, so that the rest was seen. */
const closing = /^(Close|Cancel|Back|Later|Use another address|Log in on Atlassian’s page instead)$/

/** Done before what takes away what is still to be looked at. */
const rank = (one: Element): number =>
  closing.test(labelOf(one))
    ? 3
    : /^(Remove|Unlink|Show archived|Archived)/.test(labelOf(one))
      ? 2
      : one.matches('[type=radio]')
        ? 1
        : 0

/** They end in channels that are anybody's. */
const harmless = /^(Copy |Show what is typed|Clear$)/

const mostPresses = 900
/** A dialog that closes when something in it was done is opened again for the rest of it, so often. */
const mostOpenings = 5

/**
 * Presses every button of the page once, and all those in the dialogs and menus each of them leads to.
 * @param pressed what was, on other pages, too; a connection's row is the same everywhere
 */
async function walk(pressed: Set<string>): Promise<void> {
  const openings = new Map<string, number>()
  let opener = ''
  let unseen = false
  for (let press = 0; press < mostPresses; press += 1) {
    const front = inFront()
    if (!front) break
    const onPage = front.id === 'content'
    if (onPage && unseen && (openings.get(opener) ?? 0) < mostOpenings) pressed.delete(opener)
    const way = onPage ? '' : labelOf(front.querySelector('input[type=radio]:checked') ?? document.createElement('i'))
    const keyOf = (one: Element) =>
      onPage ? nameOf(one) : `${opener} > ${one.matches('[type=radio]') ? '' : way} > ${nameOf(one)}`
    fill(front)
    await settle()
    const left = [...front.querySelectorAll(controls)].filter(
      (one) => isShown(one) && !one.matches(leftAlone) && !harmless.test(labelOf(one)) && !pressed.has(keyOf(one))
    )
    const next = left.sort((one, other) => rank(one) - rank(other))[0]
    unseen = !onPage && left.some((one) => one !== next && rank(one) < 3)
    if (next) {
      pressed.add(keyOf(next))
      if (onPage) {
        opener = nameOf(next)
        openings.set(opener, (openings.get(opener) ?? 0) + 1)
      }
      fireEvent.click(next)
    } else if (onPage) break
    else fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' })
    await settle()
  }
}

const people: readonly (readonly [string, Who])[] = [
  ['manager', { role: 'project-manager', projectIds: ['p1'] }],
  ['employee', { role: 'employee' }],
  ['observer', { role: 'observer' }]
]
const paths = ['/projects', '/connections', '/projects/p1', '/projects/p1/tasks', '/settings']

/** What the walk must have led to at least: else it saw nothing. */
const reached: Readonly<Record<string, readonly ChannelName[]>> = {
  manager: [
    'applink.saveSheet',
    'applink.test',
    'connections.createToken',
    'connections.declineApiToken',
    'connections.findSite',
    'connections.remove',
    'connections.signInWithPassword',
    'connections.signInWithToken',
    'connections.startCloud',
    'connections.startOAuth1',
    'doctor.saveReport',
    'jiraProjects.countIssues',
    'links.create',
    'links.remove',
    'network.importAuthority',
    'network.inspectCertificate',
    'network.setClientCertificate',
    'network.setProxy',
    'projects.create',
    'projects.rename',
    'projects.setArchived',
    'sync.cancel',
    'sync.start',
    'tasks.create'
  ],
  employee: ['connections.check', 'sync.cancel', 'sync.start', 'tasks.create'],
  observer: ['sync.runs', 'tasks.list']
}

describe.each(people)('%s', (name, who) => {
  test('is refused nothing that is offered', async () => {
    const called = new Set<ChannelName>()
    const refused: Refused[] = []
    const pressed = new Set<string>()
    for (const path of paths) {
      let ours: Refused[] = []
      const { fake } = renderApp(path, { ...severalPeople(), jiraProjectCount: 2 }, (bridge) => {
        ours = guard(bridge, who)
      })
      await waitFor(() => expect(document.querySelector('#content h1')).toBeTruthy())
      await settle()
      await walk(pressed)
      for (const call of fake.calls) called.add(call.name)
      refused.push(...ours)
    }
    expect(refused).toEqual([])
    expect([...called]).toEqual(expect.arrayContaining([...(reached[name] ?? [])]))
  }, 300_000)
})

test('what is not offered would be refused, and noticed', async () => {
  let refused: Refused[] = []
  const { fake } = renderApp('/connections', severalPeople(), (bridge) => {
    refused = guard(bridge, { role: 'employee' })
  })
  await fake.invoke('connections.remove', { id: 'mine' })
  expect(refused).toMatchObject([{ name: 'connections.remove', code: 'not-permitted' }])
  expect(fake.state.connections.map(({ id }) => id)).toContain('mine')
})
