import type { FailureWords } from '../words.ts'

export const basicDisabled: FailureWords = {
  title: 'This Jira does not allow login and password for apps',
  cause: 'Basic authentication is switched off at {host} (the default since Jira 11).',
  remedy:
    'Sign in another way – with a personal access token or OAuth –, or ask a Jira administrator to allow it under System → Authentication methods.',
  retry: 'after-remedy',
  evidence: '403 with “Basic Authentication has been disabled on this instance.”, whatever the password.',
  source: 'Atlassian: Disabling basic authentication'
}
