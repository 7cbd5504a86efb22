import type { FailureWords } from './words.ts'

export const signInFailures = {
  'password-wrong': {
    title: 'Jira did not accept this login and password',
    cause: '{host} refused them (401).',
    remedy:
      'Use the username, not the e-mail address, and try once more with care: after a few wrong tries Jira asks for a CAPTCHA.',
    retry: 'after-remedy',
    source: 'X-Seraph-LoginReason: AUTHENTICATED_FAILED'
  },
  'captcha-required': {
    title: 'Jira wants a CAPTCHA first',
    cause:
      'After several wrong passwords {host} refuses every password, right or wrong, until someone signs in on its web page.',
    remedy: 'Open Jira in your browser, sign in there once (it shows the CAPTCHA), then come back and try once.',
    retry: 'after-remedy',
    source: 'X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE'
  },
  'basic-disabled': {
    title: 'This Jira does not allow login and password for apps',
    cause: 'Basic authentication is switched off at {host} (the default since Jira 11).',
    remedy:
      'Sign in another way – with a personal access token or OAuth –, or ask a Jira administrator to allow it under System → Authentication methods.',
    retry: 'after-remedy',
    source: 'Disabling basic authentication, Atlassian Support'
  },
  'anonymous-reply': {
    title: 'Jira answered as if nobody was signed in',
    cause: '{host} ignored the sign-in and treated the request as anonymous.',
    remedy: 'Sign in again. If it stays so, ask whether a proxy before Jira removes the Authorization header.',
    retry: 'after-remedy',
    source: 'X-AUSERNAME: anonymous'
  },
  'sign-in-refused': {
    title: 'Jira refused the sign-in',
    cause: '{host} answered {status}{reason}.',
    remedy:
      'Sign in on Jira’s own web page first. If that works, ask a Jira administrator whether your account may use the REST API.',
    retry: 'after-remedy',
    source: 'GET /rest/api/2/myself'
  },
  'sign-in-api-missing': {
    title: 'Jira’s interface for apps is not at this address',
    cause: '{address} answered 404.',
    remedy: 'Check the address: a context path such as /jira may be missing or too much.',
    retry: 'after-remedy',
    source: 'GET /rest/api/2/myself'
  },
  'needs-sign-in': {
    title: 'Please sign in again',
    cause: 'The last sign-in at {host} was refused; AtTrack does not try it again by itself.',
    remedy: 'Choose “Sign in again”. Your links and tasks stay as they are.',
    retry: 'after-remedy',
    source: 'our rule: nothing is retried after one refusal'
  },
  'another-jira': {
    title: 'This is another Jira',
    cause:
      'The connection belongs to {expected}; what answers at {host} is {found}. Its links would bring the wrong issues.',
    remedy: 'Sign in at {expected} again, or choose “Add Account” for the other Jira.',
    retry: 'never',
    source: 'serverInfo.baseUrl, tenant_info.cloudId'
  },
  'sign-in-window-closed': {
    title: 'The sign-in window was closed',
    cause: 'It was closed before Jira had confirmed.',
    remedy: 'Choose “Log in to Jira” to start again.',
    retry: 'now',
    source: 'the user'
  },
  'sign-in-timed-out': {
    title: 'The sign-in took too long',
    cause: 'Jira’s confirmation did not arrive within {minutes} minutes.',
    remedy: 'Choose “Log in to Jira” to start again.',
    retry: 'now',
    source: 'request tokens live 10 minutes'
  }
} as const satisfies Record<string, FailureWords>
