/**
 * Who may import whom. The table below is the rule; the rest of the file applies it to every source file, by what an
 * import resolves to, not by how it is written.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

/** Files in `of` may import files in `files`, packages in `packages` and, with `node`, Node's own modules. The first
 * row that fits a file counts. */
const layers = [
  { of: 'preload/contract', files: ['preload/contract'], packages: ['zod'], node: false },
  { of: 'preload', files: ['preload'], packages: ['electron'], node: false },
  {
    of: 'renderer',
    files: ['renderer', 'preload/contract'],
    packages: [
      'react',
      'react-dom',
      'react-router',
      'i18next',
      'react-i18next',
      'get-nonce',
      'zod',
      '@mantine/',
      '@tabler/',
      '@tanstack/'
    ],
    node: false
  },
  {
    of: 'main',
    files: ['main', 'preload/contract'],
    packages: ['electron', 'electron-store', 'keytar', 'kysely', 'libsql', 'oauth-1.0a', 'socks', 'zod'],
    node: true
  },
  { of: 'test', files: [''], packages: [''], node: true },
  { of: 'scripts', files: ['scripts'], packages: [''], node: true },
  // Configuration files in the root.
  { of: '', files: [''], packages: [''], node: true }
]

/** Within `main` and `preload`, these belong to one place each. */
const homes = [
  { of: 'electron', in: ['main/shell/', 'main/ipc/', 'main/net/', 'main/store/settings', 'preload/index.ts'] },
  { of: 'electron-store', in: ['main/store/settings'] },
  { of: 'keytar', in: ['main/secrets/'] },
  { of: 'kysely', in: ['main/store/'] },
  { of: 'libsql', in: ['main/store/'] },
  { of: 'oauth-1.0a', in: ['main/jira/auth/'] },
  { of: 'socks', in: ['main/net/'] },
  // The app starts no programs: what a Jira sends can then never become a command.
  { of: 'node:child_process', in: [] },
  { of: 'node:cluster', in: [] }
]

/** Names of an import that belong to one place. */
const nameHomes = [{ name: 'ipcMain', from: 'electron', in: ['main/ipc/'] }]

/** Never in `main`, in code: a connection that is not checked, a window without its walls. */
const forbiddenOptions = [
  ['rejectUnauthorized', false],
  ['webSecurity', false],
  ['contextIsolation', false],
  ['sandbox', false],
  ['nodeIntegration', true],
  ['allowRunningInsecureContent', true]
]
const forbiddenWords = ['NODE_TLS_REJECT_UNAUTHORIZED', 'ignore-certificate-errors', 'disable-web-security']
/** Names them so as not to obey them; it may set nothing at all. */
const removesSwitches = 'main/shell/outside-switches.ts'
/** Asking for these is fine, setting them is not: only the command line of a test may. */
const forbiddenSwitches = ['no-sandbox', 'disable-site-isolation-trials', 'allow-insecure-localhost']

const lengths = { warnAbove: 300, failAbove: 400, own: new Map([['main/index.ts', 100]]) }

/** @typedef {{ file: string, line: number, text: string, severity: 'error' | 'warning' }} Problem */

const folders = ['main', 'preload', 'renderer', 'scripts', 'test']
const isSource = (/** @type {string} */ name) => /\.(ts|tsx|mts|cts|mjs|cjs|js|jsx)$/.test(name)
const isMaterial = (/** @type {string} */ path) => /(^|\/)(data|fixtures|node_modules)\//.test(path)

/** @param {string} root @returns {string[]} paths from the root, with `/` */
const listSources = (root) => {
  const slashed = (/** @type {string} */ path) => path.split(sep).join('/')
  const inFolders = folders.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${slashed(String(name))}`)
    } catch {
      return []
    }
  })
  return [...readdirSync(root), ...inFolders].filter((path) => isSource(path) && !isMaterial(path)).sort()
}

/** Calls `visit` for every node of a syntax tree.
 * @param {any} node @param {(node: any) => void} visit */
const walk = (node, visit) => {
  if (Array.isArray(node)) for (const item of node) walk(item, visit)
  else if (node && typeof node === 'object') {
    if (typeof node.type === 'string') visit(node)
    for (const key in node) if (key !== 'type') walk(node[key], visit)
  }
}

/** A string that stands in the code as it is, also as a template without parts.
 * @param {any} node @returns {string | null} */
const textOf = (node) => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked
  return null
}

const loaders = new Set(['require', 'require.resolve', 'import.meta.resolve', 'process.getBuiltinModule'])
/** @param {any} node @returns {string} */
const nameOf = (node) => {
  if (node?.type === 'Identifier') return node.name
  if (node?.type === 'MetaProperty') return 'import.meta'
  if (node?.type === 'MemberExpression') return `${nameOf(node.object)}.${node.property.name ?? ''}`
  return ''
}

/** @typedef {{ specifier: string | null, names: string[], at: number }} Import */

/** Every way a file can reach another: import, export from, import(), require(), types too.
 * @param {any} program @returns {Import[]} */
const importsOf = (program) => {
  /** @type {Import[]} */
  const found = []
  walk(program, (node) => {
    const { type } = node
    if (type === 'ImportDeclaration' || type === 'ExportNamedDeclaration' || type === 'ExportAllDeclaration') {
      if (!node.source) return
      const names = (node.specifiers ?? []).map(
        (/** @type {any} */ item) => item.imported?.name ?? item.local?.name ?? ''
      )
      found.push({ specifier: node.source.value, names, at: node.start })
    } else if (type === 'ImportExpression') found.push({ specifier: textOf(node.source), names: [], at: node.start })
    else if (type === 'TSImportType')
      found.push({ specifier: textOf(node.source ?? node.argument?.literal), names: [], at: node.start })
    else if (type === 'TSExternalModuleReference')
      found.push({ specifier: textOf(node.expression), names: [], at: node.start })
    else if (type === 'CallExpression' && loaders.has(nameOf(node.callee)))
      found.push({ specifier: textOf(node.arguments[0]), names: [], at: node.start })
  })
  return found
}

const builtins = new Set(builtinModules)
/** `fs/promises` and `node:fs/promises` are one. @param {string} specifier */
const builtinName = (specifier) => {
  const bare = specifier.replace(/^node:/, '')
  return builtins.has(bare) || specifier.startsWith('node:') ? `node:${bare}` : null
}
/** @param {string} specifier */
const packageName = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
/** @param {string} path @param {string} folder */
const isIn = (path, folder) => folder === '' || path === folder || path.startsWith(`${folder}/`)
/** @param {string} name @param {string[]} list */
const isListed = (name, list) =>
  list.some((item) => item === '' || item === name || (item.endsWith('/') && name.startsWith(item)))

/** @param {string} root @param {string} file @param {Import} found @returns {string | null} what is wrong with it */
const judgeImport = (root, file, { specifier, names }) => {
  const layer = layers.find(({ of }) => isIn(file, of))
  if (!layer) return null
  const own = isIn(file, 'main') || isIn(file, 'preload')
  if (specifier === null)
    return own || isIn(file, 'renderer') ? 'imports something whose name is only known at run time' : null
  const builtin = builtinName(specifier)
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    const target = relative(root, resolve(root, dirname(file), specifier.replace(/\?.*$/, '')))
      .split(sep)
      .join('/')
    if (!isIn(file, 'test') && isIn(target, 'test')) return `imports ${target}: nothing outside test/ may`
    if (!layer.files.some((folder) => isIn(target, folder)))
      return `imports ${target}: ${layer.of} may import ${layer.files.join(', ')}`
    return null
  }
  const name = builtin ?? packageName(specifier)
  if (builtin ? !layer.node : !isListed(name, layer.packages)) return `imports ${name}: not allowed in ${layer.of}`
  if (!own) return null
  const home = homes.find(({ of }) => of === name)
  if (home && !home.in.some((place) => file.startsWith(place)))
    return `imports ${name}: ${home.in.length > 0 ? `only ${home.in.join(', ')} may` : 'the app may not'}`
  const misplaced = nameHomes.find(
    (row) => row.from === name && names.includes(row.name) && !row.in.some((place) => file.startsWith(place))
  )
  return misplaced ? `imports ${misplaced.name}: only ${misplaced.in.join(', ')} may` : null
}

/** @param {any} program @param {string} file @returns {{ at: number, text: string }[]} */
const weakenings = (program, file) => {
  /** @type {{ at: number, text: string }[]} */
  const found = []
  let handlesCertificateError = -1
  let allows = -1
  walk(program, (node) => {
    const text = textOf(node)
    if (text !== null) {
      const word = forbiddenWords.find((forbidden) => text.includes(forbidden))
      if (word && file !== removesSwitches) found.push({ at: node.start, text: `${word} is never used` })
      if (text === 'certificate-error') handlesCertificateError = node.start
    }
    if (node.type === 'Identifier' && forbiddenWords.includes(node.name))
      found.push({ at: node.start, text: `${node.name} is never used` })
    if (file === removesSwitches && node.type === 'Identifier' && node.name === 'appendSwitch')
      found.push({ at: node.start, text: 'appendSwitch is never used where switches are removed' })
    const key =
      node.type === 'Property'
        ? (node.key.name ?? node.key.value)
        : node.type === 'AssignmentExpression'
          ? node.left.property?.name
          : null
    const value = node.type === 'Property' ? node.value : node.right
    if (
      key &&
      forbiddenOptions.some(([option, bad]) => option === key && value?.type === 'Literal' && value.value === bad)
    )
      found.push({ at: node.start, text: `${key}: ${value.value} is never used` })
    if (
      node.type === 'CallExpression' &&
      nameOf(node.callee).endsWith('.appendSwitch') &&
      forbiddenSwitches.includes(textOf(node.arguments[0]) ?? '')
    )
      found.push({ at: node.start, text: `the app never sets ${textOf(node.arguments[0])}` })
    if (node.type === 'CallExpression' && node.arguments.length === 1 && node.arguments[0].value === true)
      allows = node.start
  })
  if (handlesCertificateError >= 0 && allows >= 0)
    found.push({
      at: handlesCertificateError,
      text: 'certificate-error answered with true: a certificate is checked, never waved through'
    })
  return found
}

/**
 * @param {string} root the folder that holds main/, preload/, renderer/ …
 * @returns {Problem[]} in the order of the files
 */
export const checkLayers = (root) => {
  /** @type {Problem[]} */
  const problems = []
  for (const file of listSources(root)) {
    const source = readFileSync(join(root, file), 'utf8')
    const lineAt = (/** @type {number} */ offset) => source.slice(0, offset).split('\n').length
    const add = (
      /** @type {number} */ line,
      /** @type {string} */ text,
      /** @type {Problem['severity']} */ severity = 'error'
    ) => problems.push({ file, line, text, severity })
    const { program, errors } = parseSync(file, source)
    if (errors.length > 0) {
      add(1, `cannot be read: ${errors[0]?.message}`)
      continue
    }
    for (const found of importsOf(program)) {
      const text = judgeImport(root, file, found)
      if (text) add(lineAt(found.at), text)
    }
    if (isIn(file, 'main')) for (const { at, text } of weakenings(program, file)) add(lineAt(at), text)
    const lines = source.split('\n').length - 1
    const limit = lengths.own.get(file) ?? lengths.failAbove
    if (lines > limit) add(lines, `${lines} lines: ${limit} at most`)
    else if (lines > lengths.warnAbove)
      add(lines, `${lines} lines: more than ${lengths.warnAbove} should be two files`, 'warning')
  }
  return problems
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = checkLayers(resolve(process.argv[2] ?? '.'))
  for (const { file, line, text, severity } of problems) console.error(`${file}:${line}: ${severity}: ${text}`)
  process.exit(problems.some(({ severity }) => severity === 'error') ? 1 : 0)
}
