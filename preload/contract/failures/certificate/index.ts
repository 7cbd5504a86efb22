import { certificateWrongHost } from './certificate-wrong-host.ts'
import { certificateExpired } from './certificate-expired.ts'
import { certificateUnknownAuthority } from './certificate-unknown-authority.ts'
import { certificateSelfSigned } from './certificate-self-signed.ts'
import { certificateChainIncomplete } from './certificate-chain-incomplete.ts'
import { certificateIntercepted } from './certificate-intercepted.ts'
import { certificateChanged } from './certificate-changed.ts'
import { certificateFileUnreadable } from './certificate-file-unreadable.ts'
import { clientCertificateNeeded } from './client-certificate-needed.ts'
import { clientCertificateRefused } from './client-certificate-refused.ts'
import { clientCertificateUnreadable } from './client-certificate-unreadable.ts'

export const certificateFailures = {
  'certificate-wrong-host': certificateWrongHost,
  'certificate-expired': certificateExpired,
  'certificate-unknown-authority': certificateUnknownAuthority,
  'certificate-self-signed': certificateSelfSigned,
  'certificate-chain-incomplete': certificateChainIncomplete,
  'certificate-intercepted': certificateIntercepted,
  'certificate-changed': certificateChanged,
  'certificate-file-unreadable': certificateFileUnreadable,
  'client-certificate-needed': clientCertificateNeeded,
  'client-certificate-refused': clientCertificateRefused,
  'client-certificate-unreadable': clientCertificateUnreadable
}
