import type { FailureWords } from '../words.ts'

export const certificateChainIncomplete: FailureWords = {
  title: '{host} does not send its whole certificate chain',
  cause: 'The intermediate certificate “{issuer}” is missing. Browsers often have it by chance, apps do not.',
  remedy:
    'Ask whoever runs {host} to install the whole chain. Until then choose “Show certificate” and import the missing certificate.',
  retry: 'after-remedy',
  evidence:
    'No certificate the server sent, and none that is trusted here, has the subject that issued the server’s own.',
  source: 'RFC 8446 §4.4.2; OpenSSL X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY'
}
