/** Percent-encoding and form parsing as RFC 5849 §3.6 and the servlet container do them. */

/** RFC 3986 unreserved characters stay, everything else becomes %XX in upper case. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

export type Pair = readonly [name: string, value: string]

/** Decodes %XX; a broken escape is left as it is. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Pairs of a query string or a form body; `+` is a space, a missing `=` an empty value. */
export function parseForm(encoded: string): Pair[] {
  if (encoded === '') return []
  return encoded
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const spaced = part.replaceAll('+', ' ')
      const equals = spaced.indexOf('=')
      if (equals < 0) return [percentDecode(spaced), '']
      return [percentDecode(spaced.slice(0, equals)), percentDecode(spaced.slice(equals + 1))]
    })
}

/** Parameters of an `Authorization: OAuth …` header without `realm`; undefined when it is another scheme. */
export function parseOAuthHeader(header: string | undefined): Pair[] | undefined {
  if (header === undefined || !/^OAuth(\s|$)/i.test(header)) return undefined
  const pairs: Pair[] = []
  for (const [, name, value] of header.slice(5).matchAll(/([^\s,="]+)\s*=\s*"([^"]*)"/g)) {
    if (name !== undefined && name.toLowerCase() !== 'realm')
      pairs.push([percentDecode(name), percentDecode(value ?? '')])
  }
  return pairs
}
