/** When a way to sign in does not work: which other one helps, offered where the failure is shown. */
import type { FailureCode, ServerMethod } from '../../../preload/contract/index.ts'
import { isPossible, type SignInTarget } from './sign-in-target.ts'

/** Failures that doing the same once more seldom heals. */
const hopeless: Readonly<Record<ServerMethod, ReadonlySet<FailureCode>>> = {
  password: new Set<FailureCode>(['basic-disabled', 'captcha-required', 'sso-page', 'anonymous-reply']),
  pat: new Set<FailureCode>(['token-refused', 'token-expired', 'tokens-unavailable', 'token-not-created', 'sso-page']),
  oauth1: new Set<FailureCode>([
    'oauth-consumer-unknown',
    'oauth-signature-invalid',
    'oauth-key-differs',
    'oauth-address-rewritten',
    'oauth-link-is-oauth2',
    'oauth-nonce-used',
    'oauth-callback-refused',
    'oauth-not-offered',
    'oauth-refused',
    'oauth-key-invalid'
  ]),
  oauth2: new Set<FailureCode>([
    'oauth2-needs-https',
    'oauth2-not-offered',
    'oauth2-client-refused',
    'oauth2-redirect-refused',
    'oauth2-grant-ended',
    'oauth2-refused',
    'callback-port-in-use'
  ])
}

/** What needs no administrator comes first. */
const byEase: readonly ServerMethod[] = ['pat', 'password', 'oauth1', 'oauth2']
/** Behind a gateway only what runs in the person's own browser has a chance. */
const byBrowser: readonly ServerMethod[] = ['oauth1', 'oauth2']

/** @returns the way to offer instead of `method` after `code`, or null when there is none or none is called for. */
export function wayOut(target: SignInTarget, method: ServerMethod, code: FailureCode): ServerMethod | null {
  if (!hopeless[method].has(code)) return null
  const others = (code === 'sso-page' ? byBrowser : byEase).filter((one) => one !== method && isPossible(target, one))
  // The link that was made is of that kind.
  if (code === 'oauth-link-is-oauth2' && others.includes('oauth2')) return 'oauth2'
  const recommended = target.methods.find((one) => one.recommended)?.method
  // Signing in again: the way used before worked once.
  const before = target.known?.method
  return others.find((one) => one === recommended) ?? others.find((one) => one === before) ?? others[0] ?? null
}
