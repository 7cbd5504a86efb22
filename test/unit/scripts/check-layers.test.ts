import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkLayers } from '../../../scripts/check-layers.mjs'

const roots: string[] = []

/** Writes the files into a folder of their own and returns what the rule says, as `file:line text`. */
const check = (files: Record<string, string>): string[] => {
  const root = mkdtempSync(join(tmpdir(), 'attrack-layers-'))
  roots.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return checkLayers(root)
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, text }) => `${file}:${line} ${text}`)
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

describe('what each layer may import', () => {
  it('accepts a click on its whole way', () => {
    const problems = check({
      'renderer/features/a/A.tsx': `import { useState } from 'react'\nimport '@mantine/core/styles.css'\nimport type { B } from '../../../preload/contract/b.ts'\nexport const A = () => <b>{useState<B>(1)[0]}</b>`,
      'preload/contract/b.ts': `import { z } from 'zod'\nexport type B = z.infer<typeof z.any>`,
      'preload/index.ts': `import { contextBridge } from 'electron'\nimport './contract/b.ts'\ncontextBridge`,
      'main/ipc/register.ts': `import { ipcMain } from 'electron'\nimport '../../preload/contract/b.ts'\nimport '../connections/c.ts'\nipcMain`,
      'main/connections/c.ts': `import { createHash } from 'node:crypto'\ncreateHash`,
      'main/secrets/keychain.ts': `import keytar from 'keytar'\nkeytar`,
      'test/unit/c.test.ts': `import '../../main/connections/c.ts'\nimport 'electron'`
    })
    expect(problems).toEqual([])
  })

  it.each([
    ['renderer/a.ts', `import '../main/x.ts'`, 'imports main/x.ts'],
    ['renderer/a.ts', `import '../preload/index.ts'`, 'imports preload/index.ts'],
    ['renderer/a.ts', `import fs from 'fs'`, 'imports node:fs'],
    ['renderer/a.ts', `import { ipcRenderer } from 'electron'`, 'imports electron'],
    ['renderer/a.ts', `import type { Kysely } from 'kysely'`, 'imports kysely'],
    ['preload/contract/a.ts', `import { ipcRenderer } from 'electron'`, 'imports electron'],
    ['preload/contract/a.ts', `import 'node:buffer'`, 'imports node:buffer'],
    ['preload/contract/a.ts', `import '../index.ts'`, 'imports preload/index.ts'],
    ['preload/index.ts', `import '../main/x.ts'`, 'imports main/x.ts'],
    ['main/sync/a.ts', `import { app } from 'electron'`, 'imports electron'],
    ['main/sync/a.ts', `import type { App } from 'electron'`, 'imports electron'],
    ['main/sync/a.ts', `export * from '../../renderer/x.ts'`, 'imports renderer/x.ts'],
    ['main/sync/a.ts', `import '../../preload/index.ts'`, 'imports preload/index.ts'],
    ['main/sync/a.ts', `import 'react'`, 'imports react'],
    ['main/sync/a.ts', `import keytar from 'keytar'`, 'imports keytar'],
    ['main/secrets/a.ts', `import { execFile } from 'child_process'`, 'imports node:child_process'],
    ['main/secrets/a.ts', `import '../../test/jira/server.ts'`, 'imports test/jira/server.ts'],
    ['main/shell/a.ts', `import { app, ipcMain } from 'electron'`, 'imports ipcMain'],
    ['scripts/a.mjs', `import '../test/jira/server.ts'`, 'imports test/jira/server.ts']
  ])('%s may not say %s', (file, source, text) => {
    const problems = check({ [file]: `\n${source}\n` })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${file}:2 ${text}`)
  })

  it.each([
    `const x = await import('../../renderer/x.ts')`,
    `const x = require('../../renderer/x.ts')`,
    `export { x } from '../../renderer/x.ts'`,
    `type X = import('../../renderer/x.ts').X`,
    `const x = await import(\`../../renderer/x.ts\`)`,
    `import '../sync/../../renderer/x.ts'`
  ])('is not fooled by %s', (source) => {
    expect(check({ 'main/sync/a.ts': source }).join()).toContain('imports renderer/x.ts')
  })

  it('does not read comments and strings as imports', () => {
    expect(check({ 'main/sync/a.ts': `// import 'electron'\nexport const text = "import 'electron'"` })).toEqual([])
  })

  it('refuses an import in main whose name it cannot know', () => {
    expect(check({ 'main/sync/a.ts': `export const load = (name: string) => import(name)` }).join()).toContain(
      'only known at run time'
    )
  })

  it('says when a file cannot be read', () => {
    expect(check({ 'main/sync/a.ts': `import {` }).join()).toContain('cannot be read')
  })
})

describe('what main never does', () => {
  it.each([
    `const agent = { rejectUnauthorized: false }`,
    `const agent = { 'rejectUnauthorized': false }`,
    `options.rejectUnauthorized = false`,
    `process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'`,
    `process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'`,
    `commandLine.appendSwitch('ignore-certificate-errors')`,
    `app.commandLine.appendSwitch('no-sandbox')`,
    `app.on('certificate-error', (event, contents, url, error, certificate, callback) => { callback(true) })`,
    `const preferences = { sandbox: false }`,
    `const preferences = { nodeIntegration: true }`
  ])('%s', (source) => {
    expect(check({ 'main/shell/a.ts': source })).toHaveLength(1)
  })

  it('may ask whether it was started without a sandbox', () => {
    expect(check({ 'main/shell/a.ts': `export const off = app.commandLine.hasSwitch('no-sandbox')` })).toEqual([])
  })

  it('may check certificates and mention the words in comments', () => {
    const source = `// never rejectUnauthorized: false\nexport const agent = { rejectUnauthorized: true, sandbox: true }`
    expect(check({ 'main/net/a.ts': source })).toEqual([])
  })
})

describe('how long a file may be', () => {
  const lines = (count: number) => '// line\n'.repeat(count)

  it('warns above 300 lines and fails above 400', () => {
    const files = { 'main/a.ts': lines(300), 'main/b.ts': lines(301), 'main/c.ts': lines(401) }
    expect(check(files)).toEqual(['main/c.ts:401 401 lines: 400 at most'])
    const root = roots.at(-1) ?? ''
    expect(checkLayers(root).map(({ file, severity }) => [file, severity])).toEqual([
      ['main/b.ts', 'warning'],
      ['main/c.ts', 'error']
    ])
  })

  it('keeps the composition root under 100 lines', () => {
    expect(check({ 'main/index.ts': lines(101) })).toHaveLength(1)
  })
})
