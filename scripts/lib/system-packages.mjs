/** The libraries Electron needs on Debian and Ubuntu. Elsewhere the system is left alone. */
import { existsSync } from 'node:fs'
import { Stop, run, say } from './process.mjs'

/** Each entry lists the names one package has had; newer releases renamed some for their 64-bit time types. */
const libraries = [
  ['libsecret-1-0'],
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libgbm1'],
  ['libasound2', 'libasound2t64']
]
/** For running without a desktop: a display, a session bus, a keychain, and a say in which authorities are trusted. */
const desktop = [['xvfb'], ['xauth'], ['dbus'], ['gnome-keyring'], ['libnss3-tools']]

/** @param {string[][]} wanted */
const missing = async (wanted) => {
  const { output } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...wanted.flat()], {
    output: 'collect'
  })
  const installed = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0])
  )
  return wanted.filter((names) => !names.some((name) => installed.has(name)))
}

/** Of a package's names, the one this release can install.
 * @param {string[]} names */
const installable = async (names) => {
  for (const name of names) {
    const { output } = await run('apt-cache', ['policy', name], {
      output: 'collect',
      env: { ...process.env, LC_ALL: 'C' }
    })
    if (/Candidate: (?!\(none\))/.test(output)) return name
  }
  return /** @type {string} */ (names[0])
}

/**
 * Installs what is missing when run as root; otherwise says the one line to run and stops.
 * @param {{ withDesktop: boolean }} options `withDesktop`: also what replaces a desktop (a display, a keychain).
 */
export const ensureSystemPackages = async ({ withDesktop }) => {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return
  const lacking = await missing(withDesktop ? [...libraries, ...desktop] : libraries)
  if (lacking.length === 0) return
  const root = process.getuid?.() === 0
  if (root) {
    say('Installing system packages …')
    const update = await run('apt-get', ['update', '-qq'], { output: 'collect' })
    if (update.code !== 0) throw new Stop(`apt-get update failed:\n${update.output}`)
  }
  const names = await Promise.all(lacking.map(installable))
  if (!root)
    throw new Stop(`Some system packages are missing. Please run:\n\n  sudo apt-get install -y ${names.join(' ')}\n`)
  const install = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    output: 'collect',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  })
  if (install.code !== 0) throw new Stop(`apt-get install failed:\n${install.output}`)
}
