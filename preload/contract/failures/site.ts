import type { FailureWords } from './words.ts'

export const siteFailures = {
  'address-invalid': {
    title: 'This is not an address AtTrack can use',
    cause: '{problem}',
    remedy: 'Paste the address of any page of your Jira, for example https://jira.example.com/jira.',
    retry: 'after-remedy',
    source: 'WHATWG URL standard'
  },
  'not-jira': {
    title: 'There is no Jira at {address}',
    cause: 'What answered there: {answer}.',
    remedy:
      'Open Jira in your browser and paste the address of a page you see there, including anything after the host name.',
    retry: 'after-remedy',
    source: 'GET /rest/api/2/serverInfo'
  },
  'other-product': {
    title: 'This is {product}, not Jira',
    cause: 'The server at {address} says it is {product}.',
    remedy: 'Ask for the address of Jira itself; it often differs only in the first word or in the path.',
    retry: 'after-remedy',
    source: 'page title and application-name of Atlassian products'
  },
  'is-cloud': {
    title: 'This is Jira Cloud',
    cause: '{host} is a Jira Cloud site; the Server version is for a Jira your company runs itself.',
    remedy: 'Go back and choose “Log in to Jira” under Cloud version.',
    retry: 'never',
    source: 'serverInfo.deploymentType'
  },
  'sso-page': {
    title: 'A sign-in page answers instead of Jira',
    cause: 'A single sign-on gateway stands before Jira and answered with a page ({answer}).',
    remedy:
      'Ask whoever runs it to let /rest and /plugins/servlet/oauth through to Jira; a personal access token or OAuth then works.',
    retry: 'after-remedy',
    source: 'failures seen in public trackers: 200 text/html in place of JSON'
  },
  'redirected-elsewhere': {
    title: '{host} sends us to {target}',
    cause: 'The address redirects to another server. AtTrack does not follow there with your sign-in.',
    remedy: 'If {target} is your Jira, enter that address. If it is a sign-in page, ask for /rest to be let through.',
    retry: 'after-remedy',
    source: 'RFC 9110 §15.4'
  },
  'site-unavailable': {
    title: 'Jira is not ready',
    cause: '{host} answered {status}: starting, being maintained, or overloaded.',
    remedy: 'Wait a little and try again.',
    retry: 'later',
    source: 'RFC 9110 §15.6.4'
  }
} as const satisfies Record<string, FailureWords>
