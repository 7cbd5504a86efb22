/** Runs a query: picks the index to start from, filters, orders, and remembers the last results for the next page. */
import type { ProjectIndex, IndexName } from '../issues/project-index.ts'
import { fieldOf, nameOf, type Issue, type Project } from '../issues/types.ts'
import { compile, type CompileContext, type Compiled } from './compile.ts'
import { parseJql, type OrderTerm, type Query } from './parse.ts'
import { JqlError } from './tokens.ts'

export interface SearchRequest {
  readonly jql: string
  readonly validate: boolean
}

export type SearchOutcome =
  | { readonly ok: true; readonly issues: readonly Issue[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly errors: readonly string[] }

const indexNames: Readonly<Record<string, IndexName>> = {
  id: 'id',
  key: 'key',
  issuekey: 'key',
  issue: 'key',
  created: 'created',
  createddate: 'created',
  updated: 'updated',
  updateddate: 'updated'
}

/** Results of the last few queries; pages of one query are asked for one after the other. */
export class SearchEngine {
  readonly #remembered = new Map<string, SearchOutcome>()
  #version = -1

  run(request: SearchRequest, context: CompileContext): SearchOutcome {
    if (this.#version !== context.store.version) this.#remembered.clear()
    this.#version = context.store.version
    const name = `${context.user?.name ?? ''} ${context.timeZone} ${request.validate} ${request.jql}`
    const known = this.#remembered.get(name)
    if (known !== undefined) return known
    const outcome = evaluate(request, context)
    if (!context.relative && outcome.ok) {
      this.#remembered.set(name, outcome)
      const oldest = this.#remembered.keys().next().value
      if (this.#remembered.size > 8 && oldest !== undefined) this.#remembered.delete(oldest)
    }
    return outcome
  }
}

/** By key, the latest first, when the query does not say. */
function termsOf(query: Query): readonly OrderTerm[] {
  return query.order.length > 0 ? query.order : [{ field: 'key', descending: true }]
}

/** The total order a query's results come in; the query must have been run without a complaint. */
export function orderOf(query: Query): Comparator {
  return comparator(termsOf(query))
}

function evaluate(request: SearchRequest, context: CompileContext): SearchOutcome {
  try {
    const query = parseJql(request.jql)
    const compiled = compile(query.where, context)
    const order = termsOf(query)
    for (const term of order) {
      if (comparators[term.field.toLowerCase()] === undefined)
        context.problems.push(`Not able to sort using field '${term.field}'.`)
    }
    if (request.validate && context.problems.length > 0) return { ok: false, errors: context.problems }
    const usable = order.filter((term) => comparators[term.field.toLowerCase()] !== undefined)
    return { ok: true, issues: collect(compiled, usable, context), warnings: context.problems }
  } catch (error) {
    if (error instanceof JqlError) return { ok: false, errors: [error.message] }
    throw error
  }
}

function collect(compiled: Compiled, order: readonly OrderTerm[], context: CompileContext): readonly Issue[] {
  const { store, user } = context
  const visible = (project: Project): boolean => store.isSearchable(user, project)
  if (compiled.issues !== undefined) {
    return compiled.issues.filter((issue) => visible(issue.project) && compiled.test(issue)).sort(comparator(order))
  }
  const projects = (compiled.projects ?? store.projects()).filter(visible)
  const lead = indexNames[order[0]?.field.toLowerCase() ?? '']
  if (projects.length === 1 && lead !== undefined)
    return fromIndex((projects[0] as Project).index, lead, compiled, order)
  const parts = projects
    .filter((project) => project.index.size > 0)
    .map((project) => slice(project.index, narrowest(compiled), compiled))
  return parts.flat().sort(comparator(order))
}

function narrowest(compiled: Compiled): IndexName {
  return compiled.updated !== undefined ? 'updated' : 'created'
}

/** Issues of one project that match, in the order of one of its indexes. */
function slice(index: ProjectIndex, name: IndexName, compiled: Compiled): readonly Issue[] {
  const sorted = index.orders[name]
  const span = name === 'created' || name === 'updated' ? compiled[name] : undefined
  const from = span === undefined ? 0 : sorted.firstWhere((issue) => issue[name as 'created'] >= span.low)
  const to =
    span === undefined ? sorted.items.length : sorted.firstWhere((issue) => issue[name as 'created'] >= span.high)
  const part = sorted.items.slice(from, Math.max(from, to))
  // Another date bound than the index's own still needs the test.
  const other =
    name === 'created'
      ? compiled.updated
      : name === 'updated'
        ? compiled.created
        : (compiled.created ?? compiled.updated)
  return compiled.exact === true && other === undefined ? part : part.filter(compiled.test)
}

/** The index already orders by the first term; only runs of equal values need the further terms. */
function fromIndex(
  index: ProjectIndex,
  name: IndexName,
  compiled: Compiled,
  order: readonly OrderTerm[]
): readonly Issue[] {
  const issues = [...slice(index, name, compiled)]
  if (order[0]?.descending === true) issues.reverse()
  if (order.length < 2 || name === 'id' || name === 'key') return issues
  const first = comparator(order.slice(0, 1), false)
  const further = comparator(order)
  for (let start = 0; start < issues.length;) {
    let end = start + 1
    while (end < issues.length && first(issues[start] as Issue, issues[end] as Issue) === 0) end++
    if (end - start > 1) {
      const run = issues.slice(start, end).sort(further)
      for (let at = start; at < end; at++) issues[at] = run[at - start] as Issue
    }
    start = end
  }
  return issues
}

type Comparator = (a: Issue, b: Issue) => number

function byKey(a: Issue, b: Issue): number {
  if (a.project === b.project) return a.number - b.number
  return a.project.key < b.project.key ? -1 : 1
}

function byName(field: string): Comparator {
  return (a, b) => compareText(nameOf(a, field), nameOf(b, field))
}

function compareText(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return a < b ? -1 : 1
}

function byId(field: string): Comparator {
  return (a, b) =>
    Number((fieldOf(a, field) as { id?: string } | null)?.id ?? 0) -
    Number((fieldOf(b, field) as { id?: string } | null)?.id ?? 0)
}

const comparators: Readonly<Record<string, Comparator>> = {
  id: (a, b) => a.id - b.id,
  key: byKey,
  issuekey: byKey,
  issue: byKey,
  created: (a, b) => a.created - b.created,
  createddate: (a, b) => a.created - b.created,
  updated: (a, b) => a.updated - b.updated,
  updateddate: (a, b) => a.updated - b.updated,
  project: (a, b) => compareText(a.project.name, b.project.name),
  summary: (a, b) => compareText(String(fieldOf(a, 'summary')), String(fieldOf(b, 'summary'))),
  status: byId('status'),
  priority: byId('priority'),
  issuetype: byName('issuetype'),
  assignee: byName('assignee'),
  reporter: byName('reporter')
}

/** `settle`: end with the id, in the direction of the first term, so that the order is total. */
function comparator(order: readonly OrderTerm[], settle = true): Comparator {
  const terms = order.map((term) => ({
    compare: comparators[term.field.toLowerCase()] as Comparator,
    sign: term.descending ? -1 : 1
  }))
  const lastSign = order[0]?.descending === true ? -1 : 1
  return (a, b) => {
    for (const { compare, sign } of terms) {
      const result = compare(a, b)
      if (result !== 0) return result * sign
    }
    return settle ? (a.id - b.id) * lastSign : 0
  }
}
