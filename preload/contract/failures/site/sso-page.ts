import type { FailureWords } from '../words.ts'

export const ssoPage: FailureWords = {
  title: 'A sign-in page answers instead of Jira',
  cause: 'A single sign-on gateway stands before Jira and answered in its place: {answer}.',
  remedy:
    'Ask whoever runs it to let /rest and /plugins/servlet/oauth through to Jira; a personal access token or OAuth then works.',
  retry: 'after-remedy',
  evidence:
    'A page in place of JSON (200 text/html) with sign-in fields or a SAML form, or a redirect to a sign-in path.',
  source: 'Public trackers: apache/devlake 8704, ankitpokhrel/jira-cli 1025, johannesjo/super-productivity 273'
}
