/**
 * A desktop of our own on Linux: a display, a session bus and an unlocked keychain, all private and temporary.
 * Tests never see the developer's windows or touch the developer's keychain.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stop, run } from './process.mjs'

/**
 * Starts a program that stays, and waits for its first line.
 * @param {string} command @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, fd?: 1 | 3 }} options `fd`: where the line comes
 */
const startService = async (command, args, { env = process.env, fd = 1 }) => {
  const [out, extra] = fd === 1 ? ['pipe', 'ignore'] : ['ignore', 'pipe']
  const child = spawn(command, args, { env, stdio: /** @type {any} */ (['ignore', out, 'ignore', extra]) })
  const stream = /** @type {import('node:stream').Readable} */ (child.stdio[fd])
  const line = await new Promise((resolve, reject) => {
    stream.once('data', (data) => resolve(String(data).trim()))
    child.once('error', reject)
    child.once('exit', () => reject(new Stop(`${command} did not start.`)))
  })
  stream.resume()
  child.unref()
  return { child, line: String(line) }
}

/** @param {NodeJS.ProcessEnv} env */
const keychainAnswers = async (env) => {
  const question = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner'
  ]
  for (let i = 0; i < 50; i++) {
    const { output } = await run('dbus-send', [...question, 'string:org.freedesktop.secrets'], {
      env,
      output: 'collect'
    })
    if (output.includes('boolean true')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Stop('gnome-keyring-daemon did not start.')
}

/**
 * @param {{ display: boolean, keychain: boolean }} wanted what to replace; the rest is the user's own
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => Promise<void> }>} the environment to run programs in
 */
export const openSession = async ({ display, keychain }) => {
  const env = { ...process.env }
  if (process.platform !== 'linux') return { env, close: async () => {} }
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = []
  const dir = await mkdtemp(join(tmpdir(), 'attrack-session-'))
  const killAll = () => {
    for (const child of [...children].reverse()) child.kill()
    rmSync(dir, { recursive: true, force: true })
  }
  process.once('exit', killAll)
  if (display) {
    const screen = ['-screen', '0', '1440x1000x24', '-nolisten', 'tcp']
    const { child, line } = await startService('Xvfb', ['-displayfd', '3', ...screen], { fd: 3 })
    children.push(child)
    env.DISPLAY = `:${line}`
    delete env.WAYLAND_DISPLAY
    delete env.XAUTHORITY
  }
  if (keychain) {
    const bus = await startService('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address'], { env })
    children.push(bus.child)
    env.DBUS_SESSION_BUS_ADDRESS = bus.line
    delete env.GNOME_KEYRING_CONTROL
    const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env: { ...env, XDG_DATA_HOME: dir, XDG_RUNTIME_DIR: dir },
      stdio: ['pipe', 'ignore', 'ignore']
    })
    daemon.on('error', () => undefined)
    daemon.stdin.end('attrack')
    daemon.unref()
    children.push(daemon)
    await keychainAnswers(env)
  }
  return {
    env,
    close: async () => {
      process.off('exit', killAll)
      killAll()
      await rm(dir, { recursive: true, force: true })
    }
  }
}
