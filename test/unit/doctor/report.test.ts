/** Reports: good to forward – no secret ever, no person unless wanted, nothing that acts where it is shown. */
import { expect, test } from 'vitest'
import { failure } from '../../../preload/contract/failures/failure.ts'
import type { DoctorRun } from '../../../preload/contract/doctor.ts'
import { cleanFinding, withoutPeople, withoutSecrets } from '../../../main/doctor/redact.ts'
import { reportFile, writeReport } from '../../../main/doctor/report.ts'
import { failed, good as found } from '../../../main/doctor/step.ts'
import { newRun, take } from './support.ts'

const canary = 'C4n4ry+S3cret/Value=='
const options = { appVersion: '1.2.3', leftOut: ['anna', 'Anna Adams', 'anna@example.com'] }

function sample(): DoctorRun {
  const why = failure(
    'project-not-visible',
    { project: 'MOD', user: 'Anna Adams' },
    { evidence: 'HTTP 400 for anna@example.com' }
  )
  const run = newRun()
  Object.assign(run, { method: 'password', endedAt: run.startedAt + 1_250, failure: why })
  Object.assign(run.steps[9] ?? {}, {
    state: 'ok',
    summary: 'Jira takes AtTrack for Anna Adams.',
    ms: 12,
    evidence: ['user name anna']
  })
  Object.assign(run.steps[10] ?? {}, {
    state: 'failed',
    summary: why.title,
    ms: 30,
    failure: why,
    evidence: ['MOD: project-not-visible', 'HTTP 400 for anna@example.com']
  })
  return run
}

test.each(['markdown', 'json'] as const)('%s: people are left out, and are in it when wanted', (format) => {
  const without = writeReport(sample(), { ...options, format })
  expect(without).not.toMatch(/anna|adams/i)
  expect(without).toMatch(/<user\\?>/)
  expect(without).toContain('MOD')
  const withNames = writeReport(sample(), { ...options, format, leftOut: null })
  expect(withNames).toContain('Anna Adams')
  expect(withNames).toContain('anna@example.com')
})

test.each(['markdown', 'json'] as const)(
  '%s: the same run gives the same text, with version, times, steps, cause and remedy',
  (format) => {
    const text = writeReport(sample(), { ...options, format })
    expect(writeReport(sample(), { ...options, format })).toBe(text)
    for (const part of ['1.2.3', '2026-11-25T09:00:00.000Z', 'project-not-visible', 'https://jira.example.com/jira'])
      expect(text).toContain(part)
    expect(text.replace(/\\/g, '')).toContain('Ask a Jira administrator for “Browse Projects” in MOD.')
  }
)

test('JSON can be read back, step by step', () => {
  const report = JSON.parse(writeReport(sample(), { ...options, format: 'json' })) as {
    format: string
    failure: string
    steps: { id: string; state: string; ms: number | null }[]
  }
  expect(report).toMatchObject({ format: 'attrack-connection-report', version: 1, failure: 'project-not-visible' })
  expect(report.steps.map(({ id }) => id)).toEqual(newRun().steps.map(({ id }) => id))
  expect(report.steps[10]).toMatchObject({ id: 'permissions', state: 'failed', ms: 30 })
})

test('all well is only said of a check that came to its end', async () => {
  const good = await take([{ id: 'address', run: async () => found('All right.') }])
  const words = (run: DoctorRun) => writeReport(run, { ...options, format: 'markdown' })
  expect(words(good.run)).toContain('Nothing stands in the way.')
  const under = { ...good.run, endedAt: null }
  expect(words(under)).not.toContain('Nothing stands in the way.')
  expect(words(under)).toContain('still under way')
  const stop = new AbortController()
  const cancelled = await take(
    [
      { id: 'address', run: async () => (stop.abort(), found('All right.')) },
      { id: 'dns', run: async () => found('All right.') }
    ],
    { signal: stop.signal }
  )
  expect(words(cancelled.run)).not.toContain('Nothing stands in the way.')
  expect(words(cancelled.run)).toContain('stopped before its end')
})

test('what a server says is text in Markdown, not a heading, a link, a table or HTML', () => {
  const run = sample()
  Object.assign(run.steps[5] ?? {}, {
    state: 'failed',
    summary: '# Owned | [click](https://evil.example) <img src=x>\n# Owned',
    evidence: ['page “`</code><script>”']
  })
  const text = writeReport(run, { ...options, format: 'markdown' })
  expect(text).not.toMatch(/^# Owned/m)
  expect(text).not.toMatch(/[^\\]\[click/)
  expect(text).not.toMatch(/[^\\]<img/)
  expect(text).toContain('`` page “`</code><script>” ``')
})

/** Every way in which a secret could have come into a line. */
const leaks = [
  `Authorization: Bearer ${canary}`,
  `Proxy-Authorization: Basic ${canary}`,
  `authorization=Basic ${canary}`,
  `sent Basic ${canary} to it`,
  `the header Bearer ${canary} was refused`,
  `Set-Cookie: JSESSIONID=${canary}; Path=/`,
  `cookie: atlassian.xsrf.token=${canary}`,
  `JSESSIONID=${canary}`,
  `https://jira.example.com/x?os_password=${canary}&a=b`,
  `a redirect to /login.jsp?os_destination=${canary}`,
  `https://anna:${canary.replace('/', '')}@jira.example.com/jira`,
  `oauth_token="${canary}", oauth_signature="${canary}"`,
  `oauth_verifier=${canary}`,
  `oauth_session_handle%3D${canary}`,
  `{"access_token":"${canary}","refresh_token":"${canary}"}`,
  `client_secret=${canary}&code_verifier=${canary}`,
  `password: "${canary}"`,
  `"passphrase": "${canary}"`
]

test.each(leaks)('no secret survives in: %s', (line) => {
  const cleaned = withoutSecrets(line)
  for (const part of [canary, canary.replace('/', ''), 'C4n4ry']) expect(cleaned).not.toContain(part)
})

test('no canary survives in a report, whichever text it stands in', () => {
  for (const line of leaks) {
    const run = sample()
    const why = failure('not-jira', { address: line, answer: line }, { evidence: line })
    Object.assign(run.steps[5] ?? {}, { state: 'failed', summary: line, evidence: [line], failure: why })
    Object.assign(run, { failure: why })
    for (const format of ['markdown', 'json'] as const)
      for (const leftOut of [null, ['anna']])
        expect(writeReport(run, { format, appVersion: '1', leftOut })).not.toContain('C4n4ry')
  }
})

test.each([
  'Basic Authentication has been disabled on this instance.',
  'GET https://jira.example.com/rest/api/2/myself: 401 in 12 ms; x-ausername: anonymous',
  'x-authentication-denied-reason: CAPTCHA_CHALLENGE',
  'SHA-256 AB:CD:EF:01:23:45',
  'TLSv1.3, TLS_AES_256_GCM_SHA384',
  'Ask whether a proxy before Jira removes the Authorization header.',
  'HTTP 401, oauth_problem=token_rejected'
])('what is no secret stays: %s', (line) => {
  expect(withoutSecrets(line)).toBe(line)
})

test('names are whole words, in any case, with any marks in them; unknown e-mail addresses go too', () => {
  expect(withoutPeople('Anna and ANNA, not Hannah or annas', ['anna'])).toBe('<user> and <user>, not Hannah or annas')
  expect(withoutPeople('a.b+c (x) is here', ['a.b+c (x)'])).toBe('<user> is here')
  expect(withoutPeople('Jürgen Müller, Jürgen', ['Jürgen', 'Jürgen Müller'])).toBe('<user>, <user>')
  expect(withoutPeople('ask ben@corp.example.com', [])).toBe('ask <user>')
  expect(withoutPeople('nobody', ['', ' '])).toBe('nobody')
})

test('whatever a server says, a finding stays small, on one line, and turns nothing around', () => {
  const long = 'x'.repeat(10_000)
  const finding = cleanFinding(
    failed(
      failure('not-jira', { address: long, answer: `a\nb\u202ec${long}` }, { evidence: long }),
      Array(500).fill(long)
    )
  )
  expect(JSON.stringify(finding).length).toBeLessThan(20_000)
  expect(JSON.stringify(finding)).not.toMatch(/\\n|\u202e/)
})

test('the file’s name tells which Jira and when', () => {
  const run = { ...newRun(), host: 'jira.example.com:8443' }
  expect(reportFile(run, 'markdown').suggestedName).toBe('jira-connection-jira.example.com-8443-2026-11-25.md')
  expect(reportFile({ ...run, host: '' }, 'json').suggestedName).toBe('jira-connection-no-address-2026-11-25.json')
})
