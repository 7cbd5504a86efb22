/**
 * Our window against Electron's security checklist, points 2 to 6, 8 to 10, 12, 15 and 20, in the real app; docs/security.md
 * says where the others are.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
import { rmSync } from 'node:fs'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import type { AtTrackBridge } from '../../preload/contract/index.ts'
import { launchApp, type RunningApp } from '../e2e/support/launchApp.ts'
import { serve, type RunningServer } from '../integration/support/broken-servers.ts'

let running: RunningApp
let app: ElectronApplication
let page: Page
/** Must never be asked anything. */
let evil: RunningServer

test.beforeAll(async () => {
  evil = await serve((_request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Evil</h1>')
  })
  running = await launchApp()
  ;({ app, page } = running)
})
test.afterAll(async () => {
  await running.close()
  await evil.close()
  rmSync(running.userData, { recursive: true, force: true })
})

type Bridge = { attrack: AtTrackBridge }

test('2, 3, 4, 6, 8, 9, 10: every window is isolated, sandboxed, without Node, with web security', async () => {
  const all = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one) => {
      const preferences = (
        one as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences()
      const names = [
        'contextIsolation',
        'sandbox',
        'nodeIntegration',
        'nodeIntegrationInWorker',
        'nodeIntegrationInSubFrames',
        'webSecurity',
        'allowRunningInsecureContent',
        'experimentalFeatures',
        'enableBlinkFeatures',
        'webviewTag'
      ]
      return Object.fromEntries(names.map((name) => [name, preferences[name] || false]))
    })
  )
  expect(all.length).toBeGreaterThan(0)
  for (const one of all) {
    expect(one).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: false,
      webviewTag: false
    })
  }
})

test('20: the page sees the bridge with invoke and on, and nothing of Node or Electron', async () => {
  const seen = await page.evaluate(() => {
    const { attrack } = globalThis as unknown as { attrack: Record<string, (...given: unknown[]) => unknown> }
    const reach: string[] = []
    // Whatever hangs on the bridge, its functions and what they return.
    const unsubscribe = attrack['on']?.('changed', () => {})
    const walk = (value: unknown, where: string, depth: number): void => {
      if (depth > 4 || (typeof value !== 'object' && typeof value !== 'function') || value === null) return
      for (const name of Object.getOwnPropertyNames(value)) {
        if (['length', 'name', 'prototype', 'arguments', 'caller'].includes(name)) continue
        reach.push(`${where}.${name}`)
        walk((value as Record<string, unknown>)[name], `${where}.${name}`, depth + 1)
      }
    }
    walk(attrack, 'attrack', 0)
    walk(unsubscribe, 'unsubscribe', 0)
    const globals = [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'electron',
      'ipcRenderer',
      '__dirname',
      'global',
      'setImmediate'
    ]
    return {
      reach,
      ended: String(unsubscribe?.constructor.name),
      returned: typeof (unsubscribe as () => unknown)(),
      globals: globals.filter((name) => name in globalThis),
      frozen: Object.isFrozen(attrack) || !Reflect.set(attrack, 'invoke', () => 'taken over')
    }
  })
  expect(seen.reach.sort()).toEqual(['attrack.invoke', 'attrack.on'])
  expect(seen.ended).toBe('Function')
  // ipcRenderer.removeListener returns ipcRenderer itself: that must not come through.
  expect(seen.returned).toBe('undefined')
  expect(seen.globals).toEqual([])
  expect(seen.frozen).toBe(true)
})

test('20: the bridge refuses channels and events that are not in the contract', async () => {
  const said = await page.evaluate(async () => {
    const { attrack } = globalThis as unknown as {
      attrack: {
        invoke(name: unknown, input?: unknown): Promise<unknown>
        on(name: unknown, listener: unknown): unknown
      }
    }
    const outcome = async (work: () => unknown): Promise<string> => {
      try {
        return JSON.stringify(await work())
      } catch (error) {
        return `refused: ${(error as Error).message}`
      }
    }
    return Promise.all(
      [
        'settings.getAll',
        'ELECTRON_BROWSER_SANDBOX_LOAD',
        '__proto__',
        'constructor',
        '',
        7,
        null,
        ['app.status'],
        { toString: () => 'app.status' }
      ]
        .map((name) => outcome(() => attrack.invoke(name, {})))
        .concat(['ELECTRON_INTERNAL', 'toString', 3].map((name) => outcome(() => attrack.on(name, () => {}))))
    )
  })
  // By the bridge itself: main would refuse them, too, but is not even asked.
  for (const one of said) expect(one).toMatch(/^refused: There is no such (channel|event)\.$/)
})

test('main registers the contract’s channels and no other', async () => {
  const { channels } = await import('../../preload/contract/index.ts')
  const registered = await app.evaluate(({ ipcMain }) => [
    ...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys()
  ])
  expect(registered.sort()).toEqual(Object.keys(channels).sort())
  const listened = await app.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String))
  // `error` is Electron's own, for what an emitter throws; no page can reach it.
  expect(listened.filter((name) => name !== 'error')).toEqual([])
})

test('12: no webview comes to life', async () => {
  const before = await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)
  await page.evaluate((url) => {
    const view = document.createElement('webview')
    view.setAttribute('src', url)
    document.body.append(view)
  }, evil.url)
  await page.waitForTimeout(300)
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(before)
  // Even in a window that was made with the tag allowed.
  const attached = await app.evaluate(async ({ BrowserWindow }, url) => {
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, sandbox: true } })
    let attached = false
    window.webContents.on('did-attach-webview', () => (attached = true))
    await window.loadURL(`data:text/html,<webview src="${url}"></webview>`)
    await new Promise((resolve) => setTimeout(resolve, 400))
    window.destroy()
    return attached
  }, evil.url)
  expect(attached).toBe(false)
  expect(evil.seen).toEqual([])
})

test('5: no permission is given', async () => {
  const got = await page.evaluate(async () => {
    const states: Record<string, string> = {}
    for (const name of [
      'notifications',
      'geolocation',
      'camera',
      'microphone',
      'clipboard-read',
      'clipboard-write',
      'midi',
      'persistent-storage',
      'storage-access',
      'window-management',
      'local-fonts'
    ]) {
      states[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
        (one) => one.state,
        () => 'unknown'
      )
    }
    const refused = (work: () => Promise<unknown>): Promise<string> =>
      Promise.race([
        work().then(
          (value) => (value === 'denied' || value === null ? 'refused' : `granted ${String(value)}`),
          () => 'refused'
        ),
        new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), 3000))
      ])
    const used = {
      notification: await refused(() => Notification.requestPermission()),
      location: await refused(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))
      ),
      camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await refused(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      clipboard: await refused(() => navigator.clipboard.readText())
    }
    return { states, used }
  })
  expect(Object.entries(got.states).filter(([, state]) => state === 'granted')).toEqual([])
  expect(got.used).toEqual({
    notification: 'refused',
    location: 'refused',
    camera: 'refused',
    screen: 'refused',
    clipboard: 'refused'
  })
})

test('15: app.openExternal opens web and mail addresses, in their parsed form, and nothing else', async () => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url: string) => void opened.push(url)
  })
  const open = (url: unknown): Promise<boolean> =>
    page.evaluate(
      (given) =>
        (globalThis as unknown as Bridge).attrack
          .invoke('app.openExternal', { url: given as string })
          .then((result) => result.ok),
      url
    )
  const refused = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'file:///etc/passwd',
    'file://host/share/x.exe',
    'FILE:///C:/Windows/System32/calc.exe',
    '\\\\host\\share\\run.exe',
    '//host/share',
    'smb://host/share',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'ms-msdt:/id',
    'search-ms:query=x',
    'ftp://host/x',
    'ssh://host',
    'app://attrack/index.html',
    'chrome://settings',
    'about:blank',
    'blob:https://a/b',
    'view-source:https://a',
    'C:\\Windows\\System32\\calc.exe',
    '/usr/bin/xterm',
    'jira.example.com',
    '',
    'https://',
    'https:',
    'http://[',
    'x'.repeat(5000),
    7,
    null,
    { href: 'https://example.com' },
    ['https://example.com']
  ]
  for (const url of refused) expect(await open(url), JSON.stringify(url)?.slice(0, 60)).toBe(false)
  expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([])

  const allowed: Record<string, RegExp> = {
    'https://jira.example.com/browse/MOD-1?a=b#c': /^https:\/\/jira\.example\.com\/browse\/MOD-1\?a=b#c$/,
    'HTTPS://JIRA.example.com': /^https:\/\/jira\.example\.com\/$/,
    'https://jira.example.com/a\r\nb\tc': /^https:\/\/jira\.example\.com\/abc$/,
    '\u0000 https://jira.example.com/x': /^https:\/\/jira\.example\.com\/x$/,
    'https://jira.example.com/"; calc.exe "': /^https:\/\/jira\.example\.com\/%22;%20calc\.exe%20%22$/,
    'https:\\\\jira.example.com\\x': /^https:\/\/jira\.example\.com\/x$/,
    'https://jira.example.com/ü': /^https:\/\/jira\.example\.com\/%C3%BC$/,
    'mailto:anna@example.com?subject=x y': /^mailto:anna@example\.com\?subject=x%20y$/
  }
  for (const url of Object.keys(allowed)) expect(await open(url), url).toBe(true)
  const opened = await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  expect(opened.length).toBe(Object.keys(allowed).length)
  for (const [at, pattern] of Object.values(allowed).entries()) expect(opened[at]).toMatch(pattern)
  // Nothing that a shell, a log or a terminal could take for more than an address.
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for.
  for (const url of opened) expect(url).not.toMatch(/[\u0000-\u0020\u007f"<>\\^`{|}]/)
})

test('nothing of this troubled the page', () => {
  expect(running.complaints).toEqual([])
})
