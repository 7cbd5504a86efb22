import type { FailureWords } from './words.ts'

export const jiraFailures = {
  'jira-forbidden': {
    title: 'Jira does not allow this for {user}',
    cause: '{host} answered 403 for {what}.',
    remedy: 'Ask a Jira administrator to grant the permission. The sign-in itself is fine.',
    retry: 'after-remedy',
    source: 'RFC 9110 §15.5.4'
  },
  'project-not-visible': {
    title: 'The Jira project {project} cannot be seen any more',
    cause: 'It was deleted or archived, or {user} has lost “Browse Projects” there.',
    remedy: 'Ask a Jira administrator for “Browse Projects” in {project}. Tasks already here stay as they are.',
    retry: 'after-remedy',
    source: 'JQL: The value does not exist for the field project'
  },
  'jql-refused': {
    title: 'Jira did not accept the search',
    cause: '{detail}',
    remedy: 'Report this: AtTrack asked something this Jira does not understand.',
    retry: 'never',
    source: 'POST /rest/api/2/search, 400'
  },
  'search-limit': {
    title: 'Jira lists no more than {limit} results of one search',
    cause:
      '{host} refused the search: it reaches past the limit that its search platform has. Thousands of issues were created in one minute there, and one search has to list them all.',
    remedy:
      'Ask a Jira administrator whether the limit (max_result_window) can be raised. What is here stays as it is.',
    retry: 'after-remedy',
    source: 'Handling JQL and REST API searching exceeding max_result_window in Jira, Atlassian'
  },
  'rate-limited': {
    title: 'Jira asks us to slow down',
    cause: '{host} limits how much may be asked of it; the next try may be in {seconds} seconds.',
    remedy: 'Nothing to do: AtTrack waits and goes on by itself.',
    retry: 'later',
    source: 'Adjusting your code for rate limiting, Atlassian'
  },
  'xsrf-refused': {
    title: 'Jira took the request for a forged one',
    cause: '{host} answered “XSRF check failed”.',
    remedy: 'Ask whether a proxy before Jira changes the Origin or User-Agent header; otherwise report it.',
    retry: 'after-remedy',
    source: 'XSRF check failed, Atlassian'
  },
  'reply-not-understood': {
    title: 'Jira’s reply could not be read',
    cause: '{host} answered {what} with something else than expected: {detail}.',
    remedy: 'Try again. If it comes back, a proxy may be changing replies; report it with this text.',
    retry: 'later',
    source: 'our own schemas'
  },
  'jira-error': {
    title: 'Jira reports an error of its own',
    cause: '{host} answered {status} for {what}{detail}.',
    remedy: 'Try again later; if it comes back, ask a Jira administrator to look into Jira’s log.',
    retry: 'later',
    source: 'RFC 9110 §15.6'
  },
  'issues-disappeared': {
    title: '{count} tasks would disappear at once',
    cause:
      'Jira no longer lists {count} of {total} issues of {project}. That many at once is more often a lost permission than a deletion.',
    remedy: 'Check in Jira whether they are really gone. AtTrack keeps them and checks again with the next sync.',
    retry: 'later',
    source: 'our rule: nothing is archived in bulk without proof'
  }
} as const satisfies Record<string, FailureWords>
