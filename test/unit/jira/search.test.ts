import { expect, test } from 'vitest'
import { ok } from '../../../preload/contract/failures/failure.ts'
import { createJiraClient, type JiraProduct } from '../../../main/jira/client.ts'
import { explainNoProjects, listVisibleProjects } from '../../../main/jira/projects.ts'
import { searchOf } from '../../../main/jira/search/search.ts'
import type { TransportRequest } from '../../../main/net/transport.ts'

/** A client whose Jira answers by the given function; what it was asked is kept. */
function jira(product: JiraProduct, answer: (url: URL) => { status?: number; json: unknown }) {
  const asked: TransportRequest[] = []
  const client = createJiraClient({
    product,
    siteUrl: 'https://jira.example.com',
    credential: null,
    userName: null,
    transport: {
      async send(request) {
        asked.push(request)
        const { status = 200, json } = answer(new URL(request.url))
        const headers = { 'content-type': 'application/json' }
        return ok({ url: request.url, status, headers, body: Buffer.from(JSON.stringify(json)) })
      }
    }
  })
  return { client, asked }
}

const page = { jql: 'project = 1', content: 'tasks', startAt: 9_500, maxResults: 1_000, token: null } as const
const { signal } = new AbortController()

test.each([
  ['exceeded the search platform limit of 10,000', 10_000],
  ['exceeded the search platform limit of 10.000', 10_000],
  ['exceeded the search platform limit of 10\u00a0000', 10_000],
  ['exceeded the search platform limit of 9600.', 9_600]
])('Data Center’s limit is learnt from “%s”', async (words, limit) => {
  const { client, asked } = jira('server', (url) =>
    Number(url.searchParams.get('maxResults')) + 9_500 > limit
      ? { status: 500, json: { errorMessages: [`Search limit exceeded. The search request … ${words}`] } }
      : { json: {} }
  )
  const search = searchOf(client)
  expect(await search.page({ ...page, signal })).toMatchObject({ ok: true })
  expect(search.window()).toBe(limit)
  expect(asked.map(({ url }) => new URL(url).searchParams.get('maxResults'))).toEqual(['1000', String(limit - 9_500)])
  // Nothing fits any more: said as what it is.
  expect(await search.page({ ...page, startAt: limit, signal })).toMatchObject({ ok: false })
})

test('another error of Jira’s stays what it is', async () => {
  const { client, asked } = jira('server', () => ({ status: 500, json: { errorMessages: ['Out of memory'] } }))
  expect(await searchOf(client).page({ ...page, signal })).toMatchObject({ failure: { code: 'jira-error' } })
  expect(asked).toHaveLength(1)
})

test.each([
  ['11.3.1', 5_000, 5_000],
  ['11.3.1', { maxResultWindow: 4_000 }, 4_000],
  ['12.0', 3_000, 3_000],
  ['11.3.1', 'many', 10_000],
  ['11.3.1', -1, 10_000],
  ['11.2.9', 5_000, 10_000],
  ['10.3.2', 5_000, 10_000],
  ['', 5_000, 10_000]
])('version %j telling %j: the window is %d', async (version, told, window) => {
  const { client, asked } = jira('server', (url) => ({
    json: url.pathname.endsWith('/myself') ? { name: 'anna', timeZone: 'Europe/Berlin' } : told
  }))
  const search = searchOf(client, version)
  const begun = await search.beginFullScan('10034', signal)
  expect(begun.ok && begun.value.jql(Date.UTC(2026, 0, 1))).toContain('created >= "2026-01-01 01:00"')
  expect(search.window()).toBe(window)
  expect(asked).toHaveLength(window === 10_000 && !version.startsWith('11.3') ? 1 : 2)
})

test('Cloud’s projects are read to the last page, each once, and not without end', async () => {
  const project = (id: number) => ({ id: String(id), key: `P${id}`, name: `Project ${id}` })
  const pages = jira('cloud', (url) => {
    const startAt = Number(url.searchParams.get('startAt'))
    const values = Array.from({ length: startAt < 200 ? 100 : 30 }, (_, at) => project(startAt + at))
    // A project made meanwhile moved the others along.
    return {
      json: { values: startAt === 100 ? [project(99), ...values.slice(0, 99)] : values, isLast: startAt >= 200 }
    }
  })
  const listed = await listVisibleProjects(pages.client)
  expect(listed.ok && listed.value.length).toBe(229)
  expect(pages.asked.map(({ url }) => new URL(url).searchParams.get('action'))).toEqual(['browse', 'browse', 'browse'])

  const endless = jira('cloud', (url) => {
    const startAt = Number(url.searchParams.get('startAt'))
    return { json: { values: Array.from({ length: 100 }, (_, at) => project(startAt + at)), isLast: false } }
  })
  const many = await listVisibleProjects(endless.client)
  expect(many.ok && many.value.length).toBe(5_000)
  expect(endless.asked).toHaveLength(50)

  const empty = jira('cloud', () => ({ json: { values: [], isLast: false } }))
  expect(await listVisibleProjects(empty.client)).toMatchObject({ failure: { code: 'reply-not-understood' } })
})

test('why there are no projects: each product is asked in its way, and people are told in its words', async () => {
  const answer = (havePermission: boolean) => () => ({ json: { permissions: { BROWSE_PROJECTS: { havePermission } } } })
  const words = async (product: JiraProduct, browses: boolean) => {
    const { client, asked } = jira(product, answer(browses))
    const explained = await explainNoProjects(client, 'Anna')
    if (!explained.ok) throw new Error(explained.failure.cause)
    return { url: new URL(asked[0]?.url ?? ''), ...explained.value }
  }
  expect((await words('server', false)).remedy).toContain('Permission schemes')
  expect((await words('cloud', false)).remedy).toContain('Project settings → Access')
  expect((await words('cloud', true)).cause).toContain('not the site you meant')
  expect((await words('cloud', true)).url.search).toBe('?permissions=BROWSE_PROJECTS')
  expect((await words('server', true)).url.search).toBe('')
})
