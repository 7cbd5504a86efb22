/** What tests change while a client reads: edits, moves, deletions, permissions; and the admin API over HTTP. */
import { expect, test } from 'vitest'
import { basic, getJson, jiraForTest, search } from './helpers.ts'

test('an edit bumps updated and is found by updated', async () => {
  const jira = await jiraForTest()
  const before = jira.admin.issues('MOD').find((issue) => issue.key === 'MOD-1866')
  const after = jira.admin.editIssue('MOD-1866', {
    summary: 'New words',
    status: 'In Progress',
    assignee: 'anna',
    resolution: null
  })
  expect(after).toMatchObject({ id: before?.id, summary: 'New words', status: 'In Progress', assignee: 'anna' })
  expect(after.updated > (before?.updated ?? '')).toBe(true)
  const { body } = await search(jira, {
    jql: 'project = MOD AND updated >= -5m',
    fields: ['summary', 'assignee', 'status']
  })
  expect(body.issues).toMatchObject([
    { key: 'MOD-1866', fields: { summary: 'New words', assignee: { name: 'anna', displayName: 'Anna Nowak' } } }
  ])
  expect(() => jira.admin.editIssue('MOD-1866', { status: 'Nonsense' })).toThrow(/no status named Nonsense/)
})

test('a move keeps the id, changes the key, and the old key finds it without a redirect', async () => {
  const jira = await jiraForTest()
  const held = async () => (await search(jira, { jql: 'project = DAEMON ORDER BY id' })).body.total
  expect(await held()).toBe(317)
  expect(jira.admin.moveIssue('MOD-1866', 'DAEMON')).toBe('DAEMON-343')
  expect(await held()).toBe(318)
  expect((await getJson(`${jira.url}/rest/api/2/issue/DAEMON-343`, basic('anna'))).body['id']).toBe('126261')
  const reply = await getJson(`${jira.url}/rest/api/2/issue/MOD-1866?fields=project`, basic('anna'))
  expect(reply.status).toBe(200)
  expect(reply.body).toMatchObject({ id: '126261', key: 'DAEMON-343', fields: { project: { key: 'DAEMON' } } })
  expect((await search(jira, { jql: 'project = MOD AND id = 126261' })).body.total).toBe(0)
  expect((await search(jira, { jql: 'project = DAEMON AND key = MOD-1866' })).body.total).toBe(1)
  expect([jira.admin.issues('MOD').length, jira.admin.issues('DAEMON').length]).toEqual([366, 318])
})

test('a deleted issue is gone without a trace', async () => {
  const jira = await jiraForTest()
  jira.admin.deleteIssue('MOD-1866')
  for (const name of ['MOD-1866', '126261']) {
    const reply = await getJson(`${jira.url}/rest/api/2/issue/${name}`, basic('anna'))
    expect([reply.status, reply.body]).toEqual([404, { errorMessages: ['Issue Does Not Exist'], errors: {} }])
  }
  expect((await search(jira, { jql: 'project = MOD' })).body.total).toBe(366)
})

test('a created issue takes the next number and the server’s clock', async () => {
  const jira = await jiraForTest()
  jira.admin.setClockSkew(86_400)
  const made = jira.admin.createIssue('DAEMON', { summary: 'Brand new', description: 'h1. Hello' })
  expect(made).toMatchObject({ key: 'DAEMON-343', status: 'Open', issueType: 'Task' })
  expect(Math.abs(Date.parse(made.created.replace('+0000', 'Z')) - Date.now() - 86_400_000)).toBeLessThan(5000)
})

test('losing Browse Projects hides the project and its issues, without touching updated', async () => {
  const jira = await jiraForTest()
  const before = jira.admin.issues('MOD')
  jira.admin.setPermission('anna', 'MOD', false)
  expect((await search(jira, { jql: 'project = MOD' })).status).toBe(400)
  expect((await search(jira, { jql: 'project in (MOD, DAEMON)', validateQuery: false })).body).toMatchObject({
    total: 317
  })
  expect((await getJson(`${jira.url}/rest/api/2/project/MOD`, basic('anna'))).status).toBe(404)
  expect((await getJson(`${jira.url}/rest/api/2/mypermissions?projectKey=MOD`, basic('anna'))).status).toBe(404)
  expect((await getJson(`${jira.url}/rest/api/2/issue/MOD-1866`, basic('anna'))).status).toBe(403)
  const list = await getJson<{ key: string }[]>(`${jira.url}/rest/api/2/project`, basic('anna'))
  expect(list.body.map((project) => project.key)).toEqual(['DAEMON'])
  expect(jira.admin.issues('MOD')).toEqual(before)
  jira.admin.setPermission('anna', 'MOD', true)
  expect((await search(jira, { jql: 'project = MOD' })).body.total).toBe(367)
})

test('mypermissions: any project without a context, that project with one', async () => {
  const jira = await jiraForTest()
  const browse = async (user: string, query = '') => {
    const reply = await getJson<{ permissions: Record<string, { havePermission: boolean }> }>(
      `${jira.url}/rest/api/2/mypermissions${query}`,
      basic(user)
    )
    return reply.body.permissions['BROWSE_PROJECTS']?.havePermission
  }
  expect([await browse('anna'), await browse('ben'), await browse('anna', '?projectKey=MOD')]).toEqual([
    true,
    false,
    true
  ])
  jira.admin.setPermission('ben', 'DAEMON', true)
  expect(await browse('ben')).toBe(true)
})

test('a changed profile time zone changes what JQL dates mean', async () => {
  const jira = await jiraForTest()
  const count = async () => (await search(jira, { jql: 'key = MOD-1866 AND updated >= "2016-07-18 10:45"' })).body.total
  expect(await count()).toBe(0)
  jira.admin.setUserTimeZone('anna', 'UTC')
  expect(await count()).toBe(1)
  expect((await getJson(`${jira.url}/rest/api/2/myself`, basic('anna'))).body['timeZone']).toBe('UTC')
})

test('the admin API answers over HTTP, and its requests are not logged', async () => {
  const jira = await jiraForTest()
  const call = async (method: string, ...parameters: unknown[]) => {
    const reply = await fetch(`${jira.url}/__admin/${method}`, { method: 'POST', body: JSON.stringify(parameters) })
    return { status: reply.status, body: (await reply.json()) as { result?: unknown; error?: string } }
  }
  expect((await call('editIssue', 'MOD-1866', { summary: 'By HTTP' })).body.result).toMatchObject({
    summary: 'By HTTP'
  })
  expect((await call('editIssue', 'MOD-0')).body.error).toBe('no issue MOD-0')
  expect((await call('nonsense')).status).toBe(404)
  expect((await call('toString')).status).toBe(404)
  await call('setFault', 'error-500', true, { times: 1 })
  expect((await getJson(`${jira.url}/rest/api/2/serverInfo`)).status).toBe(500)
  expect((await getJson(`${jira.url}/rest/api/2/serverInfo`)).status).toBe(200)
  expect((await call('requests')).body.result).toMatchObject([
    { status: 500, faults: ['error-500'] },
    { status: 200, faults: [] }
  ])
  expect(await (await fetch(`${jira.url}/__admin/`)).text()).toContain('rate-limit')
})
