/** Everything that reads a reply, with whatever a server may answer: told as a value, in bounded and harmless words. */
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { basicCredential } from '../../../main/jira/auth/basic.ts'
import { accessToken, requestToken } from '../../../main/jira/auth/oauth1-flow.ts'
import { onlyKey } from '../../../main/jira/auth/oauth1-signing-keys.ts'
import { cloudServer } from '../../../main/jira/auth/oauth2-cloud.ts'
import { dataCenterServer } from '../../../main/jira/auth/oauth2-data-center.ts'
import { createJiraClient, type JiraClient, type JiraProduct } from '../../../main/jira/client.ts'
import { atlassian } from '../../../main/jira/cloud/atlassian.ts'
import { accessibleSites, cloudIdOf, findCloudSite } from '../../../main/jira/cloud/sites.ts'
import { readMyself } from '../../../main/jira/myself.ts'
import { createPersonalToken, expiryOfOnlyToken } from '../../../main/jira/personal-access-tokens.ts'
import { explainNoProjects, listVisibleProjects, readProject } from '../../../main/jira/projects.ts'
import { cloudSearch } from '../../../main/jira/search/cloud.ts'
import { dataCenterSearch } from '../../../main/jira/search/data-center.ts'
import { parseIdPage, parseIssuePage } from '../../../main/jira/search/issue-page.ts'
import { sampleIssue } from '../../../main/jira/search/sample.ts'
import { findSite } from '../../../main/jira/site/find-site.ts'
import type { Transport } from '../../../main/net/transport.ts'
import { failureSchema, ok, type Result } from '../../../preload/contract/failures/failure.ts'
import { hostileReply, type HostileReply } from '../../support/arbitraries/hostile-reply.ts'
import { couldDisguise } from '../../support/arbitraries/hostile-text.ts'

const site = 'https://jira.example.com/jira'
const keys = onlyKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
const oauth1 = { siteUrl: site, baseUrl: site, consumerKey: 'k', keys }
const oauth2 = { clientId: 'client', clientSecret: 'c-secret-1' }
const redirectUri = 'http://localhost:17653/callback'
const signal = new AbortController().signal

const me = {
  name: 'anna',
  accountId: 'a1',
  displayName: 'Anna',
  active: true,
  timeZone: 'Europe/Berlin',
  emailAddress: 'a@b.example'
}
const project = { id: '10000', key: 'MOD', name: 'Modules', archived: false }
const token = { id: 7, name: 'AtTrack', rawToken: 'raw', expiringAt: '2027-01-31T00:00:00.000+0000' }
const tokens = { access_token: 'a', refresh_token: 'r', expires_in: 3600, scope: 'x' }
const info = { baseUrl: site, version: '10.3.2', deploymentType: 'Server', serverTitle: 'Jira', buildNumber: 10030002 }
const permissions = { permissions: { BROWSE_PROJECTS: { havePermission: true } } }
const issue = {
  id: '1',
  key: 'MOD-1',
  fields: { summary: 's', created: '2016-07-18T10:45:37.000+0000', updated: '2016-07-18T10:45:37.000+0000' }
}
const rows = { startAt: 0, maxResults: 50, total: 1, issues: [issue], warningMessages: ['x'] }
const tokenPage = { issues: [issue], nextPageToken: 't', isLast: false }
const granted = 'oauth_token=t&oauth_session_handle=h&oauth_expires_in=60'
const sites = [{ id: 'c1', name: 'acme', url: 'https://acme.atlassian.net', scopes: ['read:jira-work'] }]

/** Sends what was answered to each request, and counts them. */
function serverOf(reply: HostileReply): { transport: Transport; requests: () => number } {
  let requests = 0
  return {
    requests: () => requests,
    transport: {
      async send({ url }) {
        requests += 1
        return ok({ status: reply.status, headers: reply.headers, body: Buffer.from(reply.body), url })
      }
    }
  }
}

const clientOf = (
  transport: Transport,
  product: JiraProduct = 'server',
  userName: string | null = 'anna'
): JiraClient =>
  createJiraClient({
    transport,
    product,
    siteUrl: site,
    credential: basicCredential('anna', 'p-secret-1', 'jira.example.com'),
    userName
  })

type Reader = readonly [what: string, documents: readonly unknown[], read: (transport: Transport) => Promise<unknown>]

const readers: readonly Reader[] = [
  ['one’s own account', [me], (by) => readMyself(clientOf(by, 'server', null))],
  ['one’s own account on Cloud', [me], (by) => readMyself(clientOf(by, 'cloud', null))],
  ['the projects', [[project]], (by) => listVisibleProjects(clientOf(by))],
  ['the projects on Cloud', [{ values: [project], isLast: true }], (by) => listVisibleProjects(clientOf(by, 'cloud'))],
  ['one project', [project], (by) => readProject(clientOf(by), { id: '10000', name: 'Modules' }, 'anna')],
  ['permissions', [permissions], (by) => explainNoProjects(clientOf(by), 'anna')],
  ['a new token', [token], (by) => createPersonalToken(clientOf(by), 'AtTrack', 90)],
  ['the tokens', [[token]], (by) => expiryOfOnlyToken(clientOf(by))],
  ['the number of issues', [rows], (by) => dataCenterSearch(clientOf(by), '10.3').count('10000')],
  ['the number of issues on Cloud', [{ count: 5 }], (by) => cloudSearch(clientOf(by, 'cloud')).count('10000')],
  [
    'what a full scan begins with',
    [me, { maxResultWindow: 10_000 }],
    async (by) => {
      const full = await dataCenterSearch(clientOf(by), '11.3.0').beginFullScan('10000', signal)
      // In the zone that Jira says the user is in.
      return full.ok ? ok(full.value.jql(1_700_000_000_000)) : full
    }
  ],
  ['a sample', [rows], (by) => sampleIssue(clientOf(by), project)],
  ['a sample on Cloud', [tokenPage], (by) => sampleIssue(clientOf(by, 'cloud'), project)],
  ['the sites of an account', [sites], (by) => accessibleSites(by, atlassian, 't-secret-1')],
  ['a Cloud site', [{ ...info, deploymentType: 'Cloud' }], (by) => findCloudSite(by, 'https://acme.atlassian.net')],
  ['a Cloud site’s id', [{ cloudId: 'c1' }], (by) => cloudIdOf(by, 'https://acme.atlassian.net')],
  [
    'tokens for a code',
    [tokens, { error: 'invalid_grant', error_description: 'x' }],
    (by) =>
      dataCenterServer(site).exchange(by, {
        client: oauth2,
        code: 'code-secret-1',
        redirectUri,
        codeVerifier: 'v-secret-1'
      })
  ],
  [
    'tokens for a token',
    [tokens, { error: 'invalid_client', error_description: 'r-secret-1' }],
    (by) => cloudServer(atlassian).renew(by, { client: oauth2, refreshToken: 'r-secret-1', redirectUri })
  ],
  ['a request token', [granted], (by) => requestToken(by, { ...oauth1, callback: 'oob', clientId: 'ab'.repeat(16) })],
  ['an access token', [granted], (by) => accessToken(by, { ...oauth1, token: 't-secret-1', verifier: 'v-secret-1' })],
  ['a Jira', [info], (by) => findSite(by, site)],
  ['a Jira by its name', [info], (by) => findSite(by, 'jira.example.com')]
]

const isResult = (value: unknown): value is Result<unknown> =>
  typeof value === 'object' && value !== null && 'ok' in value

/** Most failures are shown and some are stored; none may be a book, or turn the words around it. */
function expectHarmless(result: Result<unknown>): void {
  if (result.ok) return
  const { failure } = result
  expect(failureSchema.safeParse(failure).success).toBe(true)
  expect(JSON.stringify(failure).length).toBeLessThan(8_000)
  const { title, cause, remedy, evidence = '', params } = failure
  for (const text of [title, cause, remedy, evidence, ...Object.values(params)])
    if (couldDisguise(text)) throw new Error(`could disguise something: ${JSON.stringify(text)} (${failure.code})`)
}

describe('whatever is answered', () => {
  test.each(readers)('when asked for %s', async (_, documents, read) => {
    let good = 0
    await fc.assert(
      fc.asyncProperty(hostileReply(documents), async (reply) => {
        const { transport, requests } = serverOf(reply)
        const answer = await read(transport)
        expect(requests()).toBeLessThanOrEqual(60)
        if (!isResult(answer)) good += answer === null ? 0 : 1
        else {
          expectHarmless(answer)
          if (answer.ok) good += 1
          else if (!reply.body.includes('secret')) expect(JSON.stringify(answer)).not.toMatch(/-secret-1/)
        }
      }),
      { numRuns: 600 }
    )
    // Not only refusals: what is right is read.
    expect(good).toBeGreaterThan(10)
  })
})

describe('what once was too long, or disguised something', () => {
  const json = { 'content-type': 'application/json' }
  test.each<[string, string, HostileReply]>([
    ['a redirect', 'sso-page', { status: 302, headers: { ...json, location: '"'.repeat(6_000) }, body: '' }],
    ['a limit’s name', 'rate-limited', { status: 429, headers: { 'ratelimit-reason': 'a\u202e\u0085b' }, body: '' }],
    [
      'a name in a document',
      'reply-not-understood',
      { status: 200, headers: json, body: `{"permissions":{"${'\\u202e'.repeat(9_000)}":1}}` }
    ],
    ['half a character', 'reply-not-understood', { status: 200, headers: json, body: '{"permissions":{"\\ud800":1}}' }]
  ])('%s', async (_, code, reply) => {
    const answer = await explainNoProjects(clientOf(serverOf(reply).transport), 'anna')
    expect(answer).toMatchObject({ ok: false, failure: { code } })
    expectHarmless(answer)
  })

  test('a list of projects that gives the same page for ever', async () => {
    const body = JSON.stringify({ values: [project], isLast: false })
    const { transport, requests } = serverOf({ status: 200, headers: json, body })
    const answer = await listVisibleProjects(clientOf(transport, 'cloud'))
    expect(answer).toMatchObject({ ok: false, failure: { code: 'reply-not-understood' } })
    expect(requests()).toBe(2)
  })

  test('a redirect of somebody who looks for a Jira', async () => {
    const reply = { status: 302, headers: { location: `/${'日'.repeat(2_000)}` }, body: '' }
    const answer = await findSite(serverOf(reply).transport, site)
    expect(answer).toMatchObject({ ok: false, failure: { code: 'not-jira' } })
    expectHarmless(answer)
  })
})

describe('pages of issues', () => {
  const origin = { host: 'jira.example.com', what: 'the search' }
  test('a page, or what is wrong with it', () => {
    let pages = 0
    fc.assert(
      fc.property(hostileReply([rows, tokenPage]), ({ body }) => {
        const bytes = Buffer.from(body)
        const page = parseIssuePage(bytes, origin)
        const ids = parseIdPage(bytes, origin)
        expect(ids.ok).toBe(page.ok)
        expectHarmless(page)
        if (!page.ok || !ids.ok) return
        pages += 1
        const { issues, rejected, count, issueIds, nextPageToken, isLast } = page.value
        expect(issues.length + rejected.length).toBe(count)
        expect(ids.value.issueIds).toEqual(issueIds)
        expect(typeof isLast).toBe('boolean')
        expect(nextPageToken === null || (nextPageToken !== '' && nextPageToken.length <= 8_000)).toBe(true)
        for (const { key, summary, type, assignee, labels } of issues)
          expect([key, summary, type, assignee, ...labels].filter(couldDisguise)).toEqual([])
        for (const { key, reason } of rejected) expect([key, reason].filter(couldDisguise)).toEqual([])
      }),
      { numRuns: 5_000 }
    )
    expect(pages).toBeGreaterThan(500)
  })
})
