/**
 * Our window against Electron's security checklist, point by point, in the real app.
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

/** Attempts that the policy reports on the console are what these tests are about; anything else is a fault. */
const expected: RegExp[] = []
const attempt = (...complaints: RegExp[]): void => void expected.push(...complaints)

type Bridge = { attrack: AtTrackBridge }

test('the page loads without a complaint', () => {
  expect(running.complaints).toEqual([])
})

test('2, 3, 4, 6: every window is isolated, sandboxed, without Node, with web security', async () => {
  const all = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one) => {
      const preferences = (one as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
      const names = [
        'contextIsolation', 'sandbox', 'nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'webSecurity',
        'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures', 'webviewTag'
      ]
      return Object.fromEntries(names.map((name) => [name, preferences[name] || false]))
    })
  )
  expect(all.length).toBeGreaterThan(0)
  for (const one of all) {
    expect(one).toEqual({
      contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, enableBlinkFeatures: false, webviewTag: false
    })
  }
})

test('the page sees the bridge with invoke and on, and nothing of Node or Electron', async () => {
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
    const globals = ['require', 'process', 'module', 'exports', 'Buffer', 'electron', 'ipcRenderer', '__dirname', 'global', 'setImmediate']
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

test('the bridge refuses channels and events that are not in the contract', async () => {
  const said = await page.evaluate(async () => {
    const { attrack } = globalThis as unknown as { attrack: { invoke(name: unknown, input?: unknown): Promise<unknown>; on(name: unknown, listener: unknown): unknown } }
    const outcome = async (work: () => unknown): Promise<string> => {
      try {
        return JSON.stringify(await work())
      } catch (error) {
        return `refused: ${(error as Error).message}`
      }
    }
    return Promise.all(
      ['settings.getAll', 'ELECTRON_BROWSER_SANDBOX_LOAD', '__proto__', 'constructor', '', 7, null, ['app.status'], { toString: () => 'app.status' }]
        .map((name) => outcome(() => attrack.invoke(name, {})))
        .concat(['ELECTRON_INTERNAL', 'toString', 3].map((name) => outcome(() => attrack.on(name, () => {}))))
    )
  })
  for (const one of said) expect(one).toMatch(/^refused: /)
})

test('main registers the contract’s channels and no other', async () => {
  const { channels } = await import('../../preload/contract/index.ts')
  const registered = await app.evaluate(({ ipcMain }) => [...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys()])
  expect(registered.sort()).toEqual(Object.keys(channels).sort())
  const listened = await app.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String))
  // `error` is Electron's own, for what an emitter throws; no page can reach it.
  expect(listened.filter((name) => name !== 'error')).toEqual([])
})

test('7: the policy comes as a header, and is strict', async () => {
  const headers = await page.evaluate(async () => Object.fromEntries((await fetch('/index.html')).headers))
  const policy = headers['content-security-policy'] ?? ''
  const rules = Object.fromEntries(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))
  expect(rules).toMatchObject({
    'default-src': ["'none'"], 'script-src': ["'self'"], 'base-uri': ["'none'"], 'form-action': ["'none'"], 'frame-ancestors': ["'none'"], 'connect-src': ["'self'"]
  })
  expect(policy).not.toMatch(/unsafe|https?:|\*|blob:|filesystem:/)
  expect(headers['x-content-type-options']).toBe('nosniff')
  const again = await page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'))
  expect(again).not.toBe(policy)
})

test('7: eval, inline scripts, inline handlers, javascript: links and foreign scripts do not run', async () => {
  attempt(/Content Security Policy/, /net::ERR_BLOCKED_BY_CSP/, /status of 404/)
  const ran = await page.evaluate(async (foreign) => {
    const world = globalThis as unknown as { canary: string[] }
    world.canary = []
    const tried: Record<string, string> = {}
    // In a task of the page's own: what the debugger evaluates is exempt from the policy.
    await new Promise((resolve) => setTimeout(resolve, 0))
    for (const [name, work] of Object.entries({
      // oxlint-disable-next-line no-eval -- refused, as the test proves.
      eval: () => (0, eval)('canary.push("eval")'),
      // oxlint-disable-next-line no-new-func, no-implied-eval -- likewise.
      function: () => new Function('canary.push("function")')(),
      // oxlint-disable-next-line no-implied-eval -- likewise.
      timer: () => setTimeout('canary.push("timer")' as unknown as () => void, 0)
    })) {
      try {
        work()
        tried[name] = 'no error'
      } catch (error) {
        tried[name] = (error as Error).name
      }
    }
    const add = (html: string): void => {
      const holder = document.createElement('div')
      holder.innerHTML = html
      document.body.append(holder)
    }
    add('<img src="/none.png" onerror="canary.push(\'onerror\')"><svg onload="canary.push(\'onload\')"></svg>')
    add('<a id="js-link" href="javascript:canary.push(\'link\')">x</a>')
    ;(document.querySelector('#js-link') as HTMLElement).click()
    for (const make of [(one: HTMLScriptElement) => (one.textContent = 'canary.push("inline")'), (one: HTMLScriptElement) => (one.src = `${foreign}/x.js`), (one: HTMLScriptElement) => (one.src = 'data:text/javascript,canary.push("data")')]) {
      const script = document.createElement('script')
      make(script)
      document.head.append(script)
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { canary: world.canary, tried }
  }, evil.url)
  expect(ran.canary).toEqual([])
  expect(ran.tried).toMatchObject({ eval: 'EvalError', function: 'EvalError' })
  expect(evil.seen).toEqual([])
})

test('the page can send nothing elsewhere: no fetch, image, form, frame, socket, worker or object', async () => {
  attempt(/Content Security Policy/, /net::ERR_BLOCKED_BY_CSP/, /Refused to/)
  const { sent, sockets } = await page.evaluate(async (url) => {
    const sent = await fetch(`${url}/fetch`).then(() => 'sent', () => 'refused')
    for (const [tag, attribute] of [['img', 'src'], ['iframe', 'src'], ['object', 'data'], ['embed', 'src'], ['link', 'href'], ['video', 'src']] as const) {
      const element = document.createElement(tag)
      if (tag === 'link') element.setAttribute('rel', 'stylesheet')
      element.setAttribute(attribute, `${url}/${tag}`)
      document.body.append(element)
    }
    const form = Object.assign(document.createElement('form'), { action: `${url}/form`, method: 'post' })
    document.body.append(form)
    form.submit()
    navigator.sendBeacon(`${url}/beacon`, 'x')
    const sockets: string[] = []
    try {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`)
      socket.addEventListener('open', () => sockets.push('open'))
    } catch {
      // Refused at once.
    }
    try {
      new Worker(`${url}/worker.js`)
    } catch {
      // Refused at once.
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
    return { sent, sockets }
  }, evil.url)
  expect(sent).toBe('refused')
  expect(sockets).toEqual([])
  expect(evil.seen.map(({ url }) => url)).toEqual([])
  expect(page.url()).toMatch(/^app:\/\/attrack\//)
})

test('app:// serves the built renderer and nothing else', async () => {
  const statuses = await app.evaluate(async ({ net }) => {
    const urls = [
      'app://attrack/../main/index.cjs', 'app://attrack/..%2fmain%2findex.cjs', 'app://attrack/%2e%2e/main/index.cjs', 'app://attrack/%2e%2e%2fmain%2findex.cjs',
      'app://attrack/..%5cmain%5cindex.cjs', 'app://attrack/..\\main\\index.cjs', 'app://attrack/assets/../../main/index.cjs', 'app://attrack/assets/..%2f..%2f..%2fpackage.json',
      'app://attrack//etc/passwd', 'app://attrack/%2fetc%2fpasswd', 'app://attrack/..%2f..%2fpackage.json', 'app://attrack/..%252fmain%252findex.cjs',
      'app://attrack/index.html%00.png', 'app://attrack/%', 'app://attrack/%ff', 'app://attrack/assets', 'app://attrack/', 'app://attrack/..%2frenderer%2findex.html',
      'app://attrack/..%2frenderer-backup%2findex.html',
      'app://other/index.html', 'app://attrack.evil/index.html', 'app://user@attrack/index.html', 'app://attrack:81/index.html', 'app:///index.html', 'app://ATTRACK/index.html'
    ]
    const answers: Record<string, string> = {}
    for (const url of urls) {
      answers[url] = await net.fetch(url).then(
        async (reply) => `${reply.status} ${/<div id="root">/.test(await reply.text()) ? 'our page' : ''}`.trim(),
        () => 'error'
      )
    }
    for (const method of ['POST', 'PUT', 'HEAD']) {
      answers[method] = await net.fetch('app://attrack/index.html', { method }).then((reply) => String(reply.status), () => 'error')
    }
    return answers
  })
  const served = Object.entries(statuses).filter(([, status]) => status.startsWith('2')).map(([url]) => url)
  // Chromium itself takes these for the same address: the scheme has no ports and no users.
  const sameAddress = ['app://ATTRACK/index.html', 'app://user@attrack/index.html', 'app://attrack:81/index.html']
  expect(served.filter((url) => url !== 'app://attrack/' && !sameAddress.includes(url))).toEqual([])
  expect(statuses['app://attrack/']).toBe('200 our page')
})

test('13: our window is not led away, neither to the web nor to a file nor to data', async () => {
  attempt(/Not allowed to (load|navigate)/, /Content Security Policy/)
  const at = page.url()
  for (const target of [evil.url, 'https://example.com/', 'file:///etc/passwd', 'data:text/html,<h1>x</h1>', 'app://other/', 'chrome://version/', 'javascript:document.write(1)', 'mailto:a@example.com']) {
    await page.evaluate((url) => void (location.href = url), target)
    await page.evaluate((url) => {
      const link = Object.assign(document.createElement('a'), { href: url })
      document.body.append(link)
      link.click()
    }, target)
  }
  await page.waitForTimeout(400)
  expect(page.url()).toBe(at)
  expect(await page.getByRole('heading', { level: 1 }).first().isVisible()).toBe(true)
  expect(evil.seen).toEqual([])
})

test('14: no new windows, by whatever way', async () => {
  const opened = await page.evaluate((url) => {
    const results = [url, 'about:blank', 'app://attrack/index.html', ''].map((target) => globalThis.open(target) === null)
    const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' })
    document.body.append(link)
    link.click()
    return results
  }, evil.url)
  await page.waitForTimeout(300)
  expect(opened).toEqual([true, true, true, true])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(evil.seen).toEqual([])
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
    for (const name of ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'clipboard-write', 'midi', 'persistent-storage', 'storage-access', 'window-management', 'local-fonts']) {
      states[name] = await navigator.permissions.query({ name: name as PermissionName }).then((one) => one.state, () => 'unknown')
    }
    const refused = (work: () => Promise<unknown>): Promise<string> => Promise.race([
      work().then((value) => (value === 'denied' || value === null ? 'refused' : `granted ${String(value)}`), () => 'refused'),
      new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), 3000))
    ])
    const used = {
      notification: await refused(() => Notification.requestPermission()),
      location: await refused(() => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
      camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await refused(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      clipboard: await refused(() => navigator.clipboard.readText())
    }
    return { states, used }
  })
  expect(Object.entries(got.states).filter(([, state]) => state === 'granted')).toEqual([])
  expect(got.used).toEqual({ notification: 'refused', location: 'refused', camera: 'refused', screen: 'refused', clipboard: 'refused' })
})

test('15: app.openExternal opens web and mail addresses, in their parsed form, and nothing else', async () => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url: string) => void opened.push(url)
  })
  const open = (url: unknown): Promise<boolean> =>
    page.evaluate((given) => (globalThis as unknown as Bridge).attrack.invoke('app.openExternal', { url: given as string }).then((result) => result.ok), url)
  const refused = [
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', 'file:///etc/passwd', 'file://host/share/x.exe', 'FILE:///C:/Windows/System32/calc.exe',
    '\\\\host\\share\\run.exe', '//host/share', 'smb://host/share', 'data:text/html,<script>1</script>', 'vbscript:x', 'ms-msdt:/id', 'search-ms:query=x', 'ftp://host/x', 'ssh://host',
    'app://attrack/index.html', 'chrome://settings', 'about:blank', 'blob:https://a/b', 'view-source:https://a', 'C:\\Windows\\System32\\calc.exe', '/usr/bin/xterm', 'jira.example.com', '', 'https://', 'https:',
    'http://[', 'x'.repeat(5000), 7, null, { href: 'https://example.com' }, ['https://example.com']
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

test('17: a frame in our window, another origin and another page with our preload get nothing', async () => {
  const preload = await app.evaluate(({ app: electron }) => `${electron.getAppPath()}/out/preload/index.cjs`)
  const foreign = await serve((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Elsewhere</h1>'))
  const said = await app.evaluate(async ({ BrowserWindow }, { preload: script, url }) => {
    const ask = `attrack.invoke('projects.list', {}).then((result) => result.ok ? 'answered' : result.failure.code, (error) => error.message)`
    const outcomes: Record<string, unknown> = {}
    const window = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true, contextIsolation: true, nodeIntegrationInSubFrames: true } })
    for (const [name, address] of [['foreign', url], ['data', 'data:text/html,<h1>x</h1>'], ['lookalike', url.replace('http://', 'http://attrack@')]] as const) {
      await window.loadURL(address)
      outcomes[name] = await window.webContents.executeJavaScript(ask)
    }
    await window.loadURL(url)
    await window.webContents.executeJavaScript(`new Promise((resolve) => { const frame = document.createElement('iframe'); frame.src = '/frame'; frame.onload = () => resolve(); document.body.append(frame) })`)
    const frame = window.webContents.mainFrame.frames[0]
    outcomes['frame'] = frame ? await frame.executeJavaScript(ask) : 'no frame'
    window.destroy()
    return outcomes
  }, { preload, url: foreign.url })
  await foreign.close()
  expect(said).toEqual({ foreign: 'untrusted-sender', data: 'untrusted-sender', lookalike: 'untrusted-sender', frame: 'untrusted-sender' })
})

test('17: a frame of our own origin within our own page is no main frame', async () => {
  const said = await app.evaluate(async ({ ipcMain, BrowserWindow }) => {
    const [ours] = BrowserWindow.getAllWindows()
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (event: object, input: unknown) => Promise<{ ok: boolean; failure?: { code: string } }>> })._invokeHandlers
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
      attrack.invoke(name as 'projects.create', input as { name: string }).then((result) => (result.ok ? 'ok' : result.failure.code), (error: Error) => error.name)
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
  expect(await page.evaluate(() => (({}) as { polluted?: unknown }).polluted)).toBeUndefined()
})

test('downloads are refused', async () => {
  const started = await app.evaluate(async ({ session }) => {
    let done = 'none'
    session.defaultSession.on('will-download', (event, item) => {
      done = event.defaultPrevented ? 'prevented' : 'let through'
      item.cancel()
    })
    session.defaultSession.downloadURL('app://attrack/index.html')
    await new Promise((resolve) => setTimeout(resolve, 300))
    return done
  })
  expect(started).not.toBe('let through')
})

test('afterwards: the page still works, and nothing but the attempts was complained of', async () => {
  expect(running.complaints.filter((one) => !expected.some((pattern) => pattern.test(one)))).toEqual([])
  const projects = await page.evaluate(() => (globalThis as unknown as Bridge).attrack.invoke('projects.list', {}).then((result) => result.ok))
  expect(projects).toBe(true)
})
