/** Faults of the search for issues. */
import { html, jiraErrors, withHeaders, type Exchange, type Reply } from '../exchange.ts'
import type { Fault } from './fault.ts'

/** Jira's own words while *Lock Jira and rebuild index* is at work (its administration action IndexAdmin). */
const reindexing =
  'JIRA is currently being reindexed. Depending on how large the database is, this may take a few minutes. ' +
  'Jira will automatically become available as soon as this task is complete.'

/** While locked, Jira's gatekeeper (Johnson) answers for everything: 503, Retry-After: 30 as for any mere warning. */
const lockedPage = `<!DOCTYPE html><html lang="en"><head><title>JIRA - Access Constraints</title>
<meta name="application-name" content="JIRA" data-name="jira"></head>
<body><h1>JIRA Access Constraints</h1><p>${reindexing}</p></body></html>`

const isSearch = ({ path }: Exchange): boolean => /^\/rest\/api\/(2|latest)\/search$/.test(path ?? '')

function rebuilding(exchange: Exchange, form: unknown): Reply | undefined {
  if (form === 'locked') return withHeaders(html(503, lockedPage), { 'retry-after': '30' })
  return isSearch(exchange) ? withHeaders(jiraErrors(503, [reindexing]), { 'retry-after': '30' }) : undefined
}

export const searchFaults: readonly Fault[] = [
  {
    name: 'small-pages',
    describe: 'jira.search.views.default.max is small (option max)',
    scope: 'all',
    options: { max: 50 }
  },
  {
    name: 'search-limit',
    describe: 'a search window as on 10.x, whatever the version (option rows): 500 beyond it',
    scope: 'all',
    options: { rows: 10000 }
  },
  {
    // Words: support.atlassian.com, "Handling JQL REST API searching exceeding max_result_window in Jira".
    name: 'search-window-exceeded',
    describe: 'every search is refused as reaching beyond the window of 10,000 rows, however few it asks for: 500',
    scope: 'search',
    instead: () =>
      jiraErrors(500, [
        'Search limit exceeded. The search request requests 10,100 results which exceeded the search platform limit of 10,000'
      ])
  },
  {
    // As recorded from Cloud in 2025 (CHANGE-2046); a self-hosted Jira that follows would answer alike.
    name: 'search-removed',
    describe: 'the search resource is gone for good: 410 with Atlassian’s advice to migrate',
    scope: 'search',
    instead: () =>
      jiraErrors(410, [
        'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046'
      ])
  },
  {
    // That a search alone is refused in these words (form=search) is inferred; that all is (form=locked) is Jira's code.
    name: 'index-rebuilding',
    describe: 'the index is being rebuilt: searches are answered 503; form=locked: everything is, with a page',
    scope: 'all',
    options: { form: 'search' },
    instead: (exchange, _world, options) => rebuilding(exchange, options['form'])
  }
]
