/** Where Jira's own pages begin in a path: what stands before is the context path. */

/** First segments that are Jira's whatever follows. */
const strong = new Set([
  'browse',
  'secure',
  'rest',
  'plugins',
  'servicedesk',
  'sr',
  'si',
  's',
  'images',
  'download',
  'charts',
  'activity',
  'wiki',
  'login.jsp',
  'logout.jsp',
  'default.jsp',
  'index.jsp',
  'rpc',
  'auth',
  'webwork',
  'styles',
  'includes',
  'tickets',
  'monitoring'
])

/** First segments that are Jira's unless one of the above follows: a context path may well be called `/issues`. */
const weak = new Set([
  'projects',
  'project',
  'issues',
  'software',
  'core',
  'people',
  'boards',
  'dashboards',
  'dashboard',
  'filters',
  'your-work',
  'plans',
  'login',
  'logout',
  'signin',
  'sso',
  'index.html'
])

const issueKey = /^[a-z][a-z0-9_]+-\d+$/i
const page = /\.(?:jspa?|html?|action|aspx|php)$/i

const plain = (segment: string): string => {
  try {
    return decodeURIComponent(segment).toLowerCase()
  } catch {
    return segment.toLowerCase()
  }
}

export const isStrongUiSegment = (segment: string): boolean => {
  const name = plain(segment)
  return strong.has(name) || page.test(name)
}

export const isWeakUiSegment = (segment: string): boolean => weak.has(plain(segment)) || issueKey.test(plain(segment))

/**
 * The context path of an address of any Jira page, as segments: `/jira/browse/ABC-1` → `['jira']`.
 * `;jsessionid=…` and empty segments are dropped.
 */
export function contextSegments(pathname: string): string[] {
  const segments = pathname
    .split('/')
    .map((segment) => segment.split(';', 1)[0] ?? '')
    .filter((segment) => segment !== '' && !/^(?:\.|%2e){1,2}$/i.test(segment))
  const at = segments.findIndex(isStrongUiSegment)
  const end = at >= 0 ? at : segments.findIndex(isWeakUiSegment)
  return end < 0 ? segments : segments.slice(0, end)
}
