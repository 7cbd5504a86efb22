/**
 * A run as a text to be sent on: Markdown for people, JSON for programs. The same run always gives the same text. It
 * holds no secrets; user names, display names and e-mail addresses only when they are wanted.
 */
import type { DoctorRun, DoctorStep, DoctorStepId } from '../../preload/contract/doctor.ts'
import type { AuthMethod } from '../../preload/contract/connections.ts'
import type { Failure } from '../../preload/contract/failures/failure.ts'
import type { FileKind } from '../desktop.ts'
import { mapFailure, withoutPeople, withoutSecrets } from './redact.ts'
import { stoppedWords } from './step.ts'

type Format = 'markdown' | 'json'

export interface ReportOptions {
  readonly format: Format
  readonly appVersion: string
  /** Names to leave out; null leaves them in. */
  readonly leftOut: Iterable<string> | null
}

const titles: Readonly<Record<DoctorStepId, string>> = {
  address: 'Address',
  dns: 'Name (DNS)',
  route: 'Way (proxy)',
  tcp: 'Connection (TCP)',
  tls: 'Security (TLS)',
  jira: 'Jira',
  'base-url': 'Base URL',
  clock: 'Clock',
  'sign-in': 'Sign-in',
  user: 'User',
  permissions: 'Permissions',
  search: 'Search',
  'rate-limit': 'Rate limit'
}

const methods: Readonly<Record<AuthMethod, string>> = {
  password: 'login and password',
  pat: 'personal access token',
  oauth1: 'OAuth 1.0',
  oauth2: 'OAuth 2.0',
  'oauth2-3lo': 'Atlassian’s page (OAuth 2.0)',
  'api-token': 'API token'
}

const time = (ms: number): string => new Date(ms).toISOString()

export function writeReport(run: DoctorRun, options: ReportOptions): string {
  const people = options.leftOut === null ? null : [...options.leftOut]
  const clean = (text: string): string => {
    const safe = withoutSecrets(text)
    return people === null ? safe : withoutPeople(safe, people)
  }
  const steps = run.steps.map((step) => ({
    ...step,
    summary: clean(step.summary),
    evidence: step.evidence.map(clean),
    failure: step.failure && mapFailure(step.failure, clean)
  }))
  const cleaned = { ...run, steps, failure: run.failure && mapFailure(run.failure, clean) }
  return options.format === 'json' ? asJson(cleaned, options) : asMarkdown(cleaned, options)
}

function asJson(
  { siteUrl, method, startedAt, endedAt, steps, failure }: DoctorRun,
  { appVersion }: ReportOptions
): string {
  const report = {
    format: 'attrack-connection-report',
    version: 1,
    attrack: appVersion,
    system: systemWords(),
    jira: siteUrl,
    method,
    startedAt: time(startedAt),
    endedAt: endedAt === null ? null : time(endedAt),
    failure: failure?.code ?? null,
    steps
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function asMarkdown(run: DoctorRun, { appVersion }: ReportOptions): string {
  const { siteUrl, method, startedAt, endedAt, steps, failure } = run
  const facts = [
    ['Jira', siteUrl || 'no address'],
    ['Signed in with', method === null ? 'nobody has signed in' : methods[method]],
    ['Checked', `${time(startedAt)}${endedAt === null ? ', still under way' : `, ${seconds(endedAt - startedAt)}`}`],
    ['AtTrack', `${appVersion}, ${systemWords()}`]
  ]
  const lines = [
    '# AtTrack: connection to Jira checked',
    '',
    ...facts.map(([name, value]) => `- ${name}: ${escaped(value ?? '')}`),
    '',
    ...(failure ? ['## What to do', '', ...inWords(failure)] : [withoutFailure(run)]),
    '',
    '## Steps',
    '',
    '| step | result | time | what was found |',
    '| --- | --- | --- | --- |',
    ...steps.map(
      ({ id, state, ms, summary }) =>
        `| ${titles[id]} | ${state} | ${ms === null ? '' : `${ms} ms`} | ${escaped(summary).replace(/\|/g, '\\|')} |`
    ),
    ...steps.flatMap((step) => details(step, failure))
  ]
  return `${lines.join('\n')}\n`
}

/** Of a check that found nothing: it may not have come far. */
const withoutFailure = ({ endedAt, steps }: DoctorRun): string =>
  endedAt === null
    ? 'Nothing has been found so far; the check is still under way.'
    : steps.some(({ summary }) => summary === stoppedWords)
      ? 'Nothing had been found when the check was stopped before its end.'
      : 'Nothing stands in the way.'

/** A step's evidence, and its failure unless that is told at the top already. */
function details({ id, evidence, failure }: DoctorStep, told: Failure | null): string[] {
  const why = failure && failure.code !== told?.code ? inWords(failure) : []
  if (evidence.length === 0 && why.length === 0) return []
  return [
    '',
    `### ${titles[id]}`,
    '',
    ...why,
    ...(why.length > 0 && evidence.length > 0 ? [''] : []),
    ...evidence.map((one) => `- ${code(one)}`)
  ]
}

const inWords = ({ title, cause, remedy, code: name }: Failure): string[] => [
  `**${escaped(title)}** (${name})`,
  '',
  `Cause: ${escaped(cause)}`,
  '',
  `What helps: ${escaped(remedy)}`
]

/** What a server said must not become a heading, a link or HTML where the report is shown. */
const escaped = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>#]/g, '\\$&')

/** The longest run of backticks decides how many enclose it (CommonMark §6.1). */
function code(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ')
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const padding = longest > 0 ? ' ' : ''
  return `${fence}${padding}${line}${padding}${fence}`
}

const seconds = (ms: number): string => `took ${(ms / 1000).toFixed(1)} seconds`

/** `linux x64, Electron 38.1.0, Node 24.1.0`. */
function systemWords(): string {
  const { electron, node } = process.versions
  return [`${process.platform} ${process.arch}`, ...(electron ? [`Electron ${electron}`] : []), `Node ${node}`].join(
    ', '
  )
}

/** How a report is offered to be saved. */
export function reportFile(run: DoctorRun, format: Format): { suggestedName: string; kinds: readonly FileKind[] } {
  const host = run.host.replace(/[^\w.-]+/g, '-') || 'no-address'
  const day = time(run.startedAt).slice(0, 10)
  const extension = format === 'json' ? 'json' : 'md'
  return {
    suggestedName: `jira-connection-${host}-${day}.${extension}`,
    kinds: [{ name: format === 'json' ? 'JSON' : 'Markdown', extensions: [extension] }]
  }
}
