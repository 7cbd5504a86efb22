import type { FailureWords } from '../words.ts'

export const certificateUnknownAuthority: FailureWords = {
  title: 'The certificate of {host} is not trusted on this computer',
  cause: 'It was issued by an authority this computer does not know – usual for a company’s own authority.',
  remedy: 'Have your company’s root certificate installed in the system’s trust store, then try again.',
  retry: 'after-remedy',
  evidence: 'net::ERR_CERT_AUTHORITY_INVALID; RFC 5280 §6',
  source: 'net::ERR_CERT_AUTHORITY_INVALID; RFC 5280 §6'
}
