/** What a change of the way to a Jira is called in the audit log. */
import type { AuditAction } from '../audit/actions.ts'
import type { ProxySetting } from '../../preload/contract/index.ts'
import type { SiteRules } from './site-rules.ts'

export interface AuditedChange {
  readonly action: AuditAction
  /** A certificate's SHA-256 fingerprint, or the proxy: nothing secret. */
  readonly detail: string
}

/** What differs between the rules before and after, one entry each; none where nothing does. */
export function changesBetween(before: SiteRules, after: SiteRules): AuditedChange[] {
  const [former, present] = [before, after].map(({ authorities }) => authorities.map((one) => one.fingerprint256))
  const changes: AuditedChange[] = []
  const note = (action: AuditAction, detail: string): void => void changes.push({ action, detail })
  for (const one of former ?? []) if (!present?.includes(one)) note('authority-removed', one)
  for (const one of present ?? []) if (!former?.includes(one)) note('authority-trusted', one)
  const [pinned, pin] = [before, after].map((rules) => rules.pin?.fingerprint256)
  if (pin !== pinned) note(pin ? 'certificate-pinned' : 'certificate-unpinned', pin ?? pinned ?? '')
  const [shown, own] = [before, after].map((rules) => rules.clientCertificate)
  if (own && own.sealed !== shown?.sealed) note('client-certificate-set', own.description.fingerprint)
  if (shown && !own) note('client-certificate-removed', shown.description.fingerprint)
  if (proxyText(after.proxy) !== proxyText(before.proxy)) note('proxy-set', proxyText(after.proxy))
  return changes
}

/** The address of a script may hold a token: only its host is told. */
function proxyText(proxy: ProxySetting): string {
  switch (proxy.mode) {
    case 'manual':
      return proxy.bypass === '' ? proxy.url : `${proxy.url}, not for ${proxy.bypass}`
    case 'script':
      return `script of ${hostOf(proxy.url)}`
    default:
      return proxy.mode
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return 'an unreadable address'
  }
}
