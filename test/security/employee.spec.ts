/**
 * An Employee at the real app who wants more: what is on the screens, what can be reached by typing addresses, and what main
 * answers to whoever opens the developer tools. The same for a window at which nobody is signed in, and for a locked one.
 */
import { expect, test, type Page } from '@playwright/test'
import { channelNames, eventNames } from '../../preload/contract/names.ts'
import type { ChannelName } from '../../preload/contract/index.ts'
import { bridgeOf } from '../e2e/support/bridge.ts'
import { navigate, openTab } from '../e2e/support/flows.ts'
import { launchApp, type RunningApp } from '../e2e/support/launchApp.ts'
import { inputs } from '../integration/permissions/inputs.ts'
import { refusalOf, whoMay, type Column } from '../integration/permissions/who-may.ts'
import type { World } from '../integration/permissions/world.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { recognised } from '../support/recognised.ts'

let jira: PracticeJira
let running: RunningApp
let page: Page
/** What the calls are about: the ids of what is really there. */
let world: Pick<World, 'ours' | 'theirs' | 'memberIds'>
let owner: string

const given = 'seven loud green bicycles'
const chosen = 'nine patient silver kettles'
const ownPassword = 'five quiet brown boats'

test.beforeAll(async () => {
  jira = await startPracticeJira({ version: '10.3' })
  running = await launchApp()
  page = running.page
  const { must } = bridgeOf(page)
  const { id: projectId } = await must('projects.create', { name: 'Website' })
  const task = await must('tasks.create', { projectId, summary: 'A task' })
  const { id: connectionId } = await must('connections.signInWithPassword', {
    siteUrl: jira.url,
    username: 'anna',
    password: 'anna-password'
  })
  const { projects } = await must('jiraProjects.list', { connectionId, projectId, search: 'DAEMON' })
  const jiraProjectId = projects[0]?.id ?? ''
  const link = await must('links.create', { projectId, connectionId, jiraProjectId })
  await expect
    .poll(async () => (await must('sync.status', { projectId })).links.map(({ lastRun }) => lastRun?.outcome))
    .toEqual(['done'])
  const { runs } = await must('sync.runs', { projectId })
  const employee = await must('members.add', {
    name: 'Emma',
    login: 'emma',
    role: 'employee',
    projectIds: [],
    password: given,
    ownPassword
  })
  const { members } = await must('members.list', {})
  const administrator = members.find(({ role }) => role === 'administrator')
  owner = administrator?.login ?? ''
  const everybody = administrator?.id ?? ''
  const ours = {
    projectId,
    taskId: task.id,
    siteUrl: jira.url,
    connectionId,
    linkId: link.id,
    runId: runs[0]?.id ?? ''
  }
  world = {
    ours,
    theirs: ours,
    memberIds: {
      administrator: everybody,
      inside: everybody,
      outside: everybody,
      unattached: everybody,
      employee: employee.id,
      observer: everybody,
      due: everybody
    }
  }
})
test.afterAll(async () => {
  await running.close()
  await jira.close()
})

const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })

/** What the developer tools would do: every channel that the table forbids, one after the other. */
async function callForbidden(column: Column): Promise<void> {
  const { invoke } = bridgeOf(page)
  const forbidden = ([...channelNames] as ChannelName[]).filter((name) => !whoMay[name].includes(column))
  expect(forbidden.length).toBeGreaterThan(20)
  for (const name of forbidden) {
    const result = await invoke(name, inputs[name as 'app.status'](world as World) as Record<string, never>)
    expect([name, result.ok ? 'ok' : result.failure.code]).toEqual([name, refusalOf(column, name)])
  }
}

/** Whatever of it can be seen or reached by a screen reader. */
const forbiddenWords =
  /add account|sign in again|take over|select project|link project|^remove|log in to jira|set up the application link|new project|add member|audit log|back up workspace|restore a backup|network settings|show certificate/i

async function offeredHere(): Promise<string[]> {
  const names = await page
    .locator('button, a, [role=button], [role=menuitem], [role=link], input[type=submit]')
    .evaluateAll((all) => all.map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim()))
  return names.filter((name) => forbiddenWords.test(name))
}

test('signed out: nothing of the workspace is on the screen, told, or answered', async () => {
  const { must } = bridgeOf(page)
  await page.evaluate(
    (names) => {
      const { attrack } = globalThis as unknown as {
        attrack: { on(name: string, listener: (payload: unknown) => void): void }
      }
      const heard: unknown[] = []
      Object.assign(globalThis, { heard })
      for (const name of names) attrack.on(name, (payload) => void heard.push([name, payload]))
    },
    [...eventNames]
  )
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard)

  // A check that goes on while nobody is there.
  jira.admin.setFault('slow', true, { ms: 300 })
  await must('doctor.start', { connectionId: world.ours.connectionId })
  await expect.poll(async () => JSON.stringify(await heard())).toContain('doctor.progress')
  await must('session.signOut', {})
  await expect(heading('Sign in to AtTrack')).toBeVisible()
  const before = (await heard()).length
  const asked = jira.admin.requests().length
  await expect.poll(() => jira.admin.requests().length).toBeGreaterThan(asked + 1)
  jira.admin.clearFaults()
  expect((await heard()).slice(before)).toEqual([])

  expect(await page.innerText('body')).not.toMatch(/Website|Emma|jira/i)
  await callForbidden('signed-out')
  recognised({ code: 'signed-out', by: 'the bridge is called while nobody is signed in', how: 'app' })
  for (const route of [
    '/connections',
    `/projects/${world.ours.projectId}`,
    '/members',
    '/members/audit',
    '/settings'
  ]) {
    await page.evaluate((hash) => (location.hash = hash), route)
    await expect(heading('Sign in to AtTrack')).toBeVisible()
    expect(await page.innerText('body')).not.toMatch(/Website|Emma|127\.0\.0\.1/i)
  }
})

test('an Employee: with a password somebody else gave, nothing but choosing one’s own', async () => {
  await page.getByLabel('Login', { exact: true }).fill('emma')
  await page.getByLabel('Password', { exact: true }).fill(given)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(heading('Choose your own password')).toBeVisible()
  await callForbidden('password-due')
  recognised({
    code: 'password-change-due',
    by: 'the bridge is called before the first password of one’s own',
    how: 'app'
  })
  await page.getByLabel('Current password', { exact: true }).fill(given)
  await page.getByLabel('New password', { exact: true }).fill(chosen)
  await page.getByLabel('Repeat the new password', { exact: true }).fill(chosen)
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(heading('Projects')).toBeVisible()
})

test('an Employee: Add Account is on no screen, nor behind any address', async () => {
  const screens: [string, () => Promise<void>][] = [
    ['Projects', () => navigate(page, 'Projects')],
    ['Website', () => page.getByRole('link', { name: 'Website', exact: true }).click()],
    ['Website', () => openTab(page, 'Tasks')],
    ['Website', () => openTab(page, 'Overview')],
    ['Connections', () => navigate(page, 'Connections')],
    ['Members', () => navigate(page, 'Members')],
    ['Settings', () => navigate(page, 'Settings')]
  ]
  for (const [title, go] of screens) {
    await go()
    await expect(heading(title)).toBeVisible()
    expect([title, await offeredHere()]).toEqual([title, []])
    await expect(page.getByRole('button', { name: 'Add Account' })).toHaveCount(0)
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  // What is connected is there to be seen.
  await page.evaluate((hash) => (location.hash = hash), `/projects/${world.ours.projectId}`)
  await expect(page.getByRole('region', { name: 'Available connections' })).toContainText('Connected')
  expect(await offeredHere()).toEqual([])
  for (const route of ['/members/audit', '/connections/new', '/failures', `/projects/${world.ours.projectId}?add=1`]) {
    await page.evaluate((hash) => (location.hash = hash), route)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect([route, await offeredHere()]).toEqual([route, []])
  }
  // Nor by keyboard: whatever takes the focus is one of those.
  await page.evaluate((hash) => (location.hash = hash), `/projects/${world.ours.projectId}`)
  await expect(heading('Website')).toBeVisible()
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent ?? '')).not.toMatch(/^add account$/i)
  }
})

test('an Employee: the bridge is refused in main, and nothing has changed', async () => {
  const { must, invoke } = bridgeOf(page)
  const before = await must('connections.list', {})
  jira.admin.resetRequests()
  await callForbidden('employee')
  recognised({ code: 'not-permitted', by: 'an Employee calls the bridge from the developer tools', how: 'app' })
  expect(jira.admin.requests()).toEqual([])
  expect(await must('connections.list', {})).toEqual(before)
  expect((await must('projects.list', {})).projects.map(({ name }) => name)).toEqual(['Website'])
  expect(await must('projects.list', { archived: true })).toMatchObject({ total: 0 })
  expect((await must('members.list', {})).members.map(({ role }) => role).sort()).toEqual(['administrator', 'employee'])
  expect((await must('app.status', {})).session).toMatchObject({ state: 'signed-in', user: { role: 'employee' } })
  // Saying to be somebody else, or asking for what is no channel, leads nowhere either.
  const forged = { name: 'x', role: 'administrator', member: world.memberIds.administrator }
  expect(await invoke('projects.create', forged as never)).toMatchObject({ failure: { code: 'not-permitted' } })
  expect(
    await invoke('tasks.create', { projectId: world.ours.projectId, summary: 'x', as: 'y' } as never)
  ).toMatchObject({
    failure: { code: 'invalid-input' }
  })
  await expect(invoke('store.saveConnection' as 'app.status', {})).rejects.toThrow()
  // What an Employee is here for works.
  await must('tasks.create', { projectId: world.ours.projectId, summary: 'Made by Emma' })
  expect(await must('connections.check', { id: world.ours.connectionId })).toMatchObject({ status: 'connected' })
})

test('locked: the same as nobody, until the password is typed', async () => {
  const { must } = bridgeOf(page)
  await must('session.lock', {})
  await expect(heading('Locked')).toBeVisible()
  expect(await page.innerText('body')).not.toMatch(/Website|127\.0\.0\.1/)
  await callForbidden('locked')
  recognised({ code: 'locked', by: 'the bridge is called while the window is locked', how: 'app' })
  await page.getByLabel('Password', { exact: true }).fill(chosen)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('navigation')).toBeVisible()
  expect((await must('app.status', {})).session.state).toBe('signed-in')
})

test('the Administrator, afterwards: everything is as it was', async () => {
  const { must } = bridgeOf(page)
  await must('session.signOut', {})
  await must('session.signIn', { login: owner, password: ownPassword })
  expect(await must('settings.get', {})).toMatchObject({ syncIntervalMinutes: 15 })
  // What was looked for above is what an Administrator finds there.
  await expect(heading('Projects')).toBeVisible()
  await page.evaluate((hash) => (location.hash = hash), `/projects/${world.ours.projectId}`)
  await expect(page.getByRole('button', { name: 'Add Account' })).toBeVisible()
  expect(await offeredHere()).toContain('Add Account')
  const { entries } = await must('audit.list', { search: 'Emma' })
  expect(new Set(entries.filter(({ member }) => member === 'Emma').map(({ action }) => action))).toEqual(
    new Set(['Signed in', 'Changed their own password', 'Locked', 'Unlocked', 'Signed out'])
  )
  expect(running.complaints.filter((one) => !one.includes('store.saveConnection'))).toEqual([])
})
