/**
 * The packaged app starts and finds its native parts, and its fuses are set and do what they are for. They keep test
 * drivers out, so it is asked over Chromium's own debugging port – this is where a file that is missing from the archive
 * shows. https://www.electronjs.org/docs/latest/tutorial/fuses
 */
import { execFile, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import type { AppStatus } from '../../preload/contract/app.ts'
import { compareFuses, intendedFuses, readFuses } from '../../scripts/lib/fuses.mjs'

const port = 9377
const inspectPort = 9378

/** The packaged app's folder. */
let folder: string

test.beforeAll(async () => {
  test.skip(process.platform !== 'linux', 'packages for Linux')
  test.setTimeout(180_000)
  await promisify(execFile)(process.execPath, ['scripts/launch.mjs', 'package'])
  folder = join('dist', readdirSync('dist').find((name) => name.startsWith('linux')) ?? '')
})

interface Packaged {
  /** What it has written to its standard error. */
  errors(): string
  /** Ends it as a session that ends would. */
  close(): Promise<void>
}

/** Starts it and waits for its page. */
async function start(env: Record<string, string> = {}, more: readonly string[] = []): Promise<Packaged> {
  const userData = mkdtempSync(join(tmpdir(), 'attrack-packaged-'))
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = spawn(join(folder, 'attrack'), [...root, `--remote-debugging-port=${port}`, ...more], {
    env: { ...process.env, ...env, ATTRACK_USER_DATA: userData },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let errors = ''
  app.stderr.on('data', (data) => (errors += String(data)))
  const close = async (): Promise<void> => {
    const ended = new Promise((resolve) => app.once('exit', resolve))
    app.kill()
    if (app.exitCode === null && app.signalCode === null) await ended
    rmSync(userData, { recursive: true, force: true })
  }
  try {
    await expect.poll(() => pageAddress(), { timeout: 20_000 }).not.toBe('')
    await expect
      .poll(async () => evaluate('document.querySelector("h1")?.textContent'), { timeout: 20_000 })
      .toBe('Projects')
  } catch (error) {
    await close()
    throw error
  }
  return { errors: () => errors, close }
}

const askStatus = async (): Promise<AppStatus> =>
  JSON.parse(
    await evaluate('window.attrack.invoke("app.status", {}).then((one) => JSON.stringify(one.value))')
  ) as AppStatus

test('the packaged app opens its window, its database and the keychain', async () => {
  expect(existsSync(join(folder, 'resources', 'app'))).toBe(false)
  const app = await start()
  try {
    const status = await askStatus()
    expect(status.database).toEqual({ state: 'ready' })
    expect(status.keychain).toEqual({ state: 'available' })
  } finally {
    await app.close()
  }
})

test('19: every fuse of the packaged app is as electron-builder.yml says', () => {
  const intended = intendedFuses(readFileSync('electron-builder.yml', 'utf8'))
  const [wire = {}, ...more] = readFuses(readFileSync(join(folder, 'attrack')))
  expect(more).toEqual([])
  // Electron 25 has seven, later ones more.
  expect(Object.keys(wire).length).toBeGreaterThanOrEqual(7)
  expect(compareFuses(wire, intended)).toEqual([])
})

test('19: nobody makes Node of the packaged app, or debugs it', async () => {
  const env = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require ./nothing.cjs' }
  // Node would not know our first argument, so that there would be no page to wait for.
  const app = await start(env, [`--inspect=${inspectPort}`])
  try {
    expect((await askStatus()).database).toEqual({ state: 'ready' })
    expect(await answers(inspectPort)).toBe(false)
    expect(await answers(port)).toBe(true)
    // As Electron says it when the fuse is off; with it on it says which options it takes.
    expect(app.errors()).toMatch(/NODE_OPTIONS (have been disabled|ignored)/)
  } finally {
    await app.close()
  }
})

test('19: only the archive is started, nothing that lies in its place', async () => {
  const resources = join(folder, 'resources')
  const elsewhere = mkdtempSync(join(tmpdir(), 'attrack-elsewhere-'))
  const ran = join(elsewhere, 'ran')
  renameSync(join(resources, 'app.asar'), join(folder, 'app.asar'))
  mkdirSync(join(resources, 'app'))
  writeFileSync(join(resources, 'app', 'package.json'), '{"name":"decoy","main":"index.cjs"}')
  const script = `require('node:fs').writeFileSync(${JSON.stringify(ran)}, 'ran'); require('electron').app.quit()`
  writeFileSync(join(resources, 'app', 'index.cjs'), script)
  try {
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const app = spawn(join(folder, 'attrack'), root, { stdio: 'ignore', timeout: 10_000 })
    await new Promise((resolve) => app.once('exit', resolve))
    expect(existsSync(ran)).toBe(false)
  } finally {
    rmSync(join(resources, 'app'), { recursive: true, force: true })
    renameSync(join(folder, 'app.asar'), join(resources, 'app.asar'))
    rmSync(elsewhere, { recursive: true, force: true })
  }
})

/** Whether somebody listens there. */
const answers = (one: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(one, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
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
