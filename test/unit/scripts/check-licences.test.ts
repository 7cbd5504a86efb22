/** The check of what reaches users, on small checkouts made for it, and on this one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkLicences, listShipped, notices } from '../../../scripts/check-licences.mjs'

const roots: string[] = []

interface Entry {
  readonly name?: string
  readonly license?: string
  readonly hasInstallScript?: boolean
  readonly dependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly peerDependenciesMeta?: Record<string, { optional: boolean }>
}

interface Checkout {
  readonly dependencies?: readonly string[]
  readonly devDependencies?: readonly string[]
  readonly allowScripts?: Record<string, boolean>
  /** By their path below node_modules. */
  readonly lock: Record<string, Entry>
  /** Rows of docs/dependencies.md. */
  readonly listed?: Record<string, string>
  readonly files?: Record<string, string>
}

const versions = (names: readonly string[] = []) => Object.fromEntries(names.map((name) => [name, '^1.0.0']))

/** @returns the folder of a checkout that holds this much */
const checkout = ({ dependencies, devDependencies, allowScripts, lock, listed = {}, files = {} }: Checkout): string => {
  const root = mkdtempSync(join(tmpdir(), 'attrack-licences-'))
  roots.push(root)
  const rows = Object.entries(listed).map(([name, licence]) => `| \`${name}\` | because | | ${licence} |`)
  const packages = Object.fromEntries(
    Object.entries(lock).map(([path, entry]) => [`node_modules/${path}`, { version: '1.0.0', ...entry }])
  )
  const all = {
    'package.json': JSON.stringify({
      dependencies: versions(dependencies),
      devDependencies: versions(devDependencies),
      allowScripts
    }),
    'package-lock.json': JSON.stringify({ packages }),
    'docs/dependencies.md': `| package | why | instead of | licence |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`,
    ...files
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

const mit = { license: 'MIT' }

describe('what reaches users', () => {
  it('is this checkout’s list, complete', () => {
    expect(checkLicences('.')).toEqual([])
    expect(listShipped('.').shipped.length).toBeGreaterThan(50)
  })

  it('are production packages and imported ones, with all they need on any system, and nothing else', () => {
    const root = checkout({
      dependencies: ['store'],
      devDependencies: ['@ui/core', 'peer', 'tool', 'node'],
      lock: {
        store: { ...mit, dependencies: { inner: '1' }, optionalDependencies: { 'store-windows': '1' } },
        inner: mit,
        'store/node_modules/inner': { license: 'ISC' },
        'store-windows': mit,
        '@ui/core': {
          ...mit,
          peerDependencies: { peer: '1', types: '1' },
          peerDependenciesMeta: { types: { optional: true } }
        },
        '@ui/core/node_modules/deep': mit,
        peer: { ...mit, dependencies: { inner: '1' } },
        types: { license: 'Proprietary' },
        tool: { license: 'GPL-3.0-only' },
        node: { license: 'GPL-3.0-only' }
      },
      files: { 'renderer/a/A.tsx': `import '@ui/core/styles.css'\nimport path from 'node:path'` }
    })
    expect(listShipped(root).shipped.map(({ path }) => path.slice('node_modules/'.length))).toEqual([
      '@ui/core',
      'inner',
      'peer',
      'store',
      'store-windows',
      'store/node_modules/inner'
    ])
    expect(listShipped(root).chosen.map(({ name }) => name)).toEqual(['@ui/core', 'peer', 'store'])
  })

  it('includes Electron, but not what fetches it', () => {
    const lock = { electron: { ...mit, dependencies: { get: '1' } }, get: { license: 'GPL-3.0-only' } }
    const files = { 'main/a.ts': `import { app } from 'electron'` }
    expect(
      checkLicences(checkout({ devDependencies: ['electron'], lock, files, listed: { electron: 'MIT' } }))
    ).toEqual([])
  })
})

describe('the list', () => {
  const lock = { store: mit, ui: mit }

  it('misses a production package', () => {
    expect(checkLicences(checkout({ dependencies: ['store'], lock }))).toEqual([
      'store reaches users and is not in docs/dependencies.md'
    ])
  })

  it.each(['import { a } from "ui"', `export * from 'ui/a.js'`, `const a = await import('ui')`, `require('ui')`])(
    'misses a bundled one: %s',
    (source) => {
      const root = checkout({ devDependencies: ['ui'], lock, files: { 'preload/a.ts': source } })
      expect(checkLicences(root)).toEqual(['ui reaches users and is not in docs/dependencies.md'])
    }
  )

  it('has one that is shipped no more, and a licence that is another now', () => {
    const listed = { store: 'ISC', ui: 'MIT' }
    expect(checkLicences(checkout({ dependencies: ['store'], devDependencies: ['ui'], lock, listed }))).toEqual([
      'docs/dependencies.md has ISC for store, which has MIT',
      'ui is in docs/dependencies.md and reaches no user'
    ])
  })
})

describe('licences', () => {
  const withLicence = (license: string | undefined, files: Record<string, string> = {}): string[] => {
    const inner = license === undefined ? {} : { license }
    const lock = { store: { ...mit, dependencies: { inner: '1' } }, inner }
    return checkLicences(checkout({ dependencies: ['store'], lock, listed: { store: 'MIT' }, files }))
  }

  it.each(['MIT', '(MIT OR CC0-1.0)', 'GPL-2.0-only OR MIT', 'MIT AND BSD-3-Clause', '0BSD'])('%s is fine', (one) => {
    expect(withLicence(one)).toEqual([])
  })

  it.each(['GPL-3.0-only', 'AGPL-3.0', 'MIT AND GPL-3.0-only', 'UNLICENSED', 'SEE LICENSE IN LICENSE', 'mit'])(
    '%s is not, however deep',
    (one) => {
      expect(withLicence(one)).toEqual([`inner 1.0.0 has the licence ${one}, which is not among those allowed`])
    }
  )

  it('none is not', () => {
    expect(withLicence(undefined)).toEqual(['inner 1.0.0 does not say its licence'])
  })

  it('what is installed counts more than what the lock file says', () => {
    const files = { 'node_modules/inner/package.json': JSON.stringify({ license: 'BUSL-1.1' }) }
    expect(withLicence('MIT', files).join()).toContain('BUSL-1.1')
  })
})

describe('install scripts', () => {
  const lock = { key: { ...mit, name: '@real/key', hasInstallScript: true } }
  const listed = { key: 'MIT' }

  it.each([undefined, {}, { '@real/key': true }, { key: false }])('are not let through by %j', (allowScripts) => {
    const root = checkout({ dependencies: ['key'], lock, listed, ...(allowScripts ? { allowScripts } : {}) })
    expect(checkLicences(root)).toEqual([
      '@real/key 1.0.0 has an install script: refuse it in package.json, allowScripts, or do without it'
    ])
  })

  it('are refused by name', () => {
    expect(
      checkLicences(checkout({ dependencies: ['key'], lock, listed, allowScripts: { '@real/key': false } }))
    ).toEqual([])
  })
})

describe('the texts that are shipped', () => {
  it('hold each package with its own words, or at least with its author', () => {
    const root = checkout({
      dependencies: ['a', 'b', 'elsewhere'],
      lock: { a: mit, b: { license: 'ISC' }, elsewhere: mit },
      files: {
        'node_modules/a/package.json': JSON.stringify({ license: 'MIT' }),
        'node_modules/a/LICENSE.md': 'Copyright A. All may.\n',
        'node_modules/a/NOTICE': 'A notice.',
        'node_modules/b/package.json': JSON.stringify({ license: 'ISC', author: { name: 'B. Author' } })
      }
    })
    const text = notices(root)
    expect(text).toContain('a 1.0.0 – MIT\n\nCopyright A. All may.\n\nA notice.')
    expect(text).toContain('b 1.0.0 – ISC\n\nCopyright B. Author')
    expect(text).not.toContain('elsewhere')
  })
})
