import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { actionNames, permissionTable, roleNames } from '../../../main/members/permissions.ts'
import { channels } from '../../../preload/contract/index.ts'
import { permissionsDocument, permissionsFile } from '../../../scripts/permissions-doc.mjs'

const sources = { actionNames, permissionTable, roleNames, channels }

it('docs/permissions.md is up to date: node scripts/permissions-doc.mjs writes it', () => {
  expect(readFileSync(permissionsFile, 'utf8')).toBe(permissionsDocument(sources))
})

it('says what the table says', () => {
  const changed = { ...permissionTable, 'audit.read': { ...permissionTable['audit.read'], observer: 'all' } }
  const said = permissionsDocument({ ...sources, permissionTable: changed })
  expect(said).toMatch(/^\| \*\*Reading the audit log\*\*[^|]*\| yes \| – \| – \| yes \|$/m)
  expect(() => permissionsDocument({ ...sources, permissionTable: { ...changed, 'x.y': {} } })).toThrow('x.y')
})
