import type { FailureWords } from '../words.ts'

export const certificateUnknownAuthority: FailureWords = {
  title: 'The certificate of {host} is not trusted on this computer',
  cause: 'It was issued by an authority this computer does not know – usual for a company’s own authority.',
  remedy:
    'Choose “Show certificate” and import your company’s authority for this connection – or have its root certificate installed on this computer.',
  retry: 'after-remedy',
  evidence:
    'net::ERR_CERT_AUTHORITY_INVALID; SELF_SIGNED_CERT_IN_CHAIN, UNABLE_TO_GET_ISSUER_CERT or UNABLE_TO_VERIFY_LEAF_SIGNATURE.',
  source: 'RFC 5280 §6; Chromium net_error_list.h; OpenSSL verification codes'
}
