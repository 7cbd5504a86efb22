/** Answers of real Jiras, recorded by others (test/recorded/README.md): nothing that is used gets lost. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderAdf } from '../../../main/jira/markup/adf.ts'
import { adfText } from '../../../main/jira/markup/adf-text.ts'
import {
  accessibleResourcesSchema,
  cloudMyselfSchema,
  permissionsSchema,
  projectListSchema,
  projectSchema,
  serverInfoSchema,
  tenantInfoSchema
} from '../../../main/jira/schemas.ts'
import { parseIdPage, parseIssuePage, type ParsedPage } from '../../../main/jira/search/issue-page.ts'
import { richTextSchema } from '../../../preload/contract/rich-text.ts'

const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../recorded', name), 'utf8')) as unknown

const origin = { host: 'jira.example.com', what: 'the search' }

function parsed(reply: unknown): ParsedPage {
  const result = parseIssuePage(Buffer.from(JSON.stringify(reply)), origin)
  if (!result.ok) throw new Error(result.failure.cause)
  return result.value
}

interface RawIssue {
  readonly id?: string
  readonly key: string
  readonly fields: Readonly<Record<string, unknown>>
}
interface RawPage {
  readonly issues: readonly RawIssue[]
}

/** The value at `a.b.c`, or '' when it is missing or null on the way. */
const at = (issue: RawIssue, where: string): unknown =>
  where.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], issue.fields) ??
  ''

/** All that can be seen is kept. Zero-width spaces go: in a line they only make two texts look alike and find apart. */
const trimmed = (value: unknown): string => String(value).replaceAll('\u200b', '').trim()

function expectNothingLost(raw: readonly RawIssue[], page: ParsedPage): void {
  expect(page.rejected).toEqual([])
  expect(page.issues.map(({ description: _d, descriptionText: _t, descriptionFormat: _f, ...issue }) => issue)).toEqual(
    raw.map((issue) => ({
      issueId: issue.id,
      key: issue.key,
      keyPrefix: issue.key.split('-')[0],
      keyNumber: Number(issue.key.split('-')[1]),
      projectId: at(issue, 'project.id') || null,
      projectKey: at(issue, 'project.key') || issue.key.split('-')[0],
      summary: trimmed(at(issue, 'summary')),
      type: at(issue, 'issuetype.name'),
      status: at(issue, 'status.name'),
      statusCategory: at(issue, 'status.statusCategory.key') || 'undefined',
      priority: at(issue, 'priority.name'),
      assignee: at(issue, 'assignee.displayName'),
      reporter: at(issue, 'reporter.displayName'),
      resolution: at(issue, 'resolution.name'),
      labels: at(issue, 'labels') || [],
      created: Date.parse(String(at(issue, 'created')).replace(/(\d\d)$/, ':$1')),
      updated: Date.parse(String(at(issue, 'updated')).replace(/(\d\d)$/, ':$1'))
    }))
  )
}

const withIds = (issues: readonly RawIssue[]): RawIssue[] => issues.map((issue, i) => ({ id: String(i + 1), ...issue }))

describe('pages of issues', () => {
  test.each(['atlascode/search-cloud.json', 'atlascode/search-data-center.json', 'jira-ruby/search.json'])(
    '%s',
    (name) => {
      const page = recorded(name) as RawPage
      expect(page.issues.length).toBeGreaterThan(1)
      expectNothingLost(page.issues, parsed(page))
    }
  )

  test('Cloud’s frame: no counts, and the end is said', () => {
    const page = recorded('jira-cli/search.json') as RawPage
    const issues = withIds(page.issues)
    const read = parsed({ ...page, issues })
    expectNothingLost(issues, read)
    expect(read).toMatchObject({ startAt: 0, maxResults: 0, total: null, count: 3, nextPageToken: null, isLast: true })
    expect(read.issues[2]).toMatchObject({ resolution: 'Done', assignee: 'Person A', reporter: 'Person C' })
  })

  test('the example in Atlassian’s description has ids, and fields that cannot be stored', () => {
    const page = recorded('cloud-api/search.json')
    expect(parseIdPage(Buffer.from(JSON.stringify(page)), origin)).toMatchObject({
      ok: true,
      value: { issueIds: ['10002'], count: 1, total: null, isLast: true }
    })
    expect(parsed(page).rejected).toEqual([{ key: 'ED-1', issueId: '10002', reason: 'Its summary is missing.' }])
  })

  test('pages of the agile API without fields still have their ids', () => {
    expect(parsed(recorded('jira-ruby/board-issues.json')).issueIds).toEqual(['10546', '10547', '10556'])
    expect(parsed(recorded('go-jira/sprint-issues.json'))).toMatchObject({ total: 10, count: 1, isLast: false })
    expect(parsed(recorded('jira-ruby/search-empty.json'))).toMatchObject({ total: 0, count: 0, isLast: true })
  })
})

describe('single issues', () => {
  test.each([
    'atlascode/issue-cloud.json',
    'atlascode/issue-data-center.json',
    'jira-ruby/issue.json',
    'jira-cli/issue-adf.json',
    'jira-cli/issue-text.json',
    'jira-cli/issue-without-description.json'
  ])('%s', (name) => {
    const issues = withIds([recorded(name) as RawIssue])
    expectNothingLost(issues, parsed({ issues, isLast: true }))
  })

  test('people of Cloud, deactivated ones among them, have their names; words of any language stay', () => {
    const issues = recorded('devlake/issues.json') as RawIssue[]
    const page = parsed({ issues })
    expectNothingLost(issues, page)
    expect(page.issues[1]).toMatchObject({ assignee: 'yuxiang', status: '已完成', type: '任务' })
  })
})

describe('descriptions', () => {
  test('of Cloud are documents, and are shown with their words and files', () => {
    const [issue] = parsed({ issues: [recorded('atlascode/issue-cloud.json')] }).issues
    expect(issue).toMatchObject({
      descriptionFormat: 'adf',
      descriptionText: 'Track and resolve bugs related to the user interface.\nTest Image'
    })
    expect(renderAdf(issue?.description)).toEqual({
      truncated: false,
      blocks: [
        {
          type: 'paragraph',
          children: [{ type: 'text', text: 'Track and resolve bugs related to the user interface.' }]
        },
        {
          type: 'paragraph',
          children: [
            {
              type: 'link',
              href: 'https://mockedteams.atlassian.net/secure/attachment/10001/test.jpg',
              children: [{ type: 'text', text: 'Test Image' }]
            }
          ]
        }
      ]
    })
    const [other] = parsed({ issues: withIds([recorded('jira-cli/issue-adf.json') as RawIssue]) }).issues
    expect(other).toMatchObject({ descriptionFormat: 'adf', descriptionText: 'Test description' })
  })

  test('of Data Center are wiki markup, word for word', () => {
    const [issue] = parsed({ issues: [recorded('atlascode/issue-data-center.json')] }).issues
    expect(issue?.descriptionFormat).toBe('wiki')
    expect(issue?.description).toBe(at(recorded('atlascode/issue-data-center.json') as RawIssue, 'description'))
    expect(issue?.descriptionText).toBe(issue?.description)
  })

  test('every word of a recorded document is shown and found', () => {
    const document = recorded('jira-cli/document.json')
    const words = [...JSON.stringify(document).matchAll(/"(?:text|url)":"((?:[^"\\]|\\.)*)"/g)]
      .map(([, text = '']) => (JSON.parse(`"${text}"`) as string).trim())
      .filter((text) => text !== '')
    expect(words.length).toBeGreaterThan(40)
    const shown = renderAdf(document)
    expect(richTextSchema.safeParse(shown).success).toBe(true)
    expect(shown.truncated).toBe(false)
    const written = JSON.stringify(shown)
    for (const word of words) {
      expect(written).toContain(JSON.stringify(word.replace(/^@/, '')).slice(1, -1).split('\\n')[0])
      expect(adfText(document)).toContain(word)
    }
    const kinds = new Set(shown.blocks.map(({ type }) => type))
    expect([...kinds].toSorted()).toEqual(['code', 'heading', 'list', 'panel', 'paragraph', 'quote', 'table'])
  })
})

describe('answers that are not issues', () => {
  test('who is signed in', () => {
    expect(cloudMyselfSchema.parse(recorded('atlascode/myself.json'))).toEqual({
      name: 'mock@atlassian.code',
      displayName: 'Mocked McMock',
      active: true,
      timeZone: 'America/Los_Angeles',
      accountId: '700002:00000000-0000-0000-0000-000000000001',
      email: 'mock@atlassian.code'
    })
    expect(cloudMyselfSchema.parse(recorded('cloud-api/myself.json'))).toMatchObject({
      accountId: '5b10a2844c20165700ede21g',
      displayName: 'Mia Krystof',
      timeZone: 'Australia/Sydney'
    })
  })

  test.each(['atlascode/projects.json', 'go-jira/projects.json', 'jira-ruby/projects.json', 'devlake/projects.json'])(
    'projects: %s',
    (name) => {
      const raw = recorded(name) as { id: string; key: string; name: string }[]
      expect(raw.length).toBeGreaterThan(0)
      expect(projectListSchema.parse(raw)).toEqual(raw.map(({ id, key, name }) => ({ id, key, name: name.trim() })))
    }
  )

  test('one project, and pages of them', () => {
    expect(projectSchema.parse(recorded('go-jira/project.json'))).toEqual(recorded('go-jira/project.json'))
    expect(projectSchema.parse(recorded('atlascode/project.json'))).toEqual({ id: '10000', key: 'BTS', name: 'MMOCK' })
    for (const name of ['atlascode/project-search.json', 'cloud-api/project-search.json']) {
      const { values } = recorded(name) as { values: { key: string }[] }
      expect(projectListSchema.parse(values).map(({ key }) => key)).toEqual(values.map(({ key }) => key))
    }
  })

  test('sites of an Atlassian account, as the documentation shows them', () => {
    // https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/, step 3.1; the last is of another product
    const sites = [
      {
        id: '1324a887-45db-1bf4-1e99-ef0ff456d421',
        name: 'Site name',
        url: 'https://your-domain.atlassian.net',
        scopes: ['write:jira-work', 'read:jira-user', 'manage:jira-configuration'],
        avatarUrl: 'https://site-admin-avatar-cdn.prod.public.atl-paas.net/avatars/240/flag.png'
      },
      { id: '9', name: 'Wiki', url: 'https://other.atlassian.net', scopes: [] }
    ]
    expect(accessibleResourcesSchema.parse(sites)).toEqual(
      sites.map(({ id, name, url, scopes }) => ({ id, name, url, scopes }))
    )
  })

  test('which Jira it is, and what may be done there', () => {
    expect(serverInfoSchema.parse(recorded('jira-cli/server-info.json'))).toMatchObject({
      baseUrl: 'https://demo.atlassian.net',
      version: '1001.0.0-SNAPSHOT',
      deploymentType: 'Cloud'
    })
    expect(serverInfoSchema.parse(recorded('cloud-api/server-info.json'))).toMatchObject({
      baseUrl: 'https://your-domain.atlassian.net',
      serverTitle: 'My Jira instance'
    })
    expect(tenantInfoSchema.parse(recorded('atlascode/tenant-info.json'))).toEqual(
      recorded('atlascode/tenant-info.json')
    )
    expect(permissionsSchema.parse(recorded('cloud-api/my-permissions.json'))).toEqual({
      permissions: { EDIT_ISSUES: { havePermission: true } }
    })
    expect(permissionsSchema.parse(recorded('atlascode/my-permissions.json')).permissions).toHaveProperty(
      'CREATE_ISSUES'
    )
  })
})
