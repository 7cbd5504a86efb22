/** `npm run jira -- --cloud`: starts the practice Jira Cloud and says where it is. Ends on SIGTERM and Ctrl+C. */
import { parseArgs } from 'node:util'
import { cloudFaults } from './faults.ts'
import { startPracticeCloud, type PracticeCloudOptions } from './index.ts'
import { defaultSites } from './options.ts'

interface CliOptions {
  readonly help: boolean
  readonly json: boolean
  readonly redirectUris: readonly string[]
  readonly cloud: PracticeCloudOptions
}

/** Throws an Error with a readable message on a wrong flag or value. */
function readOptions(argv: readonly string[]): CliOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      cloud: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean' },
      port: { type: 'string', short: 'p' },
      'callback-url': { type: 'string', multiple: true },
      issues: { type: 'string' },
      seed: { type: 'string' },
      fault: { type: 'string', multiple: true },
      'index-lag': { type: 'string' },
      'access-token-seconds': { type: 'string' },
      points: { type: 'string' },
      quiet: { type: 'boolean' }
    }
  })
  const first = wholeNumber('port', values.port) ?? 8190
  const count = wholeNumber('issues', values.issues)
  const points = wholeNumber('points', values.points)
  const accessToken = wholeNumber('access-token-seconds', values['access-token-seconds'])
  const [acme, ...others] = defaultSites
  const generated = { key: 'GEN', count: count ?? 0, seed: wholeNumber('seed', values.seed) ?? 1 }
  return {
    help: values.help === true,
    json: values.json === true,
    redirectUris: values['callback-url'] ?? [],
    cloud: {
      ...(count === undefined || acme === undefined ? {} : { sites: [{ ...acme, generated }, ...others] }),
      ports: first === 0 ? {} : { auth: first, api: first + 1, sites: [first + 2, first + 3] },
      indexLagMs: wholeNumber('index-lag', values['index-lag']) ?? 0,
      ...(accessToken === undefined ? {} : { lifetimes: { accessToken } }),
      ...(points === undefined ? {} : { pointsPerHour: points }),
      // What the real one does; the library's 0 is for tests.
      reuseLeewayMs: 600_000,
      faults: values.fault ?? [],
      print: values.quiet !== true && values.json !== true
    }
  }
}

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text)) throw new Error(`--${flag}: a whole number, not ${text}`)
  return Number(text)
}

function helpText(): string {
  const width = Math.max(...Object.keys(cloudFaults).map((name) => name.length))
  const faults = Object.entries(cloudFaults).map(([name, fault]) => `  ${name.padEnd(width)}  ${fault.describe}`)
  return `Practice Jira Cloud: a stand-in for Atlassian's servers and two sites, for demos, tests and support.

Usage: npm run jira -- --cloud [flags]

  --port N, -p N            first of four ports: authorisation server, gateway, sites acme and globex; 8190 when absent,
                            0 for any free ones
  --callback-url URL        registers an OAuth app with this callback URL and prints its client id and secret
  --issues N, --seed N      add project GEN with N generated issues to acme
  --index-lag MS            searches see a change so much later
  --access-token-seconds N  how long an access token lives; 3600 when absent
  --points N                hourly points of an OAuth app; 65000 when absent
  --fault NAME              or NAME:option=value,…; more than one is fine; each takes times, skip, every and path
  --json                    one JSON line when ready
  --quiet                   do not print requests

People (e-mail / password): anna@jira.example.com / anna-password, ben, admin, zoe (acme only).
Admin API: POST <authorisation server>/__admin/<method> with a JSON array of arguments.

Faults
${faults.join('\n')}
`
}

async function run(options: CliOptions): Promise<void> {
  const cloud = await startPracticeCloud(options.cloud)
  const { redirectUris } = options
  const client = redirectUris.length === 0 ? undefined : cloud.admin.registerClient({ redirectUris })
  const end = (): void => {
    void cloud.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  const { authUrl, apiUrl, tokenPageUrl, sites, users } = cloud
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ authUrl, apiUrl, tokenPageUrl, sites, users, client })}\n`)
    return
  }
  const app =
    client === undefined
      ? ''
      : `  ATTRACK_CLOUD_CLIENT_ID=${client.clientId}\n  ATTRACK_CLOUD_CLIENT_SECRET=${client.clientSecret}\n`
  process.stdout.write(`The practice Jira Cloud is ready. Start AtTrack with

  ATTRACK_ATLASSIAN_AUTH_URL=${authUrl}
  ATTRACK_ATLASSIAN_API_URL=${apiUrl}
${app}
${sites.map((site) => `  ${site.name.padEnd(8)} ${site.url}`).join('\n')}

${users.map((user) => `  ${user.email} / ${user.password}`).join('\n')}

API tokens: ${tokenPageUrl}
Stop with Ctrl+C.
`)
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) process.stdout.write(helpText())
  else await run(options)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\nTry --cloud --help.\n`)
  process.exitCode = 1
}
