/** Reads the parameters of one scheme out of a `WWW-Authenticate` header, RFC 9110 §11.6.1, forgiving what servers get wrong. */

const maxHeader = 16_384

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** One `name=value`, `name="value"`, or a bare word (a scheme's name). Sticky, so that reading stays linear. */
const item = /[\s,]*([^\s,="]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s,"]*)))?/suy

/**
 * @param header one header, or several joined by commas: `Basic realm="x", OAuth realm="y", oauth_problem="z"`.
 * @param scheme in lower case. Its parameters may be quoted or not, percent-encoded (RFC 5849 §3.5.1) or not.
 * @returns names in lower case; the first of a repeated name counts.
 */
export function parseAuthenticateHeader(header: string, scheme: string): Map<string, string> {
  const found = new Map<string, string>()
  const text = header.slice(0, maxHeader)
  let inScheme = false
  item.lastIndex = 0
  for (let at = 0; at < text.length; at = item.lastIndex) {
    item.lastIndex = at
    const match = item.exec(text)
    if (match === null) {
      item.lastIndex = at + 1
      continue
    }
    const [, name = '', quoted, bare] = match
    if (quoted === undefined && bare === undefined) inScheme = name.toLowerCase() === scheme
    else if (inScheme) {
      const key = decoded(name).toLowerCase()
      if (!found.has(key))
        found.set(key, decoded(quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/gsu, '$1')))
    }
  }
  return found
}
