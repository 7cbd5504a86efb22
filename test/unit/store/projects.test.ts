import { expect, test } from 'vitest'
import { open, tempFile } from './support.ts'

const all = { search: '', archived: false, offset: 0, limit: 200 }

test('a new workspace has an id that stays, and no projects', () => {
  const file = tempFile()
  const first = open(file)
  const { id, readOnly } = first.api.workspace({})
  expect(id).toMatch(/^[\w-]{20}$/)
  expect(readOnly).toBe(false)
  expect(first.api.listProjects(all)).toEqual({ projects: [], total: 0 })
  first.close()
  expect(open(file).api.workspace({}).id).toBe(id)
})

test('projects are made, renamed, archived, brought back, and survive a restart', () => {
  const file = tempFile()
  const store = open(file)
  const made = store.api.createProject({ name: 'Rocket' })
  expect(made).toMatchObject({ name: 'Rocket', archivedAt: null, taskCount: 0, linkCount: 0, lastSyncedAt: null })
  expect(store.api.renameProject({ id: made.id, name: 'Rakete' })).toEqual({ ...made, name: 'Rakete' })
  const archived = store.api.setProjectArchived({ id: made.id, archived: true })
  expect(archived?.archivedAt).toBeGreaterThan(0)
  store.close()

  const again = open(file).api
  expect(again.listProjects(all).total).toBe(0)
  expect(again.listProjects({ ...all, archived: true }).projects).toEqual([archived])
  expect(again.setProjectArchived({ id: made.id, archived: true })).toEqual(archived)
  expect(again.setProjectArchived({ id: made.id, archived: false })?.archivedAt).toBeNull()
  expect(again.getProject({ id: made.id })?.name).toBe('Rakete')
})

test('an unknown project is null', () => {
  const { api } = open()
  expect(api.getProject({ id: 'no' })).toBeNull()
  expect(api.renameProject({ id: 'no', name: 'x' })).toBeNull()
  expect(api.setProjectArchived({ id: 'no', archived: true })).toBeNull()
})

test('search finds any part of a name, without case and accents, and takes % and _ literally', () => {
  const { api } = open()
  for (const name of ['Éclair', 'ÜBERSICHT', 'Проект Йод', '100% done', 'a_b', 'axb', 'back\\slash', 'हिन्दी'])
    api.createProject({ name })
  const found = (search: string): string[] => api.listProjects({ ...all, search }).projects.map(({ name }) => name)
  expect(found('ecl')).toEqual(['Éclair'])
  expect(found('ubers')).toEqual(['ÜBERSICHT'])
  expect(found('übers')).toEqual(['ÜBERSICHT'])
  expect(found('проект')).toEqual(['Проект Йод'])
  expect(found('%')).toEqual(['100% done'])
  expect(found('A_')).toEqual(['a_b'])
  expect(found('\\')).toEqual(['back\\slash'])
  expect(found('हि')).toEqual(['हिन्दी'])
  expect(found('हु')).toEqual([])
  expect(found(' eclair ')).toEqual(['Éclair'])
})

test('projects come sorted by name and in pages', () => {
  const { api } = open()
  for (const name of ['delta', 'Bravo', 'alpha', 'Charlie', 'Écho']) api.createProject({ name })
  const names = (offset: number): string[] =>
    api.listProjects({ ...all, offset, limit: 2 }).projects.map(({ name }) => name)
  expect([...names(0), ...names(2), ...names(4)]).toEqual(['alpha', 'Bravo', 'Charlie', 'delta', 'Écho'])
  expect(api.listProjects({ ...all, offset: 4, limit: 2 }).total).toBe(5)
})

test('text with NUL characters is kept whole', () => {
  const { api } = open()
  expect(api.createProject({ name: 'a\0b' }).name).toBe('a\ufffdb')
})
