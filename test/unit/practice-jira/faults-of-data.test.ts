/** Faults of what may be seen, of searches, and of how replies are written. */
import { expect, onTestFinished, test } from 'vitest'
import { startFault } from '../../jira/all-faults.ts'
import type { PracticeJira } from '../../jira/index.ts'
import { basic, getJson, search } from './helpers.ts'
import { ask } from './raw-client.ts'

async function withFault(name: string): Promise<PracticeJira> {
  const { jira, close } = await startFault(name, { projects: false })
  onTestFinished(() => close())
  return jira
}

const read = <T = Record<string, unknown>>(jira: PracticeJira, path: string, user = 'anna', password?: string) =>
  getJson<T>(`${jira.url}/rest/api/2/${path}`, basic(user, password))
const keys = async (jira: PracticeJira, query = '') =>
  (await read<{ key: string }[]>(jira, `project${query}`)).body.map(({ key }) => key)
const browses = async (jira: PracticeJira, query = '') => {
  const { status, body } = await read<{ permissions?: Record<string, { havePermission: boolean }> }>(
    jira,
    `mypermissions${query}`
  )
  return body.permissions?.['BROWSE_PROJECTS']?.havePermission ?? status
}

test('no-browse-projects: an empty list and a plain no, for the administrator as well', async () => {
  const jira = await withFault('no-browse-projects')
  expect([await keys(jira), await browses(jira), await browses(jira, '?projectKey=MOD')]).toEqual([[], false, 404])
  expect((await read<unknown[]>(jira, 'project', 'admin', 'admin')).body).toEqual([])
  const { status, body } = await search(jira, { jql: 'project = MOD' })
  expect([status, body.errorMessages]).toEqual([400, ["The value 'MOD' does not exist for the field 'project'."]])
  jira.admin.setFault('no-browse-projects', false)
  expect(await browses(jira)).toBe(true)
})

test('project-archived: only its own resource still tells of it', async () => {
  const jira = await withFault('project-archived')
  expect([await keys(jira), await keys(jira, '?includeArchived=true')]).toEqual([['DAEMON'], ['DAEMON', 'MOD']])
  expect((await read(jira, 'project/MOD')).body['archived']).toBe(true)
  expect((await read(jira, 'project/DAEMON')).body['archived']).toBe(false)
  expect((await search(jira, { jql: 'project = MOD' })).status).toBe(400)
  expect((await search(jira, { jql: 'project = DAEMON', maxResults: 1 })).body.total).toBeGreaterThan(0)
  const [issue] = jira.admin.issues('MOD')
  expect((await read(jira, `issue/${issue?.id}`)).status).toBe(200)
})

test('project-archived with jql=empty: searches find nothing and do not complain', async () => {
  const jira = await withFault('project-archived:jql=empty')
  const { status, body } = await search(jira, { jql: 'project = MOD' })
  expect([status, body.total]).toEqual([200, 0])
  jira.admin.setFault('project-archived', false)
  expect((await search(jira, { jql: 'project = MOD', maxResults: 0 })).body.total).toBe(367)
})

test('issue-security: the project is there and may be browsed, its issues are not', async () => {
  const jira = await withFault('issue-security:key=DAEMON')
  expect([await keys(jira), await browses(jira, '?projectKey=DAEMON')]).toEqual([['DAEMON', 'MOD'], true])
  const { status, body } = await search(jira, { jql: 'project = DAEMON' })
  expect([status, body.total, body.issues]).toEqual([200, 0, []])
  const [issue] = jira.admin.issues('DAEMON')
  expect((await read(jira, `issue/${issue?.key}`)).status).toBe(403)
  expect((await search(jira, { jql: `id = ${issue?.id}` })).status).toBe(400)
  expect((await search(jira, { jql: 'project = MOD', maxResults: 0 })).body.total).toBe(367)
})

test('a fault for a project that is not there is an error', async () => {
  await expect(startFault('issue-security:key=NONE')).rejects.toThrow('no project NONE')
  await expect(startFault('nonsense')).rejects.toThrow('no fault named nonsense')
})

test.each([
  ['search-window-exceeded', 500, /^Search limit exceeded\..*platform limit of 10,000$/],
  ['search-removed', 410, /^The requested API has been removed\./],
  ['index-rebuilding', 503, /^JIRA is currently being reindexed\./]
])('%s: searches are answered %i, everything else as usual', async (name, status, words) => {
  const jira = await withFault(name)
  const refused = await search(jira, { jql: 'project = MOD', maxResults: 1 })
  expect([refused.status, refused.body.errorMessages]).toEqual([status, [expect.stringMatching(words)]])
  expect([await keys(jira), await browses(jira)]).toEqual([['DAEMON', 'MOD'], true])
})

test('index-rebuilding with form=locked: a page with 503 for everything', async () => {
  const jira = await withFault('index-rebuilding:form=locked')
  for (const path of ['/rest/api/2/serverInfo', '/login.jsp']) {
    const reply = await fetch(`${jira.url}${path}`)
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '30'])
    expect(await reply.text()).toContain('currently being reindexed')
  }
})

test('rate-limit-bare: 429 and not a word about when', async () => {
  const reply = await ask(`${(await withFault('rate-limit-bare')).url}/rest/api/2/serverInfo`)
  if (typeof reply === 'string') throw new Error(reply)
  expect(reply.status).toBe(429)
  expect(Object.keys(reply.headers).filter((name) => /retry|ratelimit/.test(name))).toEqual([])
})

test.each([
  ['wrong-charset', 'application/json;charset=UTF-8'],
  ['unknown-charset', 'application/json;charset=x-practice-8']
])('%s: Latin-1 bytes under another name', async (name, type) => {
  const jira = await withFault(name)
  const reply = await ask(`${jira.url}/rest/api/2/myself`, { headers: basic('zoë', 'Zoë: pässwörd %+&') })
  if (typeof reply === 'string') throw new Error(reply)
  expect(reply.headers['content-type']).toBe(type)
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(reply.bytes)).toThrow(TypeError)
  expect(JSON.parse(reply.bytes.toString('latin1'))).toMatchObject({ displayName: 'Ü Zoë Müller' })
  const info = await ask(`${jira.url}/rest/api/2/serverInfo`)
  expect(typeof info === 'string' ? info : JSON.parse(info.bytes.toString('latin1'))).toMatchObject({
    serverTitle: 'Ü Practice Jira'
  })
})

test('slow-headers: bytes come, but no complete reply; in the end it is a whole one', async () => {
  const jira = await withFault('slow-headers')
  const given = await ask(`${jira.url}/rest/api/2/serverInfo`, { signal: AbortSignal.timeout(500) })
  expect(given).toBe('ABORT_ERR')
  jira.admin.setFault('slow-headers', true, { ms: 50 })
  const reply = await ask(`${jira.url}/rest/api/2/serverInfo`)
  expect(typeof reply === 'string' ? reply : JSON.parse(reply.text)).toMatchObject({ serverTitle: 'Practice Jira' })
})
