/** `npm run package`: the packaged app. With the development runtime only a folder, to prove the configuration. */
import { existsSync } from 'node:fs'
import { readFile, readdir, writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Stop, root, say, tool } from './lib/process.mjs'

const { listPackage } = await import('@electron/asar')
/** What a packaged app cannot start without. */
const needed = ['out/main/index.cjs', 'out/main/store-process.cjs', 'out/preload/index.cjs', 'out/renderer/index.html']

/** Fails when a file is missing from the package, which otherwise shows only on the first start.
 * @param {string} resources the packaged app's resources folder */
const verify = async (resources) => {
  const inside = new Set(
    listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) => path.slice(1).replaceAll('\\', '/'))
  )
  const missing = needed.filter((path) => !inside.has(path))
  const natives = [...inside].filter((path) => path.endsWith('.node'))
  for (const name of ['keytar', '@libsql'])
    if (!natives.some((path) => path.includes(`node_modules/${name}/`))) missing.push(`a .node file of ${name}`)
  const unpacked = natives.filter((path) => !existsSync(join(resources, 'app.asar.unpacked', path)))
  if (missing.length + unpacked.length > 0)
    throw new Stop(`The package is incomplete. Missing: ${[...missing, ...unpacked].join(', ')}`)
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
  // Switching fuses writes into the executable: it must be a copy, never a link to the runtime's own.
  const env = { USE_HARD_LINKS: 'false' }
  const { code } = await tool('electron-builder', [...options, '--publish', 'never'], { output: 'stderr', env })
  if (code !== 0) return code
  for (const name of await readdir(join(root, 'dist'))) {
    const resources = join(root, 'dist', name, 'resources')
    if (!existsSync(join(resources, 'app.asar'))) continue
    // The development runtime starts the checkout through this link; a package starts its archive.
    await rm(join(resources, 'app'), { force: true })
    await verify(resources)
  }
  if (development) say(`\nMade on the development runtime: this proves the packaging and must not be shipped.`)
  return 0
}
