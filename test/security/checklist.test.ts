/**
 * Electron's security checklist is complete: each of its twenty points, and each fuse, has a row in docs/security.md, and
 * the tests named there exist. The points that concern building rather than running are tested here, too.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { listShipped } from '../../scripts/check-licences.mjs'
import { ensureBuild } from '../../scripts/lib/build.mjs'
import { fuseNames, intendedFuses } from '../../scripts/lib/fuses.mjs'
import { Stop } from '../../scripts/lib/process.mjs'
import { makePackage } from '../../scripts/package.mjs'

const points = Array.from({ length: 20 }, (_, n) => n + 1)
const doc = readFileSync('docs/security.md', 'utf8')

/** The files in which the tests are. */
const files = [
  ...readdirSync('test/security')
    .filter((name) => /\.(spec|test)\.ts$/.test(name))
    .map((name) => `test/security/${name}`),
  'test/e2e/packaged.spec.ts'
]
/** Titles of the tests of a file, as they are written. */
const titlesOf = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(/^ *(?:test|it|describe)(?:\.\w+(?:\([^)]*\))?)?\('((?:[^'\\]|\\.)*)'/gm)
  ].map(([, title = '']) => title)
/** `2, 3, 4: …` is about points 2, 3 and 4. */
const pointsOf = (title: string): number[] =>
  (/^((?:\d+, )*\d+): /.exec(title)?.[1] ?? '').split(', ').filter(Boolean).map(Number)
const proven = files.flatMap((file) =>
  titlesOf(file).flatMap((title) => pointsOf(title).map((point) => ({ point, file, title })))
)
/** Rows of the first table: point, how, proven by. */
const rows = [...doc.matchAll(/^\| (\d+) [^|]*\|([^|]+)\|([^|]+)\|$/gm)].map(([, point, how = '', by = '']) => ({
  point: Number(point),
  how: how.trim(),
  by: by.trim()
}))

describe('docs/security.md', () => {
  it('has each of the twenty points once, in order, with what meets it', () => {
    expect(rows.map(({ point }) => point)).toEqual(points)
    expect(rows.filter(({ how }) => how.length < 20)).toEqual([])
  })

  it.each(points)('point %d names the files whose tests prove it, all of them', (point) => {
    const named = [...(rows.find((row) => row.point === point)?.by ?? '').matchAll(/`([\w.-]+)`/g)].map(
      ([, name = '']) => name
    )
    const found = new Set(proven.filter((one) => one.point === point).map(({ file }) => file.split('/').at(-1)))
    expect(named.sort()).toEqual([...found].sort())
    expect(named.length).toBeGreaterThan(0)
  })

  it('has each fuse as electron-builder.yml sets it', () => {
    const table = [...doc.matchAll(/^\| `(\w+)` \| (on|off) \|/gm)].map(([, name, state]) => [name, state === 'on'])
    expect(Object.fromEntries(table)).toEqual(intendedFuses(readFileSync('electron-builder.yml', 'utf8')))
    expect(table.map(([name]) => name)).toEqual(fuseNames)
  })

  it('names no test file that is not there', () => {
    const named = [...doc.matchAll(/`([\w.-]+\.(?:spec|test)\.ts)`/g)].map(([, name = '']) => name)
    const missing = named.filter(
      (name) => !['test/security', 'test/e2e', 'test/unit/scripts'].some((folder) => existsSync(join(folder, name)))
    )
    expect(missing).toEqual([])
  })
})

describe('16: a current Electron', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const major = (version: string): number => Number(/\d+/.exec(version)?.[0])

  it('is the one the app is built against, and of the three releases that the app takes for supported', () => {
    const oldest = /oldestReleaseElectron = (\d+)/.exec(readFileSync('main/shell/app-status.ts', 'utf8'))?.[1]
    const wanted = major(devDependencies['electron'] ?? '')
    const { version } = JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')) as { version: string }
    expect(major(version)).toBe(wanted)
    // https://www.electronjs.org/docs/latest/tutorial/electron-timelines: the latest three are supported.
    expect(Number(oldest)).toBe(wanted - 2)
  })

  it.each([['--linux', 'deb'], ['--win'], ['--mac', 'dmg'], ['--publish', 'always']])(
    'is the only one that installers are made with: %s',
    async (...args) => {
      const runtime = { kind: 'development' as const, dist: 'nowhere', executablePath: 'nowhere', args: [] }
      await expect(makePackage(runtime, args)).rejects.toThrow(Stop)
    }
  )
})

describe('what is built', () => {
  beforeAll(() => ensureBuild(), 120_000)

  it('holds no package that the list of those shipped does not know', () => {
    const known = new Set(listShipped('.').shipped.map(({ path }) => path))
    const maps = readdirSync('out', { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.map'))
    const packages = maps.flatMap((name) => {
      const { sources } = JSON.parse(readFileSync(join('out', name), 'utf8')) as { sources: string[] }
      return sources.flatMap(
        (source) => /(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []
      )
    })
    expect(new Set(packages).size).toBeGreaterThan(20)
    expect([...new Set(packages)].filter((path) => !known.has(path))).toEqual([])
  })
})
