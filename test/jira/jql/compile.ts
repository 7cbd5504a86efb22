/** A parsed clause to a test on issues, with the hints that let a search start from an index instead of everything. */
import type { IssueStore } from '../issues/store.ts'
import { fieldOf, nameOf, type Issue, type Project } from '../issues/types.ts'
import type { UserDirectory, User } from '../users.ts'
import { invalidDate, readDate } from './dates.ts'
import type { Clause, Operand, Term } from './parse.ts'
import { JqlError } from './tokens.ts'

export type Test = (issue: Issue) => boolean

export interface CompileContext {
  readonly store: IssueStore
  readonly users: UserDirectory
  readonly user: User | undefined
  /** The calling user's zone; the server's for anonymous. */
  readonly timeZone: string
  readonly now: number
  /** Names that statuses, types and priorities may have here. */
  readonly knownNames: (field: string) => ReadonlySet<string>
  /** Values that do not exist: errors when the query is validated, warnings when not. */
  readonly problems: string[]
  /** Set when the meaning of the query changes with time. */
  relative: boolean
}

/** Half-open interval `[low, high)` of epoch milliseconds. */
export interface Span {
  readonly low: number
  readonly high: number
}

export interface Compiled {
  readonly test: Test
  /** Only issues of these projects can match. */
  readonly projects?: readonly Project[]
  /** Only these issues can match. */
  readonly issues?: readonly Issue[]
  readonly created?: Span
  readonly updated?: Span
  /** The hints say everything; the test need not run again. */
  readonly exact?: boolean
}

const negative = new Set(['!=', 'not in', 'is not', '!~'])

export function compile(clause: Clause | undefined, context: CompileContext): Compiled {
  if (clause === undefined) return { test: () => true, exact: true }
  if (clause.kind === 'term') return compileTerm(clause, context)
  if (clause.kind === 'not') {
    const { test } = compile(clause.clause, context)
    return { test: (issue) => !test(issue) }
  }
  const parts = clause.clauses.map((part) => compile(part, context))
  const tests = parts.map((part) => part.test)
  return clause.kind === 'or' ? { test: (issue) => tests.some((test) => test(issue)) } : both(parts)
}

function both(parts: readonly Compiled[]): Compiled {
  let merged: Compiled = {
    test: (issue) => parts.every((part) => part.test(issue)),
    exact: parts.every((part) => part.exact === true)
  }
  for (const part of parts) {
    if (part.projects !== undefined) {
      const others = merged.projects
      merged = {
        ...merged,
        projects: others === undefined ? part.projects : part.projects.filter((one) => others.includes(one))
      }
    }
    if (part.issues !== undefined) {
      const others = merged.issues === undefined ? undefined : new Set(merged.issues)
      merged = { ...merged, issues: others === undefined ? part.issues : part.issues.filter((one) => others.has(one)) }
    }
    for (const name of ['created', 'updated'] as const) {
      const span = part[name]
      if (span === undefined) continue
      const other = merged[name]
      const cut =
        other === undefined ? span : { low: Math.max(other.low, span.low), high: Math.min(other.high, span.high) }
      merged = { ...merged, [name]: cut }
    }
  }
  return merged
}

function compileTerm(term: Term, context: CompileContext): Compiled {
  switch (term.field.toLowerCase()) {
    case 'project':
      return projectTerm(term, context)
    case 'id':
    case 'key':
    case 'issue':
    case 'issuekey':
      return issueTerm(term, context)
    case 'created':
    case 'createddate':
      return dateTerm(term, 'created', context)
    case 'updated':
    case 'updateddate':
      return dateTerm(term, 'updated', context)
    case 'status':
      return namedTerm(term, 'status', context)
    case 'issuetype':
    case 'type':
      return namedTerm(term, 'issuetype', context)
    case 'priority':
      return namedTerm(term, 'priority', context)
    case 'resolution':
      return namedTerm(term, 'resolution', context)
    case 'assignee':
    case 'reporter':
    case 'creator':
      return userTerm(term, term.field.toLowerCase(), context)
    case 'summary':
    case 'description':
    case 'text':
      return textTerm(term)
    default: {
      const anonymous = `Field '${term.field}' does not exist or this field cannot be viewed by anonymous users.`
      const known = `Field '${term.field}' does not exist or you do not have permission to view it.`
      throw new JqlError(context.user === undefined ? anonymous : known)
    }
  }
}

function refuse(term: Term): JqlError {
  return new JqlError(`The operator '${term.operator}' is not supported by the '${term.field}' field.`)
}

function projectTerm(term: Term, context: CompileContext): Compiled {
  if (!['=', '!=', 'in', 'not in'].includes(term.operator)) throw refuse(term)
  const found: Project[] = []
  for (const operand of term.operands) {
    const { store } = context
    const project = store.findProject(operand.text) ?? store.findProjectByName(operand.text)
    // An invisible project is answered like one that does not exist.
    if (project !== undefined && store.isInJql(context.user, project)) found.push(project)
    else context.problems.push(`The value '${operand.text}' does not exist for the field 'project'.`)
  }
  const wanted = new Set(found)
  if (negative.has(term.operator)) return { test: (issue) => !wanted.has(issue.project) }
  return { test: (issue) => wanted.has(issue.project), projects: [...wanted], exact: true }
}

function issueTerm(term: Term, context: CompileContext): Compiled {
  if (!['=', '!=', 'in', 'not in'].includes(term.operator)) throw refuse(term)
  const field = term.field.toLowerCase()
  const found = new Set<Issue>()
  for (const { text } of term.operands) {
    const issue = context.store.findIssue(text)
    if (issue !== undefined && context.store.mayOpen(context.user, issue)) found.add(issue)
    else if (/^\d+$/.test(text))
      context.problems.push(`A value with ID '${text}' does not exist for the field '${field}'.`)
    else context.problems.push(`An issue with key '${text}' does not exist for field '${field}'.`)
  }
  if (negative.has(term.operator)) return { test: (issue) => !found.has(issue) }
  return { test: (issue) => found.has(issue), issues: [...found], exact: true }
}

/** Second resolution: the operand and the issue's value are both cut to whole seconds before they are compared. */
function dateTerm(term: Term, field: 'created' | 'updated', context: CompileContext): Compiled {
  const operand = term.operands[0] as Operand
  if (operand.kind === 'empty' || !['=', '!=', '<', '<=', '>', '>='].includes(term.operator)) throw refuse(term)
  const isNow = operand.kind === 'function' && operand.text.toLowerCase() === 'now'
  const meaning = isNow
    ? { instant: context.now, relative: true }
    : readDate(operand.text, operand.kind === 'quoted', context.timeZone, context.now)
  if (meaning === undefined) throw new JqlError(invalidDate(operand.text, term.field))
  if (meaning.relative) context.relative = true
  const second = Math.floor(meaning.instant / 1000) * 1000
  const span: Span = {
    low:
      term.operator === '>=' || term.operator === '=' || term.operator === '!='
        ? second
        : term.operator === '>'
          ? second + 1000
          : -Infinity,
    high: term.operator === '<' ? second : term.operator.startsWith('>') ? Infinity : second + 1000
  }
  const within = (issue: Issue): boolean => issue[field] >= span.low && issue[field] < span.high
  if (term.operator === '!=') return { test: (issue) => !within(issue) }
  return { test: within, [field]: span, exact: true }
}

function namedTerm(term: Term, field: string, context: CompileContext): Compiled {
  if (!['=', '!=', 'in', 'not in', 'is', 'is not'].includes(term.operator)) throw refuse(term)
  const known = context.knownNames(field)
  const wanted = new Set<string | undefined>()
  for (const operand of term.operands) {
    const value = operand.text.toLowerCase()
    if (operand.kind === 'empty' || (field === 'resolution' && value === 'unresolved')) wanted.add(undefined)
    else if (known.has(value)) wanted.add(value)
    else context.problems.push(`The value '${operand.text}' does not exist for the field '${field}'.`)
  }
  const idOf = (issue: Issue): string | undefined => (fieldOf(issue, field) as { id?: string } | null | undefined)?.id
  const matches = (issue: Issue): boolean =>
    wanted.has(nameOf(issue, field)?.toLowerCase()) || (idOf(issue) !== undefined && wanted.has(idOf(issue)))
  return { test: negative.has(term.operator) ? (issue) => !matches(issue) : matches }
}

function userTerm(term: Term, field: string, context: CompileContext): Compiled {
  if (!['=', '!=', 'in', 'not in', 'is', 'is not'].includes(term.operator)) throw refuse(term)
  const wanted = new Set<string | undefined>()
  for (const operand of term.operands) {
    if (operand.kind === 'empty') wanted.add(undefined)
    else if (operand.kind === 'function' && operand.text.toLowerCase() === 'currentuser') wanted.add(context.user?.name)
    else wanted.add(operand.text.toLowerCase())
  }
  const matches: Test = (issue) => wanted.has(nameOf(issue, field)?.toLowerCase())
  if (!negative.has(term.operator)) return { test: matches }
  // Jira leaves issues without a value out of a negative comparison.
  return { test: (issue) => !matches(issue) && (term.operator === 'is not' || nameOf(issue, field) !== undefined) }
}

function textTerm(term: Term): Compiled {
  if (term.operator !== '~' && term.operator !== '!~') throw refuse(term)
  const words = (term.operands[0]?.text ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const fields = term.field.toLowerCase() === 'text' ? ['summary', 'description'] : [term.field.toLowerCase()]
  const matches: Test = (issue) => {
    const text = fields
      .map((field) => String(fieldOf(issue, field) ?? ''))
      .join('\n')
      .toLowerCase()
    return words.every((word) => text.includes(word.replace(/\*$/, '')))
  }
  return { test: term.operator === '~' ? matches : (issue) => !matches(issue) }
}
