/**
 * Reads the values of rate-limit headers, each as wrong as it may be: a value that makes no sense is null, never NaN,
 * never negative. `Retry-After`: RFC 9110 §10.2.3; `RateLimit`: draft-ietf-httpapi-ratelimit-headers.
 */

/** A whole or decimal number of the header; where a gateway added a second one (`5, 10`), the larger. */
export function readNumber(value: string | undefined): number | null {
  const parts = (value ?? '').split(',').map((part) => part.trim())
  if (!parts.every((part) => /^\d+(\.\d+)?$/.test(part))) return null
  const largest = Math.max(...parts.map(Number))
  return Number.isFinite(largest) ? largest : null
}

/** Weekday first, as in all three forms of an HTTP date. Other text is not given to `Date.parse`, which takes `-5`. */
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /

/** @returns ms since 1970. A date without a zone is in UTC, as HTTP has it. */
export function readHttpDate(value: string | undefined): number | null {
  if (value === undefined || !httpDate.test(value)) return null
  return finite(Date.parse(/(GMT|UTC|[+-]\d{4})$/.test(value) ? value : `${value} GMT`))
}

/** Cloud's `X-RateLimit-Reset`, which may come without seconds: `2026-11-25T04:00Z`. @returns ms since 1970. */
export function readIsoDate(value: string | undefined): number | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?$/.exec(value ?? '')
  return parts ? finite(Date.parse(`${parts[1]}${parts[2] ?? 'Z'}`)) : null
}

const finite = (ms: number): number | null => (Number.isFinite(ms) ? ms : null)

/** One policy's state in a structured `RateLimit` header. */
export interface PolicyState {
  /** `global-app-quota`, `tenant-app-quota`, `jira-burst-based`, … */
  readonly policy: string
  /** What is left. Cloud leaves it out while more than a fifth is: null. */
  readonly remaining: number | null
  /** Seconds until it is full again. */
  readonly resetSeconds: number | null
}

/** More than Jira would ever send; the rest of a longer header is not read. */
const longestHeader = 1_000

/** `"global-app-quota";r=0;t=50,"jira-burst-based";r=90;t=1` */
export const readPolicies = (value: string | undefined): PolicyState[] =>
  (value ?? '')
    .slice(0, longestHeader)
    .split(',')
    .flatMap((item) => {
      const [name, ...parameters] = item.split(';').map((part) => part.trim())
      const policy = /^"([\w.-]{1,60})"$/.exec(name ?? '')?.[1]
      if (policy === undefined) return []
      const parameter = (key: string): number | null =>
        readNumber(parameters.find((one) => one.startsWith(`${key}=`))?.slice(key.length + 1))
      return [{ policy, remaining: parameter('r'), resetSeconds: parameter('t') }]
    })
