/** The fault matrix over the services: real HTTP, Node's network. What Chromium's network has to tell: faults.spec.ts. */
import { expect, test } from 'vitest'
import { matrix, recognisedBy } from '../faults/matrix.ts'
import { situations } from '../faults/situations.ts'
import { allFaults } from '../jira/all-faults.ts'
import { startPracticeJira } from '../jira/index.ts'
import { startSurroundings } from '../jira/surroundings/index.ts'
import { recognised } from '../support/recognised.ts'
import { startTestApp } from './support/test-app.ts'

const areas = new Map(allFaults.map(({ name, area }) => [name, area]))

test('the matrix has every fault there is, and no other', () => {
  expect([...new Set(matrix.map(({ fault }) => fault))].sort()).toEqual([...areas.keys()].sort())
})

test.concurrent.each(matrix.filter((row) => row.in === 'services'))(
  '$fault is told as $code during $during',
  async ({ fault, code, during }) => {
    const around = areas.get(fault) === 'surroundings' ? await startSurroundings(fault) : null
    const jira = around?.jira ?? (await startPracticeJira())
    const app = await startTestApp()
    try {
      const told = await situations[during]({
        invoke: app.invoke,
        jira,
        url: around?.url ?? jira.url,
        strike: () => (around ? undefined : jira.admin.setFault(fault, true))
      })
      expect(told).toBe(code)
      recognised({ code, by: fault, how: recognisedBy(during) })
    } finally {
      await app.close()
      await (around ?? jira).close()
    }
  },
  60_000
)
