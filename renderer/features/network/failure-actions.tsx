/** What helps against which failure of the way to a Jira: one table, and the buttons made of it. */
import { Button } from '@mantine/core'
import { IconCertificate, IconId, IconNetwork, IconStethoscope, IconUserShield } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Allowed } from '../../app/use-allowed.ts'
import type { ChannelName, Failure, FailureCode } from '../../../preload/contract/index.ts'
import { certificateFailures } from '../../../preload/contract/failures/certificate/index.ts'
import { jiraFailures } from '../../../preload/contract/failures/jira/index.ts'
import { networkFailures } from '../../../preload/contract/failures/network/index.ts'
import { siteFailures } from '../../../preload/contract/failures/site/index.ts'
import { OpenJira } from '../connections/OpenJira.tsx'
import { ProxySignInForm } from './ProxySignInForm.tsx'
import { siteOfFailure } from './site-address.ts'
import { useNetworkDialogs, type NetworkSubject } from './use-network-dialogs.ts'
import { useSolved } from './use-solved.ts'

type Help = 'certificate' | 'client-certificate' | 'proxy-sign-in' | 'settings' | 'link' | 'open-jira'

const byCode: Partial<Record<FailureCode, readonly Help[]>> = {
  'certificate-unknown-authority': ['certificate'],
  'certificate-self-signed': ['certificate'],
  'certificate-chain-incomplete': ['certificate'],
  'certificate-intercepted': ['certificate'],
  'certificate-expired': ['certificate'],
  'certificate-wrong-host': ['certificate'],
  'certificate-changed': ['certificate'],
  'client-certificate-needed': ['client-certificate'],
  'client-certificate-refused': ['client-certificate'],
  'client-certificate-unreadable': ['client-certificate'],
  'proxy-sign-in': ['proxy-sign-in', 'settings'],
  'proxy-credential-refused': ['proxy-sign-in', 'settings'],
  'proxy-failed': ['settings'],
  'proxy-refused': ['settings'],
  'proxy-script-failed': ['settings'],
  // Where only a proxy leads outside, going without one looks like this.
  'dns-not-found': ['settings'],
  'connection-refused': ['settings'],
  'connection-lost': ['settings'],
  unreachable: ['settings'],
  'timed-out': ['settings'],
  'oauth-consumer-unknown': ['link'],
  'oauth-key-differs': ['link'],
  'oauth-key-elsewhere': ['link'],
  'oauth-link-is-oauth2': ['link'],
  'oauth-signature-invalid': ['link'],
  'oauth-address-rewritten': ['link'],
  'oauth-refused': ['link'],
  'captcha-required': ['open-jira']
}

/** Their remedy is what one of the buttons does: it stands out, and no other button beside it should. */
const doneHere: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'certificate-unknown-authority',
  'certificate-self-signed',
  'certificate-chain-incomplete',
  'certificate-intercepted',
  'certificate-changed',
  'client-certificate-needed',
  'proxy-sign-in',
  'proxy-credential-refused',
  'proxy-failed',
  'proxy-refused',
  'proxy-script-failed'
])

/** Whether a button right beside this failure does what its remedy says. */
export const isDoneHere = (failure: Failure | null): boolean => failure !== null && doneHere.has(failure.code)

/** They are about what was entered or chosen here: there is nothing on the way to look at. */
const ownFault: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'address-invalid',
  'is-cloud',
  'certificate-file-unreadable',
  'client-certificate-unreadable'
])

const checkable: ReadonlySet<string> = new Set(
  [networkFailures, certificateFailures, siteFailures, jiraFailures].flatMap((area) => Object.keys(area))
)

/** Whether the doctor may find out more about it. */
const isCheckable = (code: FailureCode): boolean => checkable.has(code) && !ownFault.has(code)

/** What a place offers, and whoever sits there may do. */
export interface Offers {
  /** The doctor. */
  readonly check: boolean
  /** *Set up the application link* and Jira's sign-in page, too, since nothing else here leads there. */
  readonly alone: boolean
  readonly allowed: Allowed
}

/** The channel a button leads to. Jira's own page is anybody's. */
const channelOf: Readonly<Record<Exclude<Help, 'open-jira'>, ChannelName>> = {
  certificate: 'network.inspectCertificate',
  'client-certificate': 'network.setClientCertificate',
  'proxy-sign-in': 'network.saveProxyCredential',
  settings: 'network.setProxy',
  link: 'applink.test'
}

function helpsFor(failure: Failure, { siteUrl }: NetworkSubject, offers: Offers): readonly Help[] {
  const site = siteOfFailure(failure, siteUrl)
  return (byCode[failure.code] ?? []).filter(
    (help) =>
      (offers.alone || (help !== 'link' && help !== 'open-jira')) &&
      (help === 'open-jira' || offers.allowed(channelOf[help], { site }))
  )
}

const offersDoctor = ({ code }: Failure, { connectionId }: NetworkSubject, { check, allowed }: Offers): boolean =>
  check && isCheckable(code) && allowed('doctor.start', connectionId ? { connection: connectionId } : {})

export const hasActions = (failure: Failure, subject: NetworkSubject, offers: Offers): boolean =>
  helpsFor(failure, subject, offers).length > 0 || offersDoctor(failure, subject, offers)

interface FailureActionsProps {
  readonly failure: Failure
  readonly subject: NetworkSubject
  readonly offers: Offers
}

/** The buttons, and the proxy's form, that belong to one failure. */
export function FailureActions({ failure, subject, offers }: FailureActionsProps) {
  const { t } = useTranslation()
  const dialogs = useNetworkDialogs()
  const solved = useSolved(subject)
  const at = { ...subject, siteUrl: siteOfFailure(failure, subject.siteUrl) }
  const helps = helpsFor(failure, subject, offers)
  const variant = isDoneHere(failure) ? 'filled' : 'default'
  return (
    <>
      {helps.includes('proxy-sign-in') && (
        <ProxySignInForm
          siteUrl={at.siteUrl}
          proxy={failure.params.proxy ?? null}
          refused={failure.code === 'proxy-credential-refused'}
          onSaved={solved}
        />
      )}
      {helps.includes('certificate') && (
        <Button
          size="compact-sm"
          variant={variant}
          leftSection={<IconCertificate size={15} aria-hidden />}
          onClick={() => dialogs.showCertificate(at)}
        >
          {t('network.showCertificate')}
        </Button>
      )}
      {helps.includes('client-certificate') && (
        <Button
          size="compact-sm"
          variant={variant}
          leftSection={<IconId size={15} aria-hidden />}
          onClick={() => dialogs.showSettings(at, 'client-certificate')}
        >
          {t('network.client.title')}
        </Button>
      )}
      {helps.includes('settings') && (
        <Button
          size="compact-sm"
          variant={helps[0] === 'settings' ? variant : 'default'}
          leftSection={<IconNetwork size={15} aria-hidden />}
          onClick={() => dialogs.showSettings(at, 'proxy')}
        >
          {t('network.settings')}
        </Button>
      )}
      {helps.includes('link') && (
        <Button
          size="compact-sm"
          variant="filled"
          leftSection={<IconUserShield size={15} aria-hidden />}
          onClick={() => dialogs.setUpLink(subject)}
        >
          {t('applink.title')}
        </Button>
      )}
      {helps.includes('open-jira') && <OpenJira siteUrl={subject.siteUrl} />}
      {offersDoctor(failure, subject, offers) && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconStethoscope size={15} aria-hidden />}
          onClick={() => dialogs.checkConnection(subject)}
        >
          {t(subject.connectionId ? 'connections.check' : 'network.findOutWhy')}
        </Button>
      )}
    </>
  )
}
