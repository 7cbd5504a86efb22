/** Checks a request to REST v3 and its answer against Atlassian's description. */
import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

type Json = Record<string, unknown>

interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path' | 'header'
  readonly required?: boolean
  readonly schema: Json
}

type Content = Readonly<Record<string, { readonly schema?: Json }>>

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Json }
}

const description = JSON.parse(
  readFileSync(new URL('./jira-cloud-v3.excerpt.json', import.meta.url), 'utf8')
) as Description

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false })
addFormats.default(ajv)
ajv.addSchema({ $id: 'description', components: description.components })

const compiled = new Map<string, ValidateFunction>()

function problemsOf(schema: Json, value: unknown, where: string): string[] {
  const text = JSON.stringify(schema)
  let validate = compiled.get(text)
  if (validate === undefined) {
    validate = ajv.compile(JSON.parse(text.replaceAll('"#/components/', '"description#/components/')) as Json)
    compiled.set(text, validate)
  }
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${where}${wording(error)}`)
}

function wording({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`
}

function named(name: string): Json {
  return { $ref: `#/components/schemas/${name}` }
}

/** Answers that any operation may give, whether its description says so or not. */
const everywhere = new Set([400, 401, 403, 404, 405, 429, 500, 503])

/**
 * What does not agree, as readable lines; none when all is well. `path`: `/rest/api/3/…`, without context or gateway
 * prefix. `query`: raw. `body`: undefined for none. `answer`: parsed JSON, undefined for anything else.
 */
export function validateExchange(
  method: string,
  path: string,
  query: string,
  body: unknown,
  status: number,
  answer: unknown
): string[] {
  const found = operationFor(method.toLowerCase(), path)
  const name = `${method} ${path}`
  if (found === undefined) return status === 410 ? [] : [`${name}: no such operation`]
  return [
    ...queryProblems(found, new URLSearchParams(query), `${name} query`),
    ...bodyProblems(found, body, `${name} body`),
    ...answerProblems(found, status, answer, `${name} → ${status}`)
  ]
}

/** A path without parameters goes before one with. */
function operationFor(method: string, path: string): Operation | undefined {
  const templates = Object.keys(description.paths).sort((a, b) => a.split('{').length - b.split('{').length)
  for (const template of templates) {
    const pattern = new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`)
    const operation = description.paths[template]?.[method]
    if (pattern.test(path) && operation !== undefined) return operation
  }
  return undefined
}

function queryProblems(operation: Operation, query: URLSearchParams, where: string): string[] {
  const known = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')
  const unknown = [...new Set(query.keys())].filter((name) => !known.some((parameter) => parameter.name === name))
  const problems = unknown.map((name) => `${where}: unknown parameter ${name}`)
  for (const parameter of known) {
    const values = query.getAll(parameter.name)
    if (values.length === 0) {
      if (parameter.required === true) problems.push(`${where}: ${parameter.name} is missing`)
      continue
    }
    const value = typed(parameter.schema, values)
    problems.push(...problemsOf(parameter.schema, value, `${where} ${parameter.name}`))
  }
  return problems
}

/** Query text to what the schema speaks of; text that is no number stays text and is found out. */
function typed(schema: Json, values: readonly string[]): unknown {
  const items = schema['items'] as Json | undefined
  if (schema['type'] === 'array' && items !== undefined) {
    return values.flatMap((value) => value.split(',')).map((value) => typed(items, [value]))
  }
  const value = values[0] ?? ''
  if (schema['type'] === 'integer') return /^-?\d+$/.test(value) ? Number(value) : value
  if (schema['type'] === 'boolean') return value === 'true' ? true : value === 'false' ? false : value
  return values.length > 1 ? values : value
}

function bodyProblems(operation: Operation, body: unknown, where: string): string[] {
  const schema = operation.requestBody?.content['application/json']?.schema
  if (schema === undefined) return body === undefined ? [] : [`${where}: none is described`]
  return body === undefined ? [`${where}: is missing, or no JSON`] : problemsOf(schema, body, where)
}

function answerProblems(operation: Operation, status: number, answer: unknown, where: string): string[] {
  const response = operation.responses[String(status)]
  if (response === undefined) return everywhere.has(status) ? [] : [`${where}: no such answer is described`]
  const schema = response.content?.['application/json']?.schema
  if (schema === undefined) return []
  if (answer === undefined) return [`${where}: no JSON`]
  return [...problemsOf(schema, answer, where), ...issueProblems(answer, where)]
}

const fieldSchemas: Readonly<Record<string, Json>> = {
  assignee: named('UserDetails'),
  reporter: named('UserDetails'),
  creator: named('UserDetails'),
  status: named('StatusDetails'),
  issuetype: named('IssueTypeDetails'),
  project: named('ProjectDetails'),
  created: { type: 'string', format: 'date-time' },
  updated: { type: 'string', format: 'date-time' },
  description: { type: 'object', required: ['type', 'version', 'content'], properties: { type: { const: 'doc' } } }
}

/** A closer look at the fields of one issue or of a page of them. */
function issueProblems(answer: unknown, where: string): string[] {
  const { issues, fields } = answer as { issues?: readonly { fields?: Json }[]; fields?: Json }
  const all = issues === undefined ? [fields] : issues.map((issue) => issue.fields)
  return all.flatMap((one) =>
    Object.entries(fieldSchemas).flatMap(([name, schema]) => {
      const value = one?.[name]
      return value === undefined || value === null ? [] : problemsOf(schema, value, `${where} fields.${name}`)
    })
  )
}
