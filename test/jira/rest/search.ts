/** GET and POST /rest/api/2/search. */
import { jiraErrors, jsonText, type Exchange, type Reply } from '../exchange.ts'
import type { CompileContext } from '../jql/compile.ts'
import { parseJql } from '../jql/parse.ts'
import { JqlError } from '../jql/tokens.ts'
import type { ValueField, World } from '../world.ts'
import { issueText, selectFields } from './fields.ts'
import { linkerFor } from './linker.ts'

interface SearchParameters {
  readonly jql: string
  readonly startAt: number
  readonly maxResults: number
  readonly fields: readonly string[]
  readonly validate: boolean
}

const issueExpand = 'operations,versionedRepresentations,editmeta,changelog,renderedFields'

export function search(exchange: Exchange, world: World): Reply {
  const parameters = exchange.method === 'POST' ? fromBody(exchange) : fromQuery(exchange)
  return 'status' in parameters ? parameters : answer(parameters, exchange, world)
}

function fromQuery(exchange: Exchange): SearchParameters | Reply {
  const { query } = exchange
  const startAt = wholeNumber(query.get('startAt'), 0)
  const maxResults = wholeNumber(query.get('maxResults'), 50)
  // A parameter the framework cannot convert hides the resource: 404, as JAX-RS prescribes.
  if (startAt === undefined || maxResults === undefined) return jiraErrors(404, ['HTTP 404 Not Found'])
  return {
    jql: query.get('jql') ?? '',
    startAt,
    maxResults,
    fields: query.getAll('fields'),
    validate: (query.get('validateQuery') ?? 'true').toLowerCase() === 'true'
  }
}

function wholeNumber(text: string | null, absent: number): number | undefined {
  if (text === null || text === '') return absent
  return /^-?\d{1,9}$/.test(text) ? Number(text) : undefined
}

const bodyTypes: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  jql: [(value) => typeof value === 'string', 'java.lang.String'],
  startAt: [Number.isInteger, 'java.lang.Integer'],
  maxResults: [Number.isInteger, 'java.lang.Integer'],
  validateQuery: [(value) => typeof value === 'boolean', 'java.lang.Boolean'],
  fields: [(value) => Array.isArray(value) && value.every((one) => typeof one === 'string'), 'java.util.ArrayList'],
  expand: [(value) => Array.isArray(value), 'java.util.ArrayList']
}

function fromBody(exchange: Exchange): SearchParameters | Reply {
  if (!/^application\/json\b/i.test(exchange.headers['content-type'] ?? ''))
    return jiraErrors(415, ['HTTP 415 Unsupported Media Type'])
  let body: Record<string, unknown>
  try {
    body = JSON.parse(exchange.body.toString('utf8')) as Record<string, unknown>
  } catch (error) {
    return jiraErrors(400, [`Unexpected character: ${(error as Error).message}`])
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return jiraErrors(400, ['Can not deserialize instance of com.atlassian.jira.rest.v2.search.SearchRequestBean'])
  }
  for (const [name, value] of Object.entries(body)) {
    const known = bodyTypes[name]
    if (known === undefined) {
      return jiraErrors(400, [
        `Unrecognized field "${name}" (Class com.atlassian.jira.rest.v2.search.SearchRequestBean), not marked as ignorable`
      ])
    }
    if (value !== null && !known[0](value))
      return jiraErrors(400, [`Can not deserialize value of type ${known[1]} for "${name}"`])
  }
  return {
    jql: (body['jql'] as string | null | undefined) ?? '',
    startAt: (body['startAt'] as number | null | undefined) ?? 0,
    maxResults: (body['maxResults'] as number | null | undefined) ?? 50,
    fields: (body['fields'] as string[] | null | undefined) ?? [],
    validate: (body['validateQuery'] as boolean | null | undefined) ?? true
  }
}

/** The calling user's view on JQL: time zone, visible projects, known values. */
export function compileContext(exchange: Exchange, world: World): CompileContext {
  return {
    store: world.issues,
    users: world.users,
    user: exchange.user,
    timeZone: exchange.user?.timeZone ?? 'UTC',
    now: world.clock.now(),
    knownNames: (field) => knownNames(world, field as ValueField),
    problems: [],
    relative: false
  }
}

function knownNames(world: World, field: ValueField): ReadonlySet<string> {
  return new Set(world.values(field).flatMap((value) => [value.name.toLowerCase(), value.id]))
}

function pageSize(asked: number, world: World): number {
  const small = world.faults.option('small-pages', 'max')
  const limit = small === undefined ? (world.options.searchMax ?? 1000) : Number(small)
  return asked < 0 ? limit : Math.min(asked, limit)
}

/** Rows a search may reach; undefined where there is no such window. */
export function resultWindow(world: World): number | undefined {
  const limit = world.faults.option('search-limit', 'rows')
  return limit === undefined ? world.version.resultWindow : Number(limit)
}

function answer(parameters: SearchParameters, exchange: Exchange, world: World): Reply {
  const startAt = Math.max(0, parameters.startAt)
  const maxResults = pageSize(parameters.maxResults, world)
  const window = resultWindow(world)
  if (window !== undefined && startAt + maxResults > window && parsable(parameters.jql)) {
    return jiraErrors(500, [
      `Search limit exceeded. The search request requests ${thousands(startAt + maxResults)} results which exceeded ` +
        `the search platform limit of ${thousands(window)}`
    ])
  }
  const outcome = world.searches.run(
    { jql: parameters.jql, validate: parameters.validate },
    compileContext(exchange, world)
  )
  if (!outcome.ok) return jiraErrors(400, outcome.errors)
  const linker = linkerFor(world)
  const selection = selectFields(parameters.fields, '*navigable')
  const page = outcome.issues.slice(startAt, startAt + maxResults)
  const issues = page.map((issue) => issueText(issue, selection, linker, issueExpand)).join(',')
  const warnings = outcome.warnings.length === 0 ? '' : `,"warningMessages":${JSON.stringify(outcome.warnings)}`
  const told = world.version.tellsResultWindow ? `,"maxResultWindow":${window}` : ''
  return jsonText(
    200,
    `{"expand":"schema,names","startAt":${startAt},"maxResults":${maxResults},"total":${outcome.issues.length},` +
      `"issues":[${issues}]${warnings}${told}}`
  )
}

function parsable(jql: string): boolean {
  try {
    parseJql(jql)
    return true
  } catch (error) {
    if (error instanceof JqlError) return false
    throw error
  }
}

function thousands(value: number): string {
  return value.toLocaleString('en-US')
}
