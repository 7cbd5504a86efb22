import { oauth2NeedsHttps } from './oauth2-needs-https.ts'
import { oauth2NotOffered } from './oauth2-not-offered.ts'
import { oauth2ClientRefused } from './oauth2-client-refused.ts'
import { oauth2RedirectRefused } from './oauth2-redirect-refused.ts'
import { oauth2Denied } from './oauth2-denied.ts'
import { oauth2CodeRefused } from './oauth2-code-refused.ts'
import { oauth2GrantEnded } from './oauth2-grant-ended.ts'
import { oauth2Refused } from './oauth2-refused.ts'
import { callbackPortInUse } from './callback-port-in-use.ts'
import { cloudClientMissing } from './cloud-client-missing.ts'
import { cloudScopeMissing } from './cloud-scope-missing.ts'

export const oauth2Failures = {
  'oauth2-needs-https': oauth2NeedsHttps,
  'oauth2-not-offered': oauth2NotOffered,
  'oauth2-client-refused': oauth2ClientRefused,
  'oauth2-redirect-refused': oauth2RedirectRefused,
  'oauth2-denied': oauth2Denied,
  'oauth2-code-refused': oauth2CodeRefused,
  'oauth2-grant-ended': oauth2GrantEnded,
  'oauth2-refused': oauth2Refused,
  'callback-port-in-use': callbackPortInUse,
  'cloud-client-missing': cloudClientMissing,
  'cloud-scope-missing': cloudScopeMissing
}
