/** Command-line flags of the practice Jira, and the text of `--help`. */
import { parseArgs } from 'node:util'
import { faultTable } from './faults/registry.ts'
import { versions, type PracticeJiraOptions, type RateLimit, type VersionLine } from './options.ts'

export interface CliOptions {
  readonly help: boolean
  /** Print one JSON line when ready instead of the text. */
  readonly json: boolean
  readonly caFile: string | undefined
  readonly jira: PracticeJiraOptions
}

/** Throws an Error with a readable message on a wrong flag or value. */
export function readCliOptions(argv: readonly string[]): CliOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean' },
      port: { type: 'string', short: 'p' },
      host: { type: 'string' },
      context: { type: 'string' },
      version: { type: 'string' },
      basic: { type: 'string' },
      'rate-limit': { type: 'string' },
      'access-token-seconds': { type: 'string' },
      https: { type: 'boolean' },
      'ca-file': { type: 'string' },
      'base-url': { type: 'string' },
      'seen-as': { type: 'string' },
      fault: { type: 'string', multiple: true },
      issues: { type: 'string' },
      seed: { type: 'string' },
      'project-key': { type: 'string' },
      'no-projects': { type: 'boolean' },
      'search-max': { type: 'string' },
      'log-file': { type: 'string' },
      quiet: { type: 'boolean' }
    }
  })
  const count = wholeNumber('issues', values.issues) ?? 0
  const version = values.version ?? '10.3'
  if (!Object.hasOwn(versions, version))
    throw new Error(`--version: one of ${Object.keys(versions).join(', ')}, not ${version}`)
  const { basic } = values
  if (basic !== undefined && basic !== 'on' && basic !== 'off') throw new Error(`--basic: on or off, not ${basic}`)
  const rateLimit = rateOf(values['rate-limit'])
  const accessToken = wholeNumber('access-token-seconds', values['access-token-seconds'])
  const searchMax = wholeNumber('search-max', values['search-max'])
  return {
    help: values.help === true,
    json: values.json === true,
    caFile: values['ca-file'],
    jira: {
      port: wholeNumber('port', values.port) ?? 8090,
      host: values.host ?? '127.0.0.1',
      contextPath: values.context ?? '/jira',
      version: version as VersionLine,
      ...(basic === undefined ? {} : { basicAuth: basic === 'on' }),
      ...(rateLimit === undefined ? {} : { rateLimit }),
      ...(accessToken === undefined ? {} : { oauth2Lifetimes: { accessToken } }),
      https: values.https === true,
      ...(values['base-url'] === undefined ? {} : { baseUrl: values['base-url'] }),
      ...(values['seen-as'] === undefined ? {} : { seenAs: values['seen-as'] }),
      faults: values.fault ?? [],
      ...(count === 0
        ? {}
        : { generated: { key: values['project-key'] ?? 'GEN', count, seed: wholeNumber('seed', values.seed) ?? 1 } }),
      projects: values['no-projects'] !== true,
      ...(searchMax === undefined ? {} : { searchMax }),
      ...(values['log-file'] === undefined ? {} : { logFile: values['log-file'] }),
      quiet: values.quiet === true || values.json === true
    }
  }
}

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text)) throw new Error(`--${flag}: a whole number, not ${text}`)
  return Number(text)
}

/** `LIMIT`, `LIMIT/SECONDS`: a full bucket, and how long an empty one takes to fill. */
function rateOf(text: string | undefined): RateLimit | undefined {
  if (text === undefined) return undefined
  const [, limit, seconds = '1'] = /^([1-9]\d*)(?:\/([1-9]\d*))?$/.exec(text) ?? []
  if (limit === undefined) throw new Error(`--rate-limit: as in 10 or 10/60, not ${text}`)
  return { limit: Number(limit), fillRate: Number(limit), intervalSeconds: Number(seconds) }
}

export function helpText(): string {
  const width = Math.max(...[...faultTable.keys()].map((name) => name.length))
  const faults = [...faultTable.values()].map((fault) => {
    const defaults = Object.entries(fault.options ?? {}).map(([name, value]) => `${name}=${String(value)}`)
    return `  ${fault.name.padEnd(width)}  ${fault.describe}${defaults.length === 0 ? '' : ` [${defaults.join(', ')}]`}`
  })
  return `Practice Jira: a stand-in for Jira Data Center, for demos, tests and support.

Usage: npm run jira -- [flags]

Address
  --port N, -p N     port; 8090 when absent, 0 for any free one
  --host ADDRESS     127.0.0.1 when absent
  --context PATH     context path; /jira when absent, "" for none
  --https            HTTPS, certificate from an authority made for this run (needs openssl)
  --ca-file FILE     with --https: write that authority's certificate here
  --base-url URL     the base URL Jira says it has (serverInfo, links); the real address when absent
  --seen-as ORIGIN   Jira sees itself under this origin, as behind a rewriting proxy: OAuth signatures fail

Jira
  --version V        8.5 (neither personal access tokens nor OAuth 2.0), 9.12, 10.3 (searches reach 10,000 rows at most)
                     or 11.3 (passwords for apps are off as well); 10.3 when absent
  --basic on|off     passwords for apps (Basic authentication), whatever the version
  --rate-limit N/S   N requests in S seconds for each user, with the X-RateLimit headers; unlimited when absent
  --access-token-seconds N  life of OAuth 2.0 access tokens; 3600 when absent
  --issues N         add project GEN with N generated issues (100000 are ready in about a second)
  --seed N           seed of the generated issues; same seed, same issues
  --project-key KEY  key of the generated project; GEN when absent
  --no-projects      without the list of some 560 further projects
  --search-max N     jira.search.views.default.max; 1000 when absent

Users (name / password)
  admin / admin            Jira administrator
  anna  / anna-password    browses every project; her time zone is America/Los_Angeles, the server's is UTC
  ben   / ben-password     browses nothing
  zoë   / Zoë: pässwörd %+&    for passwords beyond ASCII
  After three wrong passwords Jira asks for a CAPTCHA: sign in once at <address>/login.jsp.

Pages
  <address>/plugins/servlet/applinks/listApplicationLinks   application links (as admin): Create incoming link
                                                            for OAuth 1.0a, an external application for OAuth 2.0 (which
                                                            needs --https, or a --base-url with https)
  <address>/secure/ViewProfile.jspa                         your personal access tokens
  <address>/__admin/                                        switch faults on and off; the admin API

Faults: --fault NAME or --fault NAME:option=value,option=value; more than one is fine
  Each takes times=N (only the first N), skip=N, every=N and path=TEXT (only paths that contain it).
${faults.join('\n')}

Output
  --json             one JSON line {"url","port","users"} when ready
  --log-file FILE    each request as a JSON line
  --quiet            do not print requests
`
}
