/**
 * What our page may load, run, and where it may go: Electron's security checklist, points 7, 13, 14 and 18, in the real app.
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

test('7: the policy comes as a header, and is strict', async () => {
  const headers = await page.evaluate(async () => Object.fromEntries((await fetch('/index.html')).headers))
  const policy = headers['content-security-policy'] ?? ''
  const rules = Object.fromEntries(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))
  expect(rules).toMatchObject({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'connect-src': ["'self'"]
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
    for (const make of [
      (one: HTMLScriptElement) => (one.textContent = 'canary.push("inline")'),
      (one: HTMLScriptElement) => (one.src = `${foreign}/x.js`),
      (one: HTMLScriptElement) => (one.src = 'data:text/javascript,canary.push("data")')
    ]) {
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

test('7: the page can send nothing elsewhere: no fetch, image, form, frame, socket, worker or object', async () => {
  attempt(/Content Security Policy/, /net::ERR_BLOCKED_BY_CSP/, /Refused to/)
  const { sent, sockets } = await page.evaluate(async (url) => {
    const sent = await fetch(`${url}/fetch`).then(
      () => 'sent',
      () => 'refused'
    )
    for (const [tag, attribute] of [
      ['img', 'src'],
      ['iframe', 'src'],
      ['object', 'data'],
      ['embed', 'src'],
      ['link', 'href'],
      ['video', 'src']
    ] as const) {
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

test('18: app:// serves the built renderer and nothing else', async () => {
  const statuses = await app.evaluate(async ({ net }) => {
    const urls = [
      'app://attrack/../main/index.cjs',
      'app://attrack/..%2fmain%2findex.cjs',
      'app://attrack/%2e%2e/main/index.cjs',
      'app://attrack/%2e%2e%2fmain%2findex.cjs',
      'app://attrack/..%5cmain%5cindex.cjs',
      'app://attrack/..\\main\\index.cjs',
      'app://attrack/assets/../../main/index.cjs',
      'app://attrack/assets/..%2f..%2f..%2fpackage.json',
      'app://attrack//etc/passwd',
      'app://attrack/%2fetc%2fpasswd',
      'app://attrack/..%2f..%2fpackage.json',
      'app://attrack/..%252fmain%252findex.cjs',
      'app://attrack/index.html%00.png',
      'app://attrack/%',
      'app://attrack/%ff',
      'app://attrack/assets',
      'app://attrack/',
      'app://attrack/..%2frenderer%2findex.html',
      'app://attrack/..%2frenderer-backup%2findex.html',
      'app://other/index.html',
      'app://attrack.evil/index.html',
      'app://user@attrack/index.html',
      'app://attrack:81/index.html',
      'app:///index.html',
      'app://ATTRACK/index.html'
    ]
    const answers: Record<string, string> = {}
    for (const url of urls) {
      answers[url] = await net.fetch(url).then(
        async (reply) => `${reply.status} ${/<div id="root">/.test(await reply.text()) ? 'our page' : ''}`.trim(),
        () => 'error'
      )
    }
    for (const method of ['POST', 'PUT', 'HEAD']) {
      answers[method] = await net.fetch('app://attrack/index.html', { method }).then(
        (reply) => String(reply.status),
        () => 'error'
      )
    }
    return answers
  })
  const served = Object.entries(statuses)
    .filter(([, status]) => status.startsWith('2'))
    .map(([url]) => url)
  // Chromium itself takes these for the same address: the scheme has no ports and no users.
  const sameAddress = ['app://ATTRACK/index.html', 'app://user@attrack/index.html', 'app://attrack:81/index.html']
  expect(served.filter((url) => url !== 'app://attrack/' && !sameAddress.includes(url))).toEqual([])
  expect(statuses['app://attrack/']).toBe('200 our page')
})

test('13: our window is not led away, neither to the web nor to a file nor to data', async () => {
  attempt(/Not allowed to (load|navigate)/, /Content Security Policy/)
  const at = page.url()
  for (const target of [
    evil.url,
    'https://example.com/',
    'file:///etc/passwd',
    'data:text/html,<h1>x</h1>',
    'app://other/',
    'chrome://version/',
    'javascript:document.write(1)',
    'mailto:a@example.com'
  ]) {
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
    const results = [url, 'about:blank', 'app://attrack/index.html', ''].map(
      (target) => globalThis.open(target) === null
    )
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
  const projects = await page.evaluate(() =>
    (globalThis as unknown as Bridge).attrack.invoke('projects.list', {}).then((result) => result.ok)
  )
  expect(projects).toBe(true)
})
