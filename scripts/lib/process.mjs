/** Running other programs, and saying what happens. Plain Node 20, no dependencies. */
import { spawn } from 'node:child_process'
import { dirname, join, delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** A problem the reader can act on: printed as it is, without a stack. */
export class Stop extends Error {}

/** Progress goes to stderr, so that `npm run --silent where` prints nothing but its answer on stdout.
 * @param {string} text */
export const say = (text) => process.stderr.write(`${text}\n`)

/**
 * Runs a program and waits for it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, output?: 'show' | 'collect' | 'stderr' }} [options]
 *   `show` passes output through, `stderr` passes all of it to stderr, `collect` returns it.
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program is not there; never rejects
 */
export const run = (command, args, { env = process.env, cwd = root, output = 'show' } = {}) =>
  new Promise((resolve) => {
    const sink = output === 'collect' ? 'pipe' : output === 'stderr' ? 2 : 'inherit'
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['inherit', sink, output === 'collect' ? 'pipe' : 'inherit'],
      // npm is a .cmd file on Windows
      shell: process.platform === 'win32'
    })
    let text = ''
    child.stdout?.on('data', (chunk) => (text += chunk))
    child.stderr?.on('data', (chunk) => (text += chunk))
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
    process.on('SIGINT', forward).on('SIGTERM', forward)
    const done = (/** @type {number} */ code) => {
      process.off('SIGINT', forward).off('SIGTERM', forward)
      resolve({ code, output: text })
    }
    child.on('error', (error) => {
      text += error.message
      done(127)
    })
    child.on('close', (code) => done(code ?? 1))
  })

const tools = join(root, 'node_modules', '.bin')

/** The environment in which the tools in node_modules come first; among them Node 24. */
export const toolEnv = () => ({ ...process.env, PATH: [tools, process.env.PATH ?? ''].join(delimiter) })

/** The environment for npm itself: without our own Node, which npm may be about to replace. */
export const npmEnv = () => ({
  ...process.env,
  PATH: (process.env.PATH ?? '')
    .split(delimiter)
    .filter((part) => part !== tools)
    .join(delimiter),
  npm_config_loglevel: 'error'
})

/** Runs a tool out of node_modules/.bin.
 * @param {string} name @param {string[]} args @param {Parameters<typeof run>[2]} [options] */
export const tool = (name, args, options = {}) => run(name, args, { ...options, env: { ...toolEnv(), ...options.env } })
