/** Generated issues: the same from the same seed, realistic, with crowded minutes. */
import { expect, test } from 'vitest'
import { createWorld } from '../../jira/world.ts'
import { stateOf } from '../../jira/admin/api.ts'

function issuesOf(count: number, seed: number) {
  return createWorld({ projects: false, generated: { count, seed } }).issues.getProject('GEN').index.orders.id.items
}

test('a seed decides everything; another seed gives other issues', () => {
  const states = issuesOf(500, 7).map(stateOf)
  expect(issuesOf(500, 7).map(stateOf)).toEqual(states)
  expect(issuesOf(500, 8).map(stateOf)).not.toEqual(states)
})

test('they look like issues', () => {
  const states = issuesOf(3_000, 1).map(stateOf)
  const lengths = states.map((state) => state.description?.length ?? 0).filter((length) => length > 0)
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(300)
  expect(Math.max(...lengths)).toBeLessThanOrEqual(1_700)
  expect(new Set(states.map((state) => state.status)).size).toBe(7)
  const unassigned = states.filter((state) => state.assignee === null).length
  expect(unassigned).toBeGreaterThan(300)
  expect(unassigned).toBeLessThan(1_200)
  expect(new Set(states.map((state) => state.summary)).size).toBeGreaterThan(1_000)
  expect(states.every((state) => state.updated >= state.created)).toBe(true)
})

test('100,000 are ready quickly, and one minute holds more issues than a page', () => {
  const issues = issuesOf(100_000, 1)
  expect(issues).toHaveLength(100_000)
  const perMinute = new Map<number, number>()
  for (const issue of issues) {
    const minute = Math.floor(issue.created / 60_000)
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1)
  }
  expect(Math.max(...perMinute.values())).toBeGreaterThan(1_000)
  expect([...perMinute.values()].filter((count) => count > 100).length).toBeGreaterThan(10)
})
