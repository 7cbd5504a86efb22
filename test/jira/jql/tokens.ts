/** Splits JQL into tokens, as Jira's own lexer does for the part of the language that is served here. */
export type TokenKind = 'word' | 'string' | 'operator' | 'open' | 'close' | 'comma'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  /** 1-based, for Jira's error messages. */
  readonly line: number
  readonly column: number
}

/** A fault in the query; `message` is what Jira puts into `errorMessages`. */
export class JqlError extends Error {}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
  ' ': ' '
}
const reserved = new Set(['{', '}', '*', '/', '%', '+', '^', '$', '#', '@', ';', '?', '|', '[', ']', '`'])

export function position(token: { readonly line: number; readonly column: number }): string {
  return `(line ${token.line}, character ${token.column})`
}

export function tokenize(jql: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  let lineStart = 0
  while (at < jql.length) {
    const char = jql[at] as string
    const place = { line, column: at - lineStart + 1 }
    if (char === '\n') {
      line++
      lineStart = ++at
    } else if (/\s/.test(char)) at++
    else if (char === '(' || char === ')' || char === ',') {
      tokens.push({ kind: char === '(' ? 'open' : char === ')' ? 'close' : 'comma', text: char, ...place })
      at++
    } else if (char === '"' || char === "'") {
      const quoted = readQuoted(jql, at, place)
      tokens.push({ kind: 'string', text: quoted.text, ...place })
      at = quoted.end
    } else if ('=!<>~&|'.includes(char)) {
      const text = /^(?:!=|!~|<=|>=|&&|\|\||[=<>~!&|])/.exec(jql.slice(at, at + 2))?.[0] ?? char
      if (text === '|') throw reservedCharacter(text, place)
      tokens.push({ kind: 'operator', text, ...place })
      at += text.length
    } else if (reserved.has(char)) {
      throw reservedCharacter(char, place)
    } else {
      const word = readWord(jql, at)
      tokens.push({ kind: 'word', text: word.text, ...place })
      at = word.end
    }
  }
  return tokens
}

function readQuoted(
  jql: string,
  start: number,
  place: { line: number; column: number }
): { text: string; end: number } {
  const quote = jql[start]
  let text = ''
  for (let at = start + 1; at < jql.length; at++) {
    const char = jql[at] as string
    if (char === quote) return { text, end: at + 1 }
    if (char !== '\\') {
      text += char
      continue
    }
    const next = jql[++at] ?? ''
    if (next === 'u') {
      text += String.fromCharCode(Number.parseInt(jql.slice(at + 1, at + 5), 16))
      at += 4
    } else if (escapes[next] === undefined) {
      throw new JqlError(
        `Error in the JQL Query: '\\${next}' is an illegal JQL escape sequence. The valid escape sequences are ` +
          `\\', \\", \\t, \\n, \\r, \\\\, '\\ ' and \\uXXXX. ${position(place)}`
      )
    } else text += escapes[next]
  }
  throw new JqlError(
    `Error in the JQL Query: The quoted string '${jql.slice(start + 1)}' has not been completed. ${position(place)}`
  )
}

function readWord(jql: string, start: number): { text: string; end: number } {
  let end = start
  while (end < jql.length && !/[\s(),"'=!<>~&|]/.test(jql[end] as string)) {
    if (reserved.has(jql[end] as string)) break
    end++
  }
  return { text: jql.slice(start, end), end }
}

function reservedCharacter(char: string, place: { line: number; column: number }): JqlError {
  return new JqlError(
    `Error in the JQL Query: The character '${char}' is a reserved JQL character. You must enclose it in a string or ` +
      `use the escape '\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}' instead. ${position(place)}`
  )
}
