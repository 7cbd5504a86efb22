import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchExpression } from '../../../main/store/search-index.ts'
import { issue, keys, linked, list, page, write } from './support.ts'

function searchable() {
  const all = linked()
  write(
    all,
    page([
      issue({
        id: 1,
        summary: 'Facebook: logout event does not fire',
        fields: { description: 'The module crashes on iOS.' }
      }),
      issue({ id: 12, summary: 'Crème brûlée', fields: { description: 'говорит «Привет»' } }),
      issue({ id: 123, summary: 'Login AND logout OR NOT "quoted" NEAR(a b)', fields: { description: null } })
    ])
  )
  all.api.createTask({ projectId: all.projectId, summary: 'Logistics by hand' })
  return all
}

test('every word must occur, in key, summary or description, and may go on', () => {
  const { api, projectId } = searchable()
  const found = (search: string): string[] => keys(api, projectId, { search })
  expect(found('log')).toEqual(['MOD-1', 'MOD-123', 'T-1'])
  expect(found('logout ios')).toEqual(['MOD-1'])
  expect(found('logout nothing')).toEqual([])
  expect(found('creme brul')).toEqual(['MOD-12'])
  expect(found('привет')).toEqual(['MOD-12'])
  expect(found('MOD-12')).toEqual(['MOD-12', 'MOD-123'])
  expect(found('mod-123')).toEqual(['MOD-123'])
  expect(found('T-1')).toEqual(['T-1'])
})

test('operators, quotes and stars are text', () => {
  const { api, projectId } = searchable()
  const found = (search: string): string[] => keys(api, projectId, { search })
  expect(found('AND')).toEqual(['MOD-123'])
  expect(found('logout NOT login')).toEqual(['MOD-123'])
  expect(found('"quoted"')).toEqual(['MOD-123'])
  expect(found('summary:logout')).toEqual([])
  expect(found('NEAR(a b)')).toEqual(['MOD-123'])
  // Without a single word there is nothing to look for: the list stays as it is.
  expect(found('*')).toHaveLength(4)
  expect(found('   ')).toHaveLength(4)
})

test('the index follows every change', () => {
  const all = searchable()
  write(all, page([issue({ id: 1, key: 'DAEMON-7', summary: 'Renamed', fields: { description: '' } })]))
  expect(keys(all.api, all.projectId, { search: 'facebook' })).toEqual([])
  expect(keys(all.api, all.projectId, { search: 'MOD-1' })).toEqual(['MOD-12', 'MOD-123'])
  expect(keys(all.api, all.projectId, { search: 'daemon-7 renamed' })).toEqual(['DAEMON-7'])
})

test('another project is never searched', () => {
  const all = searchable()
  const other = all.api.createProject({ name: 'Other' })
  expect(all.api.listTasks(list(other.id, { search: 'log' }))).toEqual({ tasks: [], total: 0 })
})

test('whatever is typed never is a syntax error', () => {
  const { api, projectId } = searchable()
  const pieces = fc.constantFrom(
    '"',
    "'",
    '*',
    ':',
    '(',
    ')',
    '^',
    '-',
    '+',
    '{',
    '}',
    ',',
    'AND',
    'OR',
    'NOT',
    'NEAR',
    'key',
    ' ',
    '\0',
    '\\',
    '́',
    '😀',
    '\ud800',
    'ß',
    'a'
  )
  const typed = fc.oneof(
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 })
  )
  fc.assert(
    fc.property(typed, (search) => {
      const { total } = api.listTasks(list(projectId, { search }))
      expect(total).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 1500 }
  )
})

test('a pasted paragraph is cut to so many words', () => {
  expect(matchExpression('a '.repeat(100))?.split(' ')).toHaveLength(16)
})
