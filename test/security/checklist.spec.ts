/**
 * Electron's security checklist for the windows that are not ours to fill – Jira's sign-in pages, the sheet that is
 * printed – and the points that concern the app as a whole. Our own window is looked at in window.spec.ts and
 * page-policy.spec.ts; docs/security.md has all twenty points.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import type { AppStatus, AtTrackBridge } from '../../preload/contract/index.ts'
import { answerSaveDialog } from '../e2e/support/desktop.ts'
import { addServerAccount, methodRadio, navigate, newProject, readApplicationLink } from '../e2e/support/flows.ts'
import { launchApp, type RunningApp } from '../e2e/support/launchApp.ts'
import { serve, type RunningServer } from '../integration/support/broken-servers.ts'
import { startPracticeJira, type PracticeJira } from '../jira/index.ts'
import { prepareRuntime } from '../../scripts/prepare-runtime.mjs'

let jira: PracticeJira
let running: RunningApp
let app: ElectronApplication
let page: Page
/** The window with Jira's own page, open from the beginning to the end. */
let signIn: Page
/** Must never be asked anything. */
let evil: RunningServer

type Bridge = { attrack: AtTrackBridge }
interface Noted {
  /** The settings each page was made with, by what it showed first. */
  made: { url: string; preferences: Record<string, unknown> }[]
  /** What our window's session asked for. */
  asked: string[]
  opened: string[]
  /** How often AtTrack was started while it ran. */
  starts: number
}
const noted = <K extends keyof Noted>(key: K): Promise<Noted[K]> =>
  app.evaluate((_electron, name) => (globalThis as unknown as Noted)[name], key) as Promise<Noted[K]>

test.beforeAll(async () => {
  evil = await serve((_request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Evil</h1>')
  })
  jira = await startPracticeJira({ version: '10.3' })
  running = await launchApp()
  ;({ app, page } = running)
  await app.evaluate(({ app: electron, session, shell }) => {
    const notes: Noted = { made: [], asked: [], opened: [], starts: 0 }
    Object.assign(globalThis, notes)
    type Settings = { getLastWebPreferences(): Record<string, unknown> }
    electron.on('web-contents-created', (_event, contents) =>
      contents.once('dom-ready', () =>
        notes.made.push({
          url: contents.getURL(),
          preferences: (contents as unknown as Settings).getLastWebPreferences()
        })
      )
    )
    electron.on('second-instance', () => Object.assign(globalThis, { starts: (notes.starts += 1) }))
    session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
      notes.asked.push(details.url)
      answer({})
    })
    shell.openExternal = async (url: string) => void notes.opened.push(url)
  })
  await newProject(page, 'Checklist')
  await addServerAccount(page, jira.url)
  jira.admin.createApplicationLink(await readApplicationLink(page))
  await methodRadio(page, 'OAuth 1.0').check()
  const opened = app.waitForEvent('window')
  await page.getByRole('dialog').getByRole('button', { name: 'Log in to Jira', exact: true }).click()
  signIn = await opened
  await signIn.getByLabel('Username').waitFor()
})
test.afterAll(async () => {
  await running.close()
  await jira.close()
  await evil.close()
  rmSync(running.userData, { recursive: true, force: true })
})

test('2, 3, 4, 6, 8, 9, 10, 11: the pages of others are as walled in as ours', async () => {
  const sheet = join(running.userData, 'sheet.pdf')
  await answerSaveDialog(app, sheet)
  const saved = await page.evaluate(() =>
    (globalThis as unknown as Bridge).attrack.invoke('applink.saveSheet', { format: 'pdf' }).then((one) => one.ok)
  )
  expect(saved).toBe(true)
  expect(existsSync(sheet)).toBe(true)
  const made = await noted('made')
  const [jirasPage, printed, ...more] = made
  expect(jirasPage?.url).toMatch(/^http:\/\/127\.0\.0\.1/)
  expect(printed?.url).toMatch(/^data:text\/html/)
  expect(more).toEqual([])
  for (const { url, preferences } of made) {
    expect(preferences, url).toMatchObject({ contextIsolation: true, sandbox: true, webSecurity: true })
    for (const name of [
      'preload',
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
      'webviewTag'
    ])
      expect(preferences[name] || false, `${name} of ${url}`).toBe(false)
  }
  expect(printed?.preferences['javascript']).toBe(false)
})

test('2, 3, 20: Jira’s page sees nothing of Node, of Electron, or of the app', async () => {
  const found = await signIn.evaluate(async () => ({
    globals: ['attrack', 'require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
      (name) => name in globalThis
    ),
    ours: await fetch('app://attrack/index.html').then(
      () => 'read',
      () => 'refused'
    )
  }))
  expect(found).toEqual({ globals: [], ours: 'refused' })
})

test('5: Jira’s page is given no permission', async () => {
  const got = await signIn.evaluate(async () => {
    const refused = (work: () => Promise<unknown>): Promise<string> =>
      Promise.race([
        work().then(
          (value) => (value === 'denied' ? 'refused' : 'granted'),
          () => 'refused'
        ),
        new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), 3000))
      ])
    const states: string[] = []
    for (const name of ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'midi'])
      states.push((await navigator.permissions.query({ name: name as PermissionName })).state)
    return {
      states,
      notification: await refused(() => Notification.requestPermission()),
      location: await refused(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))
      ),
      camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
      clipboard: await refused(() => navigator.clipboard.readText())
    }
  })
  expect(got.states).not.toContain('granted')
  expect(got).toMatchObject({ notification: 'refused', location: 'refused', camera: 'refused', clipboard: 'refused' })
})

test('13: Jira’s page goes to the web and nowhere else', async () => {
  const at = signIn.url()
  const blob = await signIn.evaluate(() => URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' })))
  const targets = [
    // Chromium itself would show this one. (For about:blank it asks nobody: it is empty.)
    blob,
    'file:///etc/passwd',
    'data:text/html,<h1>x</h1>',
    'app://attrack/index.html',
    'chrome://gpu'
  ]
  for (const target of targets)
    await signIn.evaluate((url) => {
      location.href = url
      const link = Object.assign(document.createElement('a'), { href: url })
      document.body.append(link)
      link.click()
    }, target)
  await signIn.waitForTimeout(400)
  expect(signIn.url()).toBe(at)
  // Playwright would go on waiting for the navigations that were refused.
  expect(await signIn.evaluate(() => document.querySelectorAll('input[type=password]').length)).toBe(1)
})

test('14: Jira’s page opens no windows, and hands nothing to the system', async () => {
  const results = await signIn.evaluate((url) => {
    const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' })
    document.body.append(link)
    link.click()
    return [url, 'about:blank', 'mailto:a@example.com'].map((target) => globalThis.open(target) === null)
  }, evil.url)
  await signIn.waitForTimeout(300)
  expect(results).toEqual([true, true, true])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2)
  expect(evil.seen).toEqual([])
  expect(await noted('opened')).toEqual([])
})

test('1: Jira’s page cannot hide its address, or that it is not encrypted', async () => {
  await signIn.evaluate(() => (document.title = 'https://jira.example.com – secure'))
  const titles = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.getTitle()))
  const { origin } = new URL(jira.url)
  expect(titles).toContainEqual(expect.stringMatching(new RegExp(`^${origin}/.* – sign in to Jira$`)))
})

test('1, 18: all that our window loads comes from app://, nothing from the web or from files', async () => {
  await page.keyboard.press('Escape')
  await page.reload()
  for (const name of ['Projects', 'Connections', 'Members', 'Settings'] as const) {
    await navigate(page, name)
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }
  const asked = await noted('asked')
  expect(asked).toContainEqual(expect.stringMatching(/^app:\/\/attrack\/index\.html/))
  expect(asked.filter((url) => !/^(app:\/\/attrack\/|devtools:)/.test(url))).toEqual([])
  // What the policy keeps from loading is asked of nobody, but complained of.
  expect(running.complaints).toEqual([])
  const read = await page.evaluate(() =>
    fetch('file:///etc/hostname').then(
      () => 'read',
      () => 'refused'
    )
  )
  expect(read).toBe('refused')
  const handled = await app.evaluate(({ protocol }) => [
    protocol.isProtocolHandled('app'),
    protocol.isProtocolIntercepted('file')
  ])
  expect(handled).toEqual([true, false])
})

test('6, 8, 9, 10: no switch weakens all pages at once', async () => {
  const set = await app.evaluate(({ app: electron }) =>
    [
      'disable-web-security',
      'disable-site-isolation-trials',
      'allow-running-insecure-content',
      'ignore-certificate-errors',
      'unsafely-treat-insecure-origin-as-secure',
      'enable-experimental-web-platform-features',
      'enable-blink-features',
      'js-flags'
    ].filter((name) => electron.commandLine.hasSwitch(name))
  )
  // Electron itself sets allow-file-access-from-files while a fuse lets it; packaged.spec.ts looks at the fuses.
  expect(set).toEqual([])
})

test('11: there is no <webview>, so none whose popups are allowed', async () => {
  const before = await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)
  const kind = await page.evaluate((url) => {
    const view = document.createElement('webview')
    view.setAttribute('allowpopups', '')
    view.setAttribute('src', url)
    document.body.append(view)
    return { own: view.constructor === HTMLElement, defined: customElements.get('webview') !== undefined }
  }, evil.url)
  await page.waitForTimeout(300)
  expect(kind).toEqual({ own: true, defined: false })
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(before)
  expect(evil.seen).toEqual([])
})

test('16: on an Electron that is past its time, AtTrack says so', async () => {
  const status = await page.evaluate(() =>
    (globalThis as unknown as Bridge).attrack
      .invoke('app.status', {})
      .then((one) => (one.ok ? one.value : null) as AppStatus | null)
  )
  const version = await app.evaluate(() => process.versions['electron'] ?? '')
  expect(status?.electron).toBe(version)
  const notice = page.getByText('Not for release.')
  if (Number.parseInt(version, 10) < 43) await expect(notice).toBeVisible()
  else await expect(notice).toBeHidden()
})

test('a second start ends at once; what it was given is not opened, and there are no addresses of our own', async () => {
  const { executablePath, args } = await prepareRuntime()
  const given = ['attrack://open?url=https://evil.example.com', evil.url, 'file:///etc/passwd']
  const second = spawn(executablePath, [...args, ...given], {
    env: { ...process.env, ATTRACK_USER_DATA: running.userData },
    stdio: 'ignore',
    timeout: 20_000
  })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  // By itself, not because it was told to after these seconds.
  expect(second.killed).toBe(false)
  expect(code).toBe(0)
  await expect.poll(() => noted('starts')).toBe(1)
  expect(await noted('opened')).toEqual([])
  expect(evil.seen).toEqual([])
  expect(page.url()).toMatch(/^app:\/\/attrack\//)
  const registered = await app.evaluate(({ app: electron }) => electron.isDefaultProtocolClient('attrack'))
  expect(registered).toBe(false)
})
