export const applink = {
  title: 'Set up the application link',
  intro:
    'OAuth 1.0 works once a Jira administrator has made an application link in Jira. If that is not you, send these values and steps on.',
  copyAll: 'Copy everything to send on',
  values: 'Values',
  consumerKey: 'Consumer key',
  consumerName: 'Consumer name',
  publicKey: 'Public key',
  applicationUrl: 'Application URL',
  callbackUrl: 'Callback URL',
  copyNamed: 'Copy {{label}}',
  fingerprint: 'Fingerprint of the public key (SHA-256)',
  fingerprintHint: 'Only needed when Jira refuses the signature: both sides must show the same.',
  steps: 'Steps in Jira',
  family: 'Version of your Jira',
  families: { v8: '8.0 to 8.21', v9: '8.22 to 9.x', v10: '10.x and 11.x' },
  step: {
    open8: 'Open Administration → Applications → Application links.',
    open9: 'Open Administration → Applications → Application links and choose “Create link”.',
    enter8:
      'Enter the Application URL and choose “Create new link”. Jira says it got no response from there. That is expected: choose “Continue”.',
    type9:
      'Choose “Atlassian product”, not “External application”, and enter the Application URL. Jira says it got no response from there. That is expected: choose “Continue”.',
    wrong9:
      'If Jira shows a Client ID, it was the other type: delete that link and start again with “Atlassian product”.',
    generic:
      'As Application Name enter AtTrack, as Application Type choose “Generic Application”. Tick “Create incoming link”, leave everything else empty, and choose “Continue”.',
    incoming:
      'Enter Consumer key, Consumer name and Public key, and the Callback URL as “Consumer Callback URL”. Leave “Allow 2-Legged OAuth” off. Choose “Continue”.',
    browse:
      'See to it that the people who sign in have the permission “Browse Projects” in every project AtTrack should see. Without it their list of projects stays empty.',
    done: 'Come back to AtTrack and choose “Test the link”.'
  },
  testTitle: 'Does it work?',
  testHint: 'Asks your Jira whether it knows this link. Nobody has to sign in, and nothing is changed.',
  site: 'Address of your Jira',
  test: 'Test the link',
  goOn: 'Go on to “Log in to Jira”'
} as const
