/** Command-line flags of the practice Jira. */
import { parseArgs } from 'node:util'
import { surroundingsTable } from './surroundings/index.ts'
import { versions, type PracticeJiraOptions, type RateLimit, type VersionLine } from './options.ts'

export interface CliOptions {
  readonly help: boolean
  /** Print one JSON line when ready instead of the text. */
  readonly json: boolean
  readonly caFile: string | undefined
  /** Name of what is around Jira, when `--fault` asks for such a thing. */
  readonly surroundings: string | undefined
  /** Where certificates to import are written; a folder for this run when undefined. */
  readonly files: string | undefined
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
      files: { type: 'string' },
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
  const faults = values.fault ?? []
  const around = faults.filter((name) => surroundingsTable.has(name))
  if (around.length > 1) throw new Error(`--fault: only one of ${around.join(', ')} at a time`)
  return {
    help: values.help === true,
    json: values.json === true,
    caFile: values['ca-file'],
    surroundings: around[0],
    files: values.files,
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
      faults: faults.filter((name) => !surroundingsTable.has(name)),
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
