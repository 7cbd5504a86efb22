/**
 * What reaches users besides our own code: the packages of `dependencies`, and those that are bundled though they are
 * listed for development. Each one we chose is in docs/dependencies.md, with its reason; each one, and what it brings
 * along, has a licence that lets us ship it, and needs no script of its own to be installed. Plain Node 20.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Their conditions are met by passing on the text, which `notices` is for. */
const allowed = new Set(
  'MIT MIT-0 ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 Zlib CC0-1.0 Unlicense Python-2.0'.split(' ')
)

/** What is built into the app. */
const sources = ['main', 'preload', 'renderer']
/** Shipped as it is: its own packages only download it. Its licences lie beside the executable. */
const runtime = 'electron'

/** @typedef {{ name?: string, version?: string, license?: string, hasInstallScript?: boolean, dev?: boolean } & Record<'dependencies' | 'optionalDependencies' | 'peerDependencies', Record<string, string> | undefined> & { peerDependenciesMeta?: Record<string, { optional?: boolean }> }} LockEntry */
/** @typedef {{ path: string, name: string, version: string, licence: string }} Shipped `path` as in package-lock.json */

/** @param {string} root @param {string} file @returns {any} */
const readJson = (root, file) => JSON.parse(readFileSync(join(root, file), 'utf8'))

/** Names of packages that a source file imports. A name in a comment or a text is taken for an import, too, which asks
 * for a line in the list too many, never too few.
 * @param {string} root @returns {Set<string>} */
const importedPackages = (root) => {
  const found = new Set()
  for (const folder of sources.filter((name) => existsSync(join(root, name))))
    for (const file of readdirSync(join(root, folder), { recursive: true }).map(String)) {
      if (!/\.[cm]?[jt]sx?$/.test(file)) continue
      const text = readFileSync(join(root, folder, file), 'utf8')
      for (const [, name] of text.matchAll(/(?:from|import|require)[\s(]*['"`]((?:@[\w.-]+\/)?[\w.-]+)(?=[/'"`])/g))
        found.add(name)
    }
  return found
}

/** Where Node finds a package that the one at `from` asks for. @param {Record<string, LockEntry>} lock
 * @param {string} from @param {string} name @returns {string | null} */
const locate = (lock, from, name) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (lock[path]) return path
    if (at === '') return null
    if (!at.includes('/node_modules/')) at = ''
  }
}

/** @param {string} root the checkout @returns {{ shipped: Shipped[], chosen: Shipped[] }} everything that is shipped, for
 *   any system; and what of it package.json names */
export const listShipped = (root) => {
  const { dependencies = {}, devDependencies = {} } = readJson(root, 'package.json')
  /** @type {Record<string, LockEntry>} */
  const lock = readJson(root, 'package-lock.json').packages
  const imported = importedPackages(root)
  const first = [...Object.keys(dependencies), ...Object.keys(devDependencies).filter((name) => imported.has(name))]
  /** @type {Set<string>} */
  const paths = new Set()
  const waiting = first.map((name) => locate(lock, '', name))
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const entry = path ? lock[path] : undefined
    if (!path || !entry || paths.has(path)) continue
    paths.add(path)
    if (path === `node_modules/${runtime}`) continue
    const peers = Object.keys(entry.peerDependencies ?? {}).filter(
      (one) => !entry.peerDependenciesMeta?.[one]?.optional
    )
    for (const name of [...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }), ...peers])
      waiting.push(locate(lock, path, name))
  }
  const shipped = [...paths].sort().map((path) => {
    const { name = path.slice(path.lastIndexOf('node_modules/') + 13), version = '' } = lock[path] ?? {}
    const file = join(path, 'package.json')
    // Of what is for other systems only the lock file knows.
    const licence = (existsSync(join(root, file)) ? readJson(root, file) : lock[path]).license
    return { path, name, version, licence: typeof licence === 'string' ? licence : '' }
  })
  const named = new Set(Object.keys({ ...dependencies, ...devDependencies }).map((name) => `node_modules/${name}`))
  return { shipped, chosen: shipped.filter(({ path }) => named.has(path)) }
}

/** @param {string} expression SPDX, as far as packages use it @returns {boolean} */
const isAllowed = (expression) =>
  expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence)))

/** Rows of the tables in docs/dependencies.md: name and licence. @param {string} text @returns {Map<string, string>} */
const readList = (text) =>
  new Map(
    [...text.matchAll(/^\| `([^`]+)` \|.*\| ([^|]+) \|$/gm)].map(([, name = '', licence = '']) => [name, licence])
  )

/** @param {string} root @returns {string[]} what is wrong */
export const checkLicences = (root) => {
  const { allowScripts = {} } = readJson(root, 'package.json')
  const { shipped, chosen } = listShipped(root)
  const list = readList(readFileSync(join(root, 'docs/dependencies.md'), 'utf8'))
  const problems = []
  for (const { path, name, version, licence } of shipped) {
    const called = `${name} ${version}`
    if (licence === '') problems.push(`${called} does not say its licence`)
    else if (!isAllowed(licence))
      problems.push(`${called} has the licence ${licence}, which is not among those allowed`)
    const { hasInstallScript } = readJson(root, 'package-lock.json').packages[path]
    if (hasInstallScript && allowScripts[name] !== false)
      problems.push(`${called} has an install script: refuse it in package.json, allowScripts, or do without it`)
  }
  const names = chosen.map(({ path }) => path.slice('node_modules/'.length))
  for (const [at, { licence }] of chosen.entries()) {
    const name = names[at] ?? ''
    const listed = list.get(name)
    if (listed === undefined) problems.push(`${name} reaches users and is not in docs/dependencies.md`)
    else if (listed !== licence) problems.push(`docs/dependencies.md has ${listed} for ${name}, which has ${licence}`)
  }
  for (const name of list.keys())
    if (!names.includes(name)) problems.push(`${name} is in docs/dependencies.md and reaches no user`)
  return problems
}

/** @param {string} root @returns {string} the licences' texts, to be shipped with the app as they demand */
export const notices = (root) => {
  const parts = listShipped(root)
    .shipped.filter(({ path }) => existsSync(join(root, path)))
    .map(({ path, name, version, licence }) => {
      const files = readdirSync(join(root, path)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
      const texts = files.sort().map((file) => readFileSync(join(root, path, file), 'utf8').trim())
      const { author } = readJson(root, join(path, 'package.json'))
      const by = typeof author === 'string' ? author : author?.name
      const text = texts.length > 0 ? texts.join('\n\n') : `Copyright ${by || `the authors of ${name}`}`
      return `${name} ${version} – ${licence}\n\n${text}`
    })
  return `AtTrack is made with these packages.\n\n${parts.join(`\n\n${'-'.repeat(78)}\n\n`)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = checkLicences(resolve(process.argv[2] ?? '.'))
  for (const problem of problems) console.error(problem)
  process.exit(problems.length > 0 ? 1 : 0)
}
