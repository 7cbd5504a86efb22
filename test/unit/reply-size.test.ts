import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bytesOf,
  fittingFacets,
  fittingProjects,
  fittingRows,
  fittingTexts,
  maxReplyBytes
} from '../../main/projects/reply-size.ts'
import type { TaskRow } from '../../preload/contract/index.ts'

const row = (more: Partial<TaskRow>): TaskRow => ({
  id: 'x'.repeat(26),
  key: 'MOD-1',
  summary: '',
  type: 'Bug',
  status: 'Open',
  statusCategory: 'new',
  priority: 'High',
  assignee: 'Anna',
  source: 'jira',
  updatedAt: 1_700_000_000_000,
  archivedAt: null,
  ...more
})
const wide = '日'.repeat(255)

test('rows as they usually are stay as they are', () => {
  const rows = Array.from({ length: 100 }, (_, n) =>
    row({ summary: `${n} ${'a usual summary of a usual length '.repeat(3)}`.trim() })
  )
  expect(fittingRows(rows)).toEqual(rows)
})

test('one long summary is cut, and says so, without touching the others', () => {
  const [long, short] = fittingRows([row({ summary: 'x'.repeat(1000) }), row({ summary: 'short' })])
  expect(long?.summary).toBe(`${'x'.repeat(199)}…`)
  expect(short?.summary).toBe('short')
})

test('200 of the widest rows there can be fit', () => {
  const rows = Array.from({ length: 200 }, () =>
    row({
      key: `${'日'.repeat(100)}-123456789012345`,
      summary: '日'.repeat(1000),
      type: wide,
      status: wide,
      statusCategory: 'indeterminate',
      priority: wide,
      assignee: wide,
      archivedAt: 1_700_000_000_000
    })
  )
  const fitted = fittingRows(rows)
  expect(bytesOf(fitted)).toBeLessThanOrEqual(maxReplyBytes)
  expect(fitted).toHaveLength(200)
  expect(fitted[0]?.summary.length).toBeGreaterThanOrEqual(6)
})

test('no cut goes through the middle of a character', () => {
  const summary = fc.string({ unit: 'grapheme', minLength: 190, maxLength: 400 })
  fc.assert(
    fc.property(fc.array(summary, { minLength: 1, maxLength: 5 }), (summaries) => {
      for (const one of fittingRows(summaries.map((text) => row({ summary: text }))))
        expect(one.summary).not.toMatch(/\p{Surrogate}/u)
    })
  )
})

test('facets keep the most frequent values, whole', () => {
  const values = (name: string) =>
    Array.from({ length: 100 }, (_, n) => ({ value: `${name} ${n} ${wide}`, count: 100 - n }))
  const facets = {
    statuses: values('s'),
    types: values('t'),
    assignees: values('a'),
    sources: [{ value: 'jira', count: 1 }],
    archivedCount: 3
  }
  const fitted = fittingFacets(facets)
  expect(bytesOf(fitted)).toBeLessThanOrEqual(maxReplyBytes)
  expect(fitted.statuses.length).toBeGreaterThan(20)
  expect(fitted.statuses).toEqual(facets.statuses.slice(0, fitted.statuses.length))
  expect(fitted.archivedCount).toBe(3)
})

test('lists of Jira projects and labels', () => {
  const projects = Array.from({ length: 200 }, (_, n) => ({
    id: String(n),
    key: '日'.repeat(255),
    name: wide,
    linked: false
  }))
  expect(bytesOf(fittingProjects(projects))).toBeLessThanOrEqual(maxReplyBytes)
  expect(fittingTexts(['a', 'b'], 100)).toEqual(['a', 'b'])
  expect(fittingTexts(['aaaa', 'bbbb', 'cccc'], 15)).toEqual(['aaaa', 'bbbb', '…'])
})
