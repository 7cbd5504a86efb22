/** GET and POST /search/jql, and /search/approximate-count. Source: Atlassian's description and change log 2025. */
import { jiraErrors, json, jsonText, type Reply } from '../../exchange.ts'
import type { Issue } from '../../issues/types.ts'
import type { IssueStore } from '../../issues/store.ts'
import type { CompileContext } from '../../jql/compile.ts'
import { parseJql, type Query } from '../../jql/parse.ts'
import { orderOf, SearchEngine, type SearchOutcome } from '../../jql/search.ts'
import { JqlError } from '../../jql/tokens.ts'
import { selectFields } from '../../rest/fields.ts'
import type { ValueField } from '../../world.ts'
import { jsonBody } from '../exchange.ts'
import { invalidPayload, wholeNumber, type RestCall } from './call.ts'
import { cloudIssueText } from './issue-json.ts'

interface SearchParameters {
  readonly jql: string
  readonly maxResults: number
  readonly fields: readonly string[]
  readonly nextPageToken: string | undefined
  readonly reconcile: readonly number[]
}

/** Largest page of ids and keys alone, and with fields. */
const largestPage = 5000
const largestPageWithFields = 100
const mostReconciled = 50
const mostOrderFields = 7

export function searchJql(call: RestCall): Reply {
  const parameters = call.exchange.method === 'POST' ? fromBody(call) : fromQuery(call)
  return 'status' in parameters ? parameters : answer(call, parameters)
}

function fromQuery(call: RestCall): SearchParameters | Reply {
  const { query } = call.exchange
  const maxResults = wholeNumber(query.get('maxResults'), 50)
  const reconcile = query.getAll('reconcileIssues').flatMap((part) => part.split(',').filter((one) => one !== ''))
  if (maxResults === undefined || !reconcile.every((one) => /^\d+$/.test(one))) return invalidPayload()
  return {
    jql: query.get('jql') ?? '',
    maxResults,
    fields: query.getAll('fields'),
    nextPageToken: query.get('nextPageToken') ?? undefined,
    reconcile: reconcile.map(Number)
  }
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)

const bodyMembers: Readonly<Record<string, (value: unknown) => boolean>> = {
  jql: isText,
  nextPageToken: isText,
  maxResults: Number.isInteger,
  fields: isTexts,
  expand: isText,
  properties: isTexts,
  fieldsByKeys: (value) => typeof value === 'boolean',
  reconcileIssues: (value) => Array.isArray(value) && value.every((one) => Number.isInteger(one))
}

function fromBody(call: RestCall): SearchParameters | Reply {
  const body = jsonBody(call.exchange)
  if (body === undefined) return invalidPayload()
  for (const [name, value] of Object.entries(body)) {
    if (value !== null && bodyMembers[name]?.(value) !== true) return invalidPayload()
  }
  return {
    jql: (body['jql'] as string | null | undefined) ?? '',
    maxResults: (body['maxResults'] as number | null | undefined) ?? 50,
    fields: (body['fields'] as string[] | null | undefined) ?? [],
    nextPageToken: (body['nextPageToken'] as string | null | undefined) ?? undefined,
    reconcile: (body['reconcileIssues'] as number[] | null | undefined) ?? []
  }
}

function contextOn(call: RestCall, store: IssueStore): CompileContext {
  const { exchange, site, world } = call
  return {
    store,
    users: world.users,
    user: exchange.user,
    timeZone: exchange.user?.timeZone ?? 'UTC',
    now: world.clock.now(),
    knownNames: (field) =>
      new Set(site.values(field as ValueField).flatMap((value) => [value.name.toLowerCase(), value.id])),
    problems: [],
    relative: false
  }
}

/** A query without any restriction is refused, and so is one that cannot be read. */
function bounded(jql: string): Query | Reply {
  try {
    const query = parseJql(jql)
    if (query.where === undefined) {
      return jiraErrors(400, [
        'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'
      ])
    }
    return query
  } catch (error) {
    if (error instanceof JqlError) return jqlErrors([error.message])
    throw error
  }
}

/** With `warningMessages` instead of `errors`: recorded. */
function jqlErrors(messages: readonly string[]): Reply {
  return json(400, { errorMessages: messages, warningMessages: [] })
}

/** One for each store searched, as their results are remembered. */
const engines = new WeakMap<IssueStore, SearchEngine>()

function engineFor(store: IssueStore): SearchEngine {
  let engine = engines.get(store)
  if (engine === undefined) {
    engine = new SearchEngine()
    engines.set(store, engine)
  }
  return engine
}

function find(call: RestCall, jql: string, reconcile: readonly number[]): SearchOutcome {
  const { index } = call.site
  const outcome = index.with(reconcile, (store) =>
    engineFor(store).run({ jql, validate: true }, contextOn(call, store))
  )
  const gone = index.gone()
  if (!outcome.ok || gone.size === 0) return outcome
  return { ...outcome, issues: outcome.issues.filter((issue) => !gone.has(issue.id)) }
}

function answer(call: RestCall, parameters: SearchParameters): Reply {
  const { exchange, site } = call
  const { jql, nextPageToken, reconcile } = parameters
  const query = bounded(jql)
  if ('status' in query) return query
  if (query.order.length > mostOrderFields) return jqlErrors(['The query must not order by more than 7 fields.'])
  if (reconcile.length > mostReconciled)
    return jiraErrors(400, [`The number of reconcileIssues must not be more than ${mostReconciled}.`])
  // Nobody sees nothing: an empty page, not a refusal.
  if (exchange.user === undefined) return json(200, { issues: [], isLast: true })
  const outcome = find(call, jql, reconcile)
  if (!outcome.ok) return jqlErrors(outcome.errors)
  const selection = selectFields(parameters.fields, '*navigable')
  const asked = parameters.fields.length === 0 ? selectFields(['id'], '*navigable') : selection
  const light = asked.explicit !== undefined && asked.explicit.every((field) => field === 'id' || field === 'key')
  const size = Math.min(Math.max(parameters.maxResults, 1), light ? largestPage : largestPageWithFields)
  let rest: readonly Issue[] = outcome.issues
  if (nextPageToken !== undefined) {
    const after = site.pages.find(nextPageToken, jql, exchange.user.name)
    if (after === undefined) return jiraErrors(400, ['The provided nextPageToken is invalid or has expired.'])
    rest = behind(rest, after, orderOf(query))
  }
  const page = rest.slice(0, size)
  exchange.points += page.length
  const last = page.at(-1)
  const more = rest.length > page.length && last !== undefined
  const token = more ? `"nextPageToken":${JSON.stringify(site.pages.issue(jql, exchange.user.name, last))},` : ''
  const issues = page.map((issue) => cloudIssueText(call, issue, asked)).join(',')
  return jsonText(200, `{"issues":[${issues}],${token}"isLast":${!more}}`)
}

/** The issues that come after the place, whether its issue is still there or not. */
function behind(issues: readonly Issue[], place: Issue, order: (a: Issue, b: Issue) => number): readonly Issue[] {
  let low = 0
  let high = issues.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (order(issues[middle] as Issue, place) > 0) high = middle
    else low = middle + 1
  }
  return issues.slice(low)
}

/** Counts what the index knows, right or not. */
export function approximateCount(call: RestCall): Reply {
  const jql = jsonBody(call.exchange)?.['jql']
  if (typeof jql !== 'string') return invalidPayload()
  const query = bounded(jql)
  if ('status' in query) return query
  if (call.exchange.user === undefined) return json(200, { count: 0 })
  const outcome = find(call, jql, [])
  return outcome.ok ? json(200, { count: outcome.issues.length }) : jqlErrors(outcome.errors)
}
