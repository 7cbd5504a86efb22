/**
 * The packaged app starts and finds its native parts. Its fuses keep test drivers out, so it is asked over Chromium's
 * own debugging port – this is where a file that is missing from the archive shows.
 */
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import type { AppStatus } from '../../preload/contract/app.ts'

const port = 9377

test('the packaged app opens its window, its database and the keychain', async () => {
  test.skip(process.platform !== 'linux', 'packages for Linux')
  test.setTimeout(120_000)
  await promisify(execFile)(process.execPath, ['scripts/launch.mjs', 'package'])
  const folder = join('dist', readdirSync('dist').find((name) => name.startsWith('linux')) ?? '')
  expect(existsSync(join(folder, 'resources', 'app'))).toBe(false)
  const userData = mkdtempSync(join(tmpdir(), 'attrack-packaged-'))
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--remote-debugging-port=${port}`]
  const app = spawn(join(folder, 'attrack'), args, {
    env: { ...process.env, ATTRACK_USER_DATA: userData },
    stdio: 'ignore'
  })
  try {
    await expect.poll(() => pageAddress(), { timeout: 20_000 }).not.toBe('')
    await expect
      .poll(async () => evaluate('document.querySelector("h1")?.textContent'), { timeout: 20_000 })
      .toBe('Projects')
    const answer = await evaluate('window.attrack.invoke("app.status", {}).then((one) => JSON.stringify(one.value))')
    const status = JSON.parse(answer) as AppStatus
    expect(status.database).toEqual({ state: 'ready' })
    expect(status.keychain).toEqual({ state: 'available' })
  } finally {
    const ended = new Promise((resolve) => app.once('exit', resolve))
    app.kill()
    await ended
    rmSync(userData, { recursive: true, force: true })
  }
})

/** Where the window's page can be debugged, or '' while there is none. */
async function pageAddress(): Promise<string> {
  try {
    const pages = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
      url: string
      webSocketDebuggerUrl: string
    }[]
    return pages.find((one) => one.url.startsWith('app://'))?.webSocketDebuggerUrl ?? ''
  } catch {
    return ''
  }
}

async function evaluate(expression: string): Promise<string> {
  const socket = new WebSocket(await pageAddress())
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  const message = new Promise<MessageEvent>((resolve) => socket.addEventListener('message', resolve, { once: true }))
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, awaitPromise: true } }))
  const reply = JSON.parse(String((await message).data)) as { result: { result: { value?: string } } }
  socket.close()
  return reply.result.result.value ?? ''
}
