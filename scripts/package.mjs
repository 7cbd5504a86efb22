/** `npm run package`: the packaged app. With the development runtime only a folder, to prove the configuration. */
import { existsSync } from 'node:fs'
import { readFile, readdir, writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { notices } from './check-licences.mjs'
import { compareFuses, intendedFuses, readFuses } from './lib/fuses.mjs'
import { Stop, root, say, tool } from './lib/process.mjs'

const { listPackage } = await import('@electron/asar')
/** What a packaged app cannot start without. */
const needed = ['out/main/index.cjs', 'out/main/store-process.cjs', 'out/preload/index.cjs', 'out/renderer/index.html']

/** The licences of what is inside, shipped as they demand: beside Electron's own. Named in electron-builder.yml. */
const noticesFile = 'LICENSES.npm.txt'

/**
 * @typedef {object} Packaged
 * @property {string} resources the folder of the archive
 * @property {string} executable the file that has the fuses
 * @property {string} licences where the licences lie
 */

/** @param {string} folder one of dist/ @returns {Packaged | null} null when it holds no app */
const packagedIn = (folder) => {
  const mac = join(folder, 'AtTrack.app', 'Contents')
  const framework = join(mac, 'Frameworks', 'Electron Framework.framework', 'Electron Framework')
  const found = existsSync(mac)
    ? { resources: join(mac, 'Resources'), executable: framework, licences: join(mac, noticesFile) }
    : {
        resources: join(folder, 'resources'),
        executable: join(folder, existsSync(join(folder, 'attrack.exe')) ? 'attrack.exe' : 'attrack'),
        licences: join(folder, noticesFile)
      }
  return existsSync(join(found.resources, 'app.asar')) ? found : null
}

/** Fails when a file is missing from the package, which otherwise shows only on the first start, and when a fuse is not
 * as electron-builder.yml says.
 * @param {Packaged} packaged */
const verify = async ({ resources, executable, licences }) => {
  const inside = new Set(
    listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) => path.slice(1).replaceAll('\\', '/'))
  )
  const missing = needed.filter((path) => !inside.has(path))
  const natives = [...inside].filter((path) => path.endsWith('.node'))
  for (const name of ['keytar', '@libsql'])
    if (!natives.some((path) => path.includes(`node_modules/${name}/`))) missing.push(`a .node file of ${name}`)
  const unpacked = natives.filter((path) => !existsSync(join(resources, 'app.asar.unpacked', path)))
  if (!existsSync(licences)) missing.push(noticesFile)
  if (missing.length + unpacked.length > 0)
    throw new Stop(`The package is incomplete. Missing: ${[...missing, ...unpacked].join(', ')}`)
  const intended = intendedFuses(await readFile(join(root, 'electron-builder.yml'), 'utf8'))
  const wrong = readFuses(await readFile(executable)).flatMap((wire) => compareFuses(wire, intended))
  if (wrong.length > 0) throw new Stop(`The fuses are not as electron-builder.yml says: ${wrong.join(', ')}`)
}

/** The same configuration, on the development runtime: it does not know the newest fuse yet.
 * @param {string} dist @returns {Promise<string>} the configuration's file */
const developmentConfig = async (dist) => {
  const { version } = JSON.parse(await readFile(join(dist, 'attrack-runtime.json'), 'utf8'))
  const config = await readFile(join(root, 'electron-builder.yml'), 'utf8')
  const file = join(root, '.runtime', 'electron-builder.yml')
  const known = config.replace(/^ *grantFileProtocolExtraPrivileges:.*\n/m, '')
  await writeFile(file, `${known}electronDist: ${JSON.stringify(dist)}\nelectronVersion: ${version}\n`)
  return file
}

/**
 * @param {import('./prepare-runtime.mjs').Runtime} runtime
 * @param {string[]} args for electron-builder; `--dir` when empty
 * @returns {Promise<number>}
 */
export const makePackage = async (runtime, args) => {
  const development = runtime.kind === 'development'
  if (development && args.some((arg) => arg !== '--dir'))
    throw new Stop(
      'Installers are made with the current Electron only. This machine has just the development runtime, which is\n' +
        'end-of-life and must not reach users. Please run `npx install-electron` where it can be downloaded.'
    )
  const options = args.length > 0 ? [...args] : ['--dir']
  if (development) options.push('--config', await developmentConfig(runtime.dist))
  await writeFile(join(root, 'out', noticesFile), notices(root))
  // Switching fuses writes into the executable: it must be a copy, never a link to the runtime's own.
  const env = { USE_HARD_LINKS: 'false' }
  const { code } = await tool('electron-builder', [...options, '--publish', 'never'], { output: 'stderr', env })
  if (code !== 0) return code
  const made = (await readdir(join(root, 'dist'))).flatMap((name) => packagedIn(join(root, 'dist', name)) ?? [])
  if (made.length === 0) throw new Stop('Nothing was packaged.')
  for (const packaged of made) {
    // The development runtime starts the checkout through this link; a package starts its archive.
    await rm(join(packaged.resources, 'app'), { force: true })
    await verify(packaged)
  }
  if (development) say(`\nMade on the development runtime: this proves the packaging and must not be shipped.`)
  return 0
}
