/** Where the app's code makes a failure, and with which parameters: read from the sources, for the catalogue's test. */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'

export const root = path.resolve(import.meta.dirname, '../../..')

export interface MadeAt {
  readonly code: string
  /** `main/jira/client.ts:141` */
  readonly at: string
  /** Names of the parameters; null where they cannot be read off: a variable, or something spread into them. */
  readonly params: ReadonlySet<string> | null
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit)
  else if (isNode(value)) {
    visit(value)
    for (const [key, child] of Object.entries(value)) if (key !== 'type') walk(child, visit)
  }
}

/** The strings an expression may stand for: a literal, or the two sides of `a ? 'b' : 'c'`. */
function stringsOf(node: unknown): string[] {
  if (!isNode(node)) return []
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']]
  if (node.type === 'ConditionalExpression') return [...stringsOf(node['consequent']), ...stringsOf(node['alternate'])]
  return []
}

function namesOf(node: unknown): ReadonlySet<string> | null {
  if (node === undefined) return new Set()
  if (!isNode(node) || node.type !== 'ObjectExpression') return null
  const properties = node['properties'] as Node[]
  if (properties.some((one) => one.type !== 'Property')) return null
  return new Set(properties.map((one) => String((one['key'] as Node)['name'] ?? (one['key'] as Node)['value'])))
}

/** Every `fail('code', …)` and `failure('code', …)` in `main/`. */
export function madeFailures(): MadeAt[] {
  const files = readdirSync(path.join(root, 'main'), { recursive: true, encoding: 'utf8' })
  return files
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) => {
      const file = path.posix.join('main', name.split(path.sep).join('/'))
      const source = readFileSync(path.join(root, file), 'utf8')
      const found: MadeAt[] = []
      walk(parseSync(file, source).program, (node) => {
        if (node.type !== 'CallExpression') return
        const callee = (node['callee'] as Node)['name']
        if (callee !== 'fail' && callee !== 'failure') return
        const [first, second] = node['arguments'] as Node[]
        const at = `${file}:${source.slice(0, node.start).split('\n').length}`
        for (const code of stringsOf(first)) found.push({ code, at, params: namesOf(second) })
      })
      return found
    })
}
