/** Tokens to a tree: clauses with AND, OR, NOT and parentheses, and the ORDER BY terms. */
import { JqlError, position, tokenize, type Token } from './tokens.ts'

export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=' | '~' | '!~' | 'in' | 'not in' | 'is' | 'is not'

export interface Operand {
  readonly kind: 'text' | 'quoted' | 'empty' | 'function'
  readonly text: string
}

export interface Term {
  readonly kind: 'term'
  /** As written; compare in lower case. */
  readonly field: string
  readonly operator: Operator
  readonly operands: readonly Operand[]
}

export type Clause =
  | Term
  | { readonly kind: 'and' | 'or'; readonly clauses: readonly Clause[] }
  | { readonly kind: 'not'; readonly clause: Clause }

export interface OrderTerm {
  readonly field: string
  readonly descending: boolean
}

export interface Query {
  readonly where: Clause | undefined
  readonly order: readonly OrderTerm[]
}

const operatorList =
  "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'."
const comparisons = new Set(['=', '!=', '<', '>', '<=', '>=', '~', '!~'])

/** Throws JqlError with Jira's wording. */
export function parseJql(jql: string): Query {
  return new Parser(tokenize(jql)).query()
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  query(): Query {
    const where = this.#at < this.#tokens.length && !this.#isWord('order') ? this.#or() : undefined
    const order = this.#isWord('order') ? this.#order() : []
    const rest = this.#peek()
    if (rest !== undefined) {
      throw new JqlError(
        `Error in the JQL Query: Expecting either 'OR' or 'AND' but got '${rest.text}'. ${position(rest)}`
      )
    }
    return { where, order }
  }

  #or(): Clause {
    const clauses = [this.#and()]
    while (this.#isWord('or') || this.#isOperator('||')) {
      this.#at++
      clauses.push(this.#and())
    }
    return clauses.length === 1 ? (clauses[0] as Clause) : { kind: 'or', clauses }
  }

  #and(): Clause {
    const clauses = [this.#not()]
    while (this.#isWord('and') || this.#isOperator('&&')) {
      this.#at++
      clauses.push(this.#not())
    }
    return clauses.length === 1 ? (clauses[0] as Clause) : { kind: 'and', clauses }
  }

  #not(): Clause {
    if (this.#isWord('not') || this.#isOperator('!')) {
      this.#at++
      return { kind: 'not', clause: this.#not() }
    }
    if (this.#peek()?.kind === 'open') {
      this.#at++
      const inner = this.#or()
      this.#expect('close', ')')
      return inner
    }
    return this.#term()
  }

  #term(): Term {
    const field = this.#next('a field name')
    if (field.kind !== 'word' && field.kind !== 'string') {
      throw new JqlError(`Error in the JQL Query: Expecting a field name but got '${field.text}'. ${position(field)}`)
    }
    const operator = this.#operator()
    if (operator === 'in' || operator === 'not in') {
      if (this.#peek()?.kind !== 'open')
        return { kind: 'term', field: field.text, operator, operands: [this.#operand()] }
      return { kind: 'term', field: field.text, operator, operands: this.#list() }
    }
    return { kind: 'term', field: field.text, operator, operands: [this.#operand()] }
  }

  #operator(): Operator {
    const token = this.#next('operator', `Expecting operator before the end of the query. ${operatorList}`)
    const word = token.kind === 'word' ? token.text.toLowerCase() : ''
    if (token.kind === 'operator' && comparisons.has(token.text)) return token.text as Operator
    if (word === 'in') return 'in'
    if (word === 'not' && this.#isWord('in')) {
      this.#at++
      return 'not in'
    }
    if (word === 'is') {
      if (!this.#isWord('not')) return 'is'
      this.#at++
      return 'is not'
    }
    throw new JqlError(
      `Error in the JQL Query: Expecting operator but got '${token.text}'. ${operatorList} ${position(token)}`
    )
  }

  #list(): Operand[] {
    this.#expect('open', '(')
    const operands = [this.#operand()]
    while (this.#peek()?.kind === 'comma') {
      this.#at++
      operands.push(this.#operand())
    }
    this.#expect('close', ')')
    return operands
  }

  #operand(): Operand {
    const token = this.#next('a value')
    if (token.kind === 'string') return { kind: 'quoted', text: token.text }
    if (token.kind !== 'word') {
      throw new JqlError(
        `Error in the JQL Query: Expecting either a value, list or function but got '${token.text}'. ` +
          `You must surround '${token.text}' in quotation marks to use it as a value. ${position(token)}`
      )
    }
    if (this.#peek()?.kind === 'open') {
      this.#at++
      while (this.#peek() !== undefined && this.#peek()?.kind !== 'close') this.#at++
      this.#expect('close', ')')
      return { kind: 'function', text: token.text }
    }
    if (/^(empty|null)$/i.test(token.text)) return { kind: 'empty', text: token.text }
    if (/^(and|or|not|order|by|in|is)$/i.test(token.text)) {
      throw new JqlError(
        `Error in the JQL Query: '${token.text}' is a reserved JQL word. You must surround it in quotation marks to ` +
          `use it in a query. ${position(token)}`
      )
    }
    return { kind: 'text', text: token.text }
  }

  #order(): OrderTerm[] {
    this.#at++
    if (!this.#isWord('by')) {
      const token = this.#peek()
      throw new JqlError(
        token === undefined
          ? "Error in the JQL Query: Expecting 'by' before the end of the query."
          : `Error in the JQL Query: Expecting 'by' but got '${token.text}'. ${position(token)}`
      )
    }
    const terms: OrderTerm[] = []
    do {
      this.#at++
      const field = this.#next('a field name')
      const descending = this.#isWord('desc')
      if (descending || this.#isWord('asc')) this.#at++
      terms.push({ field: field.text, descending })
    } while (this.#peek()?.kind === 'comma')
    return terms
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #isWord(word: string): boolean {
    const token = this.#peek()
    return token?.kind === 'word' && token.text.toLowerCase() === word
  }

  #isOperator(text: string): boolean {
    const token = this.#peek()
    return token?.kind === 'operator' && token.text === text
  }

  #next(what: string, atEnd?: string): Token {
    const token = this.#tokens[this.#at++]
    if (token === undefined) {
      throw new JqlError(`Error in the JQL Query: ${atEnd ?? `Expecting ${what} before the end of the query.`}`)
    }
    return token
  }

  #expect(kind: Token['kind'], text: string): void {
    const token = this.#next(`'${text}'`)
    if (token.kind === kind) return
    throw new JqlError(`Error in the JQL Query: Expecting '${text}' but got '${token.text}'. ${position(token)}`)
  }
}
