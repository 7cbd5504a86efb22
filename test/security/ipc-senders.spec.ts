/**
 * Who may call the app's channels: our window's main frame and nobody else. Electron's security checklist, point 17.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
import { rmSync } from 'node:fs'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import type { AtTrackBridge } from '../../preload/contract/index.ts'
import { launchApp, type RunningApp } from '../e2e/support/launchApp.ts'
import { serve, type RunningServer } from '../integration/support/broken-servers.ts'
import { recognised } from '../support/recognised.ts'

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

test('17: a frame in our window, another origin and another page with our preload get nothing', async () => {
  const preload = await app.evaluate(({ app: electron }) => `${electron.getAppPath()}/out/preload/index.cjs`)
  const foreign = await serve(
    (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Elsewhere</h1>')
  )
  const said = await app.evaluate(
    async ({ BrowserWindow }, { preload: script, url }) => {
      const ask = `attrack.invoke('projects.list', {}).then((result) => result.ok ? 'answered' : result.failure.code, (error) => error.message)`
      const outcomes: Record<string, unknown> = {}
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload: script, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: true }
      })
      for (const [name, address] of [
        ['foreign', url],
        ['data', 'data:text/html,<h1>x</h1>'],
        ['lookalike', url.replace('http://', 'http://attrack@')]
      ] as const) {
        await window.loadURL(address)
        outcomes[name] = await window.webContents.executeJavaScript(ask)
      }
      await window.loadURL(url)
      await window.webContents.executeJavaScript(
        `new Promise((resolve) => { const frame = document.createElement('iframe'); frame.src = '/frame'; frame.onload = () => resolve(); document.body.append(frame) })`
      )
      const frame = window.webContents.mainFrame.frames[0]
      outcomes['frame'] = frame ? await frame.executeJavaScript(ask) : 'no frame'
      window.destroy()
      return outcomes
    },
    { preload, url: foreign.url }
  )
  await foreign.close()
  expect(said).toEqual({
    foreign: 'untrusted-sender',
    data: 'untrusted-sender',
    lookalike: 'untrusted-sender',
    frame: 'untrusted-sender'
  })
  recognised({ code: 'untrusted-sender', by: 'another page calls the app', how: 'app' })
})

test('17: a frame of our own origin within our own page is no main frame', async () => {
  const said = await app.evaluate(async ({ ipcMain, BrowserWindow }) => {
    const [ours] = BrowserWindow.getAllWindows()
    const handlers = (
      ipcMain as unknown as {
        _invokeHandlers: Map<
          string,
          (event: object, input: unknown) => Promise<{ ok: boolean; failure?: { code: string } }>
        >
      }
    )._invokeHandlers
    const call = handlers.get('projects.list')
    if (!ours || !call) return 'not there'
    const sender = ours.webContents
    const outcome = async (senderFrame: unknown): Promise<string> => {
      const result = await call({ sender, senderFrame, frameId: 1, processId: 1 }, {})
      return result.ok ? 'answered' : (result.failure?.code ?? '?')
    }
    return {
      main: await outcome(sender.mainFrame),
      embedded: await outcome({ url: 'app://attrack/index.html' }),
      gone: await outcome(null)
    }
  })
  // The shape of Electron’s event is made here; what decides is the app’s own check.
  expect(said).toMatchObject({ embedded: 'untrusted-sender', gone: 'untrusted-sender' })
})

test('a hundred kilobytes, a loop, or functions as input are refused as values', async () => {
  const said = await page.evaluate(async () => {
    const { attrack } = globalThis as unknown as Bridge
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    const outcome = (name: string, input: unknown): Promise<string> =>
      attrack.invoke(name as 'projects.create', input as { name: string }).then(
        (result) => (result.ok ? 'ok' : result.failure.code),
        (error: Error) => error.name
      )
    return [
      await outcome('projects.create', { name: 'x'.repeat(100_000) }),
      await outcome('projects.create', loop),
      await outcome('projects.create', { name: 'x', ['__proto__']: { name: 'y' }, extra: 1 }),
      await outcome('projects.create', JSON.parse('{"name":"x","__proto__":{"polluted":1}}')),
      await outcome('projects.create', { name: ['x'] }),
      await outcome('projects.create', undefined),
      await outcome('tasks.list', { projectId: "x' or 1=1 --" })
    ]
  })
  expect(said.slice(0, 3)).toEqual(['input-too-large', 'input-too-large', 'invalid-input'])
  expect(said.slice(4)).toEqual(['invalid-input', 'invalid-input', 'invalid-input'])
  expect(await page.evaluate(() => ({} as { polluted?: unknown }).polluted)).toBeUndefined()
})
test('nothing of this troubled the page', () => {
  expect(running.complaints).toEqual([])
})
