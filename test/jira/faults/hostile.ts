/**
 * A Jira that means harm, or what stands before it: replies no Jira would give, made to hang a client, to fill it, to
 * lead it elsewhere with its credentials, or to get something executed.
 */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { html, json, withHeaders, type Exchange, type Reply } from '../exchange.ts'
import type { Fault } from './fault.ts'

type Json = Record<string, unknown>

interface Page {
  startAt: number
  maxResults: number
  total: number
  issues: { id: unknown; key: unknown; fields: Json }[]
}

/** Changes the pages of a search; other replies, and bare counts when `counts` is not set, stay. */
function onPages(reply: Reply, edit: (page: Page) => void, counts = false): Reply {
  if (reply.status !== 200) return reply
  const page = JSON.parse(String(reply.body)) as Page
  if (!counts && page.maxResults === 0) return reply
  edit(page)
  return { ...reply, body: JSON.stringify(page) }
}

/** An issue that nobody made, of the project that is searched. All are of one minute: no slice can be anchored at them. */
function inventedIssue(number: number, exchange: Exchange): Page['issues'][number] {
  const time = '2026-01-02T03:04:05.000+0000'
  return {
    id: String(9_000_000 + number),
    key: `MOD-${9_000_000 + number}`,
    fields: {
      summary: `Invented ${number}`,
      created: time,
      updated: time,
      project: { id: /project = (\d+)/.exec(exchange.query.get('jql') ?? '')?.[1] ?? '0', key: 'MOD' }
    }
  }
}

/** The last issues of a page, where a search for changes has the latest ones, each with one of the values. */
function lastOf<T>(page: Page, values: readonly T[], edit: (issue: Page['issues'][number], value: T) => void): void {
  const issues = page.issues.slice(-values.length)
  issues.forEach((issue, at) => edit(issue, values[at] as T))
}

const oddIds: readonly unknown[] = [-5, '-5', 1e300, '99999999999999999999', '0x10', 1.5, true, null, ['1'], '１２', '']

const oddDates: readonly string[] = [
  '9999-12-31T23:59:59.999+0000',
  '0000-01-01T00:00:00.000+0000',
  '+275760-09-13T00:00:00.000+0000',
  '2026-13-45T25:61:61.000+0000',
  '2026-01-01T00:00:00.000+9999'
]

/** At every level where an object belongs, once as the first of two members of one name. */
const poisonOf = (text: string): string =>
  text
    .replaceAll('"fields":{', '"fields":{"summary":"first of two","__proto__":{"summary":"polluted","polluted":true},')
    .replaceAll('"project":{', '"project":{"__proto__":{"id":"1"},"constructor":{"prototype":{"polluted":true}},')
    .replace('{', '{"issues":"first of two","__proto__":{"total":0,"polluted":true},"constructor":7,')

const nested = (depth: number): string =>
  '{"type":"doc","version":1,"content":[' +
  '{"type":"blockquote","content":['.repeat(depth) +
  '{"type":"paragraph","content":[{"type":"text","text":"deep down"}]}' +
  ']}'.repeat(depth) +
  ']}'

/** What runs where text is taken for a page, and letters that turn a name around. */
const harm = '<script>window.canary=1</script><img src=x onerror="window.canary=1">\u202egnp.exe\u200b'

export const hostileFaults: readonly Fault[] = [
  {
    name: 'endless-search',
    describe: 'every page of a search says that more follows: the same issues (fresh=false), or ever new ones',
    scope: 'search',
    options: { fresh: true, rows: 1000 },
    change: (reply, exchange, _world, { fresh, rows }) =>
      onPages(reply, (page) => {
        const from = fresh === true ? page.startAt : 0
        page.issues = Array.from({ length: Number(rows) }, (_, at) => inventedIssue(from + at, exchange))
        page.maxResults = page.issues.length
        page.total = page.startAt + page.issues.length + 1_000
      })
  },
  {
    name: 'lying-total',
    describe: 'a search counts wrongly (option total); with drift=… its total changes with each page, too',
    scope: 'search',
    options: { total: 0, drift: 0 },
    change: (reply, _exchange, _world, { total, drift }) =>
      onPages(reply, (page) => (page.total = Number(total) + page.startAt * Number(drift)), true)
  },
  {
    name: 'foreign-issues',
    describe: 'a search brings issues of another project among the others',
    scope: 'search',
    change: (reply) =>
      onPages(reply, (page) => {
        for (const issue of page.issues.slice(-3)) issue.fields['project'] = { id: '99999', key: 'OTHER' }
      })
  },
  {
    name: 'odd-ids',
    describe: 'the last issues of a page have ids that are no numbers, negative, or beyond all bounds',
    scope: 'search',
    change: (reply) => onPages(reply, (page) => lastOf(page, oddIds, (issue, id) => (issue.id = id)))
  },
  {
    name: 'odd-dates',
    describe: 'the last issues of a page were changed in the year 9999, 0, 275760 or on no day at all',
    scope: 'search',
    change: (reply) =>
      onPages(reply, (page) => lastOf(page, oddDates, (issue, date) => (issue.fields['updated'] = date)))
  },
  {
    name: 'crowded-page',
    describe: 'a page of a search is full of things that are nothing (option count)',
    scope: 'search',
    options: { count: 1_000_000, of: '{}' },
    change: (reply, _exchange, _world, { count, of }) => ({
      ...reply,
      body: `{"startAt":0,"maxResults":1000,"total":${String(count)},"issues":[${`${String(of)},`.repeat(Number(count) - 1)}${String(of)}]}`
    })
  },
  {
    name: 'poisoned-json',
    describe: 'members called __proto__ and constructor, and two of one name, in the replies to a search',
    scope: 'search',
    change: (reply) => (reply.status === 200 ? { ...reply, body: poisonOf(String(reply.body)) } : reply)
  },
  {
    name: 'deep-description',
    describe: 'the last issue of a page has a description nested as deep as nothing is (option depth)',
    scope: 'search',
    options: { depth: 50_000 },
    change(reply, _exchange, _world, { depth }) {
      const marked = onPages(reply, (page) =>
        lastOf(page, ['@nested@'], (issue, mark) => (issue.fields['description'] = mark))
      )
      return { ...marked, body: String(marked.body).replace('"@nested@"', nested(Number(depth))) }
    }
  },
  {
    name: 'compression-bomb',
    describe: 'a few bytes that unpack to gigabytes of blanks (options coding: br or gzip, mb)',
    scope: 'rest',
    options: { coding: 'br', mb: 256 },
    change(reply, _exchange, _world, { coding, mb }) {
      const blanks = Buffer.alloc(Number(mb) * 1024 * 1024, ' ')
      const body =
        coding === 'br'
          ? brotliCompressSync(blanks, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
          : gzipSync(blanks)
      return { ...withHeaders(reply, { 'content-encoding': String(coding) }), body }
    }
  },
  {
    name: 'many-headers',
    describe: 'a reply with thousands of headers (option count)',
    scope: 'rest',
    options: { count: 10_000 },
    change: (reply, _exchange, _world, { count }) =>
      withHeaders(reply, Object.fromEntries(Array.from({ length: Number(count) }, (_, at) => [`x-padding-${at}`, 'y'])))
  },
  {
    name: 'leading-headers',
    describe: 'headers that would lead a browser to another host (option to), beside a good reply',
    scope: 'rest',
    options: { to: 'http://127.0.0.1:9' },
    change(reply, _exchange, _world, { to }) {
      const away = String(to)
      return withHeaders(reply, {
        refresh: `0;url=${away}/refresh`,
        location: `${away}/location`,
        link: `<${away}/style.css>; rel=preload; as=style, <${away}>; rel=preconnect`,
        'content-location': `${away}/content`,
        'alt-svc': `http/1.1="${new URL(away).host}"; ma=86400`,
        'report-to': `{"group":"g","max_age":86400,"endpoints":[{"url":"${away}/report"}]}`,
        nel: '{"report_to":"g","max_age":86400,"success_fraction":1}',
        server: '<script>window.canary=1</script>'
      })
    }
  },
  {
    name: 'redirect-away',
    describe: 'everything is redirected (options status, and to: another origin; to itself without)',
    scope: 'rest',
    options: { status: 302, to: '' },
    change: (_reply, exchange, _world, { status, to }) => ({
      status: Number(status),
      headers: { location: `${String(to) || exchange.origin}${exchange.rawPath}${to === '' ? '?again' : ''}` },
      body: ''
    })
  },
  {
    name: 'retry-for-years',
    describe: '429 with a Retry-After of years (option after: seconds or a date)',
    scope: 'rest',
    options: { after: '99999999999999' },
    change: (_reply, _exchange, _world, { after }) =>
      withHeaders(json(429, { message: 'Rate limit exceeded.' }), { 'retry-after': String(after) })
  },
  {
    name: 'hostile-error',
    describe:
      'errors whose words are markup and turn the direction of text (options status, and page: a page of its own)',
    scope: 'rest',
    options: { status: 500, page: false },
    change: (_reply, _exchange, _world, { status, page }) =>
      page === true
        ? html(Number(status), `<html><head><title>${harm}</title></head><body>${harm}</body></html>`)
        : json(Number(status), { errorMessages: [harm.repeat(3), 'x'.repeat(10_000)], errors: { [harm]: harm } })
  }
]
