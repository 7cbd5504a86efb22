import { oauthConsumerUnknown } from './oauth-consumer-unknown.ts'
import { oauthSignatureInvalid } from './oauth-signature-invalid.ts'
import { oauthClock } from './oauth-clock.ts'
import { oauthNonceUsed } from './oauth-nonce-used.ts'
import { oauthDenied } from './oauth-denied.ts'
import { oauthTokenRejected } from './oauth-token-rejected.ts'
import { oauthTokenExpired } from './oauth-token-expired.ts'
import { oauthVerifierWrong } from './oauth-verifier-wrong.ts'
import { oauthCallbackTampered } from './oauth-callback-tampered.ts'
import { oauthCallbackRefused } from './oauth-callback-refused.ts'
import { oauthNotOffered } from './oauth-not-offered.ts'
import { oauthRefused } from './oauth-refused.ts'
import { oauthKeyInvalid } from './oauth-key-invalid.ts'
import { oauthKeyDiffers } from './oauth-key-differs.ts'
import { oauthAddressRewritten } from './oauth-address-rewritten.ts'
import { oauthLinkIsOauth2 } from './oauth-link-is-oauth2.ts'
import { privateKeyUnreadable } from './private-key-unreadable.ts'
import { keyStillNeeded } from './key-still-needed.ts'
import { linkFileInvalid } from './link-file-invalid.ts'

export const oauth1Failures = {
  'oauth-consumer-unknown': oauthConsumerUnknown,
  'oauth-signature-invalid': oauthSignatureInvalid,
  'oauth-clock': oauthClock,
  'oauth-nonce-used': oauthNonceUsed,
  'oauth-denied': oauthDenied,
  'oauth-token-rejected': oauthTokenRejected,
  'oauth-token-expired': oauthTokenExpired,
  'oauth-verifier-wrong': oauthVerifierWrong,
  'oauth-callback-tampered': oauthCallbackTampered,
  'oauth-callback-refused': oauthCallbackRefused,
  'oauth-not-offered': oauthNotOffered,
  'oauth-refused': oauthRefused,
  'oauth-key-invalid': oauthKeyInvalid,
  'oauth-key-differs': oauthKeyDiffers,
  'oauth-address-rewritten': oauthAddressRewritten,
  'oauth-link-is-oauth2': oauthLinkIsOauth2,
  'private-key-unreadable': privateKeyUnreadable,
  'key-still-needed': keyStillNeeded,
  'link-file-invalid': linkFileInvalid
}
