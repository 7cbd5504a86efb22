export const network = {
  settings: 'Network settings',
  showCertificate: 'Show certificate',
  findOutWhy: 'Find out why',
  nowTryAgain: 'Done. Try again now.',
  of: 'For everything AtTrack asks of {{host}}',
  connecting: 'Asking {{host}} for its certificate. Nothing else is sent.',
  certificate: {
    title: 'Certificate of {{host}}',
    list: 'Certificates {{host}} showed',
    trusted: {
      system: 'This computer trusts the certificate of {{host}}',
      imported: 'The certificate of {{host}} is trusted: you imported its authority',
      pin: 'You trust exactly this certificate of {{host}}'
    },
    trustedText: {
      system: 'Nothing needs to be done.',
      imported: 'It is checked against that authority each time AtTrack connects.',
      pin: 'Should {{host}} show another one, AtTrack stops before anything is sent and tells you.'
    },
    refused: 'Nothing is sent to {{host}} before its certificate is trusted.',
    server: 'Certificate of the server',
    intermediate: 'Certificate authority',
    root: 'Root authority',
    notSent: 'Not sent by the server',
    notSentText: 'This is the certificate to import, if you can get it.',
    subject: 'Issued to',
    names: 'For the names',
    issuer: 'Issued by',
    itself: 'itself',
    valid: 'Valid',
    from: 'from',
    to: 'to',
    fingerprint: 'SHA-256 fingerprint',
    more: 'Details',
    whatHelps: 'What you can do',
    import: 'Import a certificate authority',
    importHint: 'The best way: a file from your administrator (.pem, .crt, .cer, .p7b). It counts for {{host}} only.',
    importAloneHint: 'Or, when your administrator gave you this certificate as a file:',
    imported: 'The authority is trusted for {{host}} now.',
    importedOther: 'The file was imported, but it does not vouch for the certificate {{host}} shows.',
    pin: 'Trust this certificate only',
    pinHints: {
      first: 'Trust exactly this certificate. Should another one be shown, AtTrack warns you before anything is sent.',
      second: 'When there is no authority to import: trust exactly this certificate, and be warned when it changes.',
      last: 'Until then you can trust exactly this certificate, and be warned when it changes.'
    },
    pinNew: 'Trust the new certificate',
    pinNewHint: 'When the certificate was renewed: trust the new one, once it is sure that it is the right one.',
    pinned: 'Exactly this certificate of {{host}} is trusted now.',
    compare:
      'Ask whoever runs this Jira to read you the SHA-256 fingerprint of its certificate – by phone or in person, not over this network. It must be the same, to the last sign.',
    compared: 'I compared the fingerprint with whoever runs this Jira',
    before: 'The one you trusted',
    now: 'The one shown now',
    until: 'valid until {{date}}',
    unpin: 'Stop trusting a certificate',
    unpinHint: 'The certificate you trusted is forgotten; then this computer decides again which one is good.',
    unpinned: 'The certificate you trusted was forgotten.'
  },
  route: {
    title: 'The way used now',
    system: 'as this computer is set up'
  },
  proxy: {
    title: 'Proxy',
    choice: 'How AtTrack reaches {{host}}',
    modes: {
      system: 'System settings',
      direct: 'No proxy',
      manual: 'This proxy',
      script: 'Automatic script'
    },
    hints: {
      system: 'As this computer is set up, automatic scripts included.',
      direct: 'Straight to it, whatever this computer is set to.',
      manual: '',
      script: ''
    },
    address: 'Address of the proxy',
    addressHint: 'For example http://proxy.example.com:3128',
    bypass: 'Without the proxy for',
    bypassHint: 'Hosts, separated by commas: localhost, *.example.com, 10.0.0.0/8',
    script: 'Address of the script',
    scriptHint: 'For example http://proxy.example.com/proxy.pac',
    save: 'Save proxy',
    saved: 'Saved. AtTrack now goes {{route}}.'
  },
  proxySignIn: {
    title: 'Sign-in to the proxy',
    titleOf: 'Sign-in to {{proxy}}',
    user: 'User name',
    password: 'Password',
    hint: 'Kept in this computer’s keychain, for all connections through {{proxy}}.',
    hintUnknown: 'Kept in this computer’s keychain.',
    submit: 'Sign in to the proxy',
    saved: 'The sign-in for the proxy is kept in the keychain.',
    kept: 'Kept for {{proxy}}: {{user}}',
    forget: 'Forget',
    forgetNamed: 'Forget the sign-in for {{proxy}}',
    forgotten: 'The sign-in for the proxy was forgotten.',
    none: 'None is kept. AtTrack asks for one when {{proxy}} wants it.'
  },
  trust: {
    title: 'Certificates trusted for this Jira',
    none: 'Only those this computer trusts anyway.',
    authorities: 'Certificate authorities you imported',
    pin: 'The only certificate you trust',
    remove: 'Remove',
    removeNamed: 'Remove {{subject}}',
    removed: '{{subject}} is no longer trusted for this Jira.'
  },
  client: {
    title: 'Client certificate',
    intro: 'Only when {{host}} asks for one: the file you were issued, .pfx or .p12, or .pem with its key.',
    passphrase: 'Passphrase of the file',
    passphraseHint: 'Leave it empty if the file has none. It is used once to open the file, and not kept.',
    choose: 'Choose file',
    another: 'Choose another file',
    saved: '{{subject}} is shown to this Jira now.',
    removed: 'The client certificate was removed.',
    removeNamed: 'Remove the client certificate'
  }
} as const
