import { tokenRefused } from './token-refused.ts'
import { tokenExpired } from './token-expired.ts'
import { tokenMalformed } from './token-malformed.ts'
import { tokensUnavailable } from './tokens-unavailable.ts'
import { tokenNotCreated } from './token-not-created.ts'
import { apiTokenMissing } from './api-token-missing.ts'
import { cloudTokenScopes } from './cloud-token-scopes.ts'
import { cloudTokenRefused } from './cloud-token-refused.ts'
import { cloudPasswordRefused } from './cloud-password-refused.ts'
import { cloudAccountMismatch } from './cloud-account-mismatch.ts'

export const tokenFailures = {
  'token-refused': tokenRefused,
  'token-expired': tokenExpired,
  'token-malformed': tokenMalformed,
  'tokens-unavailable': tokensUnavailable,
  'token-not-created': tokenNotCreated,
  'api-token-missing': apiTokenMissing,
  'cloud-token-scopes': cloudTokenScopes,
  'cloud-token-refused': cloudTokenRefused,
  'cloud-password-refused': cloudPasswordRefused,
  'cloud-account-mismatch': cloudAccountMismatch
}
