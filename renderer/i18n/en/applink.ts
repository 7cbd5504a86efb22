export const applink = {
  title: 'Set up the application link',
  intro:
    'OAuth 1.0 needs an application link in Jira, made once by a Jira administrator. Give the administrator these values.',
  values: 'Values',
  consumerKey: 'Consumer key',
  consumerName: 'Consumer name',
  publicKey: 'Public key',
  applicationUrl: 'Application URL',
  callbackUrl: 'Callback URL',
  copyNamed: 'Copy {{label}}',
  fingerprint: 'Fingerprint of the public key (SHA-256)',
  fingerprintHint:
    'The private key stays in this computer’s keychain. Compare the fingerprint if Jira refuses the signature.',
  steps: 'Steps in Jira',
  family: 'Jira version',
  families: { v8: '8.0 to 8.21', v9: '8.22 to 9.x', v10: '10.x and 11.x' },
  step: {
    open8: 'Open Administration → Applications → Application links.',
    open9: 'Open Administration → Applications → Application links and choose Create link.',
    enter8: 'Enter the Application URL and choose Create new link. Jira says it got no response: choose Continue.',
    type9:
      'Choose Atlassian product, not External application, and enter the Application URL. Jira says it got no response: choose Continue.',
    wrong9:
      'If Jira shows a Client ID, the type was the wrong one: delete that link and start again with Atlassian product.',
    generic:
      'Application name: AtTrack. Application type: Generic Application. Leave the fields below empty, tick Create incoming link and continue.',
    incoming:
      'Enter Consumer key, Consumer name and Public key as above, and the Callback URL as Consumer Callback URL. Leave “Allow 2-Legged OAuth” off. Continue.',
    browse:
      'Give the users who sign in “Browse Projects” in the permission scheme of each project AtTrack should see; without it the list of projects stays empty.',
    done: 'Come back here and test the link.'
  },
  testTitle: 'Test the link',
  testHint: 'Asks your Jira whether it knows the consumer key and accepts AtTrack’s signature. Nobody has to sign in.',
  site: 'Address of your Jira',
  test: 'Test the link',
  testing: 'Testing…'
} as const
