/** Backups made in the middle of a sync, over real HTTP: each is one moment of the workspace, and a sync goes on from it. */
import path from 'node:path'
import { expect, test } from 'vitest'
import { startPracticeJira } from '../jira/index.ts'
import { ask, backUp, choosing, startAgain, tempFolder, wantRestore } from './support/backups.ts'
import { linkedProject, memorySecrets, must, startTestApp, syncedOnce, syncNow } from './support/test-app.ts'

const issues = 12_000

test('a backup in the middle of a first sync is consistent, and the next sync completes it', async () => {
  const jira = await startPracticeJira({ version: '10.3', searchMax: 200, generated: { key: 'GEN', count: issues } })
  const folder = tempFolder()
  let made = 0
  const app = await startTestApp({
    desktop: { choosePlace: async () => path.join(folder, `${(made += 1)}.attrack-backup`) }
  })
  // Slowly enough that it is under way for as long as it takes.
  jira.admin.setFault('slow', true, { ms: 150, path: '/search' })
  const linking = linkedProject(app, jira.url, 'GEN')
  const tasksHere = async (): Promise<number> => {
    const projects = must(await app.store.listProjects({ search: '', archived: false, offset: 0, limit: 1 })).projects
    return projects[0]?.taskCount ?? 0
  }
  await expect.poll(tasksHere, { timeout: 15_000 }).toBeGreaterThan(0)
  const files: string[] = []
  for (let n = 0; n < 3; n += 1) files.push(await backUp(app))
  // The sync was not held up for long, let alone ended.
  const during = await tasksHere()
  expect(during).toBeLessThan(issues)
  jira.admin.clearFaults()
  const { projectId } = await linking
  expect(await tasksHere()).toBe(issues)

  const found: number[] = []
  for (const file of files) {
    const other = await startTestApp({ desktop: choosing(file), secrets: memorySecrets() })
    await wantRestore(other)
    const restored = await startAgain(other)
    const database = path.join(other.folder, 'workspace.db')
    expect(ask(database, 'pragma integrity_check')).toEqual([['ok']])
    expect(ask(database, 'pragma foreign_key_check')).toEqual([])
    const [row] = ask(
      database,
      `select (select count(*) from tasks), (select count(*) from task_search_docsize), fetched, new + changed + unchanged + moved + skipped, new, outcome
       from sync_runs`
    ) as [number, number, number, number, number, string][]
    const [tasks, indexed, fetched, accounted, fresh, outcome] = row ?? []
    // Each page is all there or not at all: its tasks, their words, and the run's numbers.
    expect({ indexed, accounted, fresh, outcome }).toEqual({
      indexed: tasks,
      accounted: fetched,
      fresh: tasks,
      outcome: 'running'
    })
    found.push(tasks ?? 0)

    if (file === files.at(-1)) {
      must(await restored.services.backup.afterRestore())
      await restored.services.sync.recover()
      expect(must(await restored.invoke('sync.runs', { projectId, limit: 1 })).runs[0]).toMatchObject({
        outcome: 'interrupted'
      })
      const [connection] = must(await restored.invoke('connections.list', {})).connections
      expect(connection).toMatchObject({ status: 'needs-sign-in', failure: { code: 'secret-missing' } })
      must(
        await restored.invoke('connections.signInWithPassword', {
          siteUrl: jira.url,
          username: 'anna',
          password: 'anna-password'
        })
      )
      await syncedOnce(restored, projectId)
      await syncNow(restored, projectId)
      const here = ask(database, 'select key, summary, status from tasks order by issue_id + 0')
      const there = jira.admin.issues('GEN').map(({ key, summary, status }) => [key, summary, status])
      expect(here.length).toBe(issues)
      expect(here).toEqual(there)
    }
    await restored.close()
  }
  expect(found).toEqual(found.toSorted((a, b) => a - b))
  expect(found[0]).toBeGreaterThan(0)
  expect(found.at(-1)).toBeLessThan(issues)
  await app.close()
  await jira.close()
}, 120_000)
