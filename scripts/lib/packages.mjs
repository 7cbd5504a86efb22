/** Makes sure that node_modules is what package-lock.json says, with a Node 24 in it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stop, npmEnv, root, run, say, toolEnv } from './process.mjs'

/** @param {string} path @returns {{ packages: Record<string, { version?: string, optional?: boolean }> } | null} */
const readLock = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** npm keeps a lock file of what it has installed; it is written last, so a broken install has none. */
const installedMatchesLock = () => {
  const wanted = readLock(join(root, 'package-lock.json'))?.packages
  const have = readLock(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!wanted || !have) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const present = have[path]
    // Optional packages for other systems are not installed.
    return present ? present.version === entry.version : entry.optional === true
  })
}

const nodeVersion = async () => {
  if (!existsSync(join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node'))) return ''
  return (await run('node', ['--version'], { env: toolEnv(), output: 'collect' })).output.trim()
}

/** Runs `npm ci` when it is needed. The tools need Node 24, which the npm package `node` brings in its own install
 * script; where npm did not run that script, it is run here. */
export const ensurePackages = async () => {
  if (!installedMatchesLock()) {
    say('Installing npm packages …')
    const { code, output } = await run('npm', ['ci'], { env: npmEnv(), output: 'collect' })
    if (code !== 0) throw new Stop(`npm ci failed:\n${output}`)
  }
  if (!(await nodeVersion()).startsWith('v24.')) {
    say('Fetching Node 24 for the tools …')
    const { output } = await run('node', ['installArchSpecificPackage'], {
      cwd: join(root, 'node_modules', 'node'),
      env: npmEnv(),
      output: 'collect'
    })
    if (!(await nodeVersion()).startsWith('v24.')) throw new Stop(`Node 24 could not be installed:\n${output}`)
  }
}
