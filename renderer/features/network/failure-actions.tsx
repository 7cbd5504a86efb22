/** What helps against which failure of the way to a Jira: one table, and the buttons made of it. */
import { Button } from '@mantine/core'
import { IconCertificate, IconId, IconNetwork, IconStethoscope } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Failure, FailureCode } from '../../../preload/contract/index.ts'
import { certificateFailures } from '../../../preload/contract/failures/certificate/index.ts'
import { jiraFailures } from '../../../preload/contract/failures/jira/index.ts'
import { networkFailures } from '../../../preload/contract/failures/network/index.ts'
import { siteFailures } from '../../../preload/contract/failures/site/index.ts'
import { ProxySignInForm } from './ProxySignInForm.tsx'
import { siteOfFailure } from './site-address.ts'
import { useNetworkDialogs, type NetworkSubject } from './use-network-dialogs.ts'
import { useSolved } from './use-solved.ts'

type Help = 'certificate' | 'client-certificate' | 'proxy-sign-in' | 'settings'

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
  'timed-out': ['settings']
}

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

export const hasActions = (code: FailureCode, offersCheck: boolean): boolean =>
  byCode[code] !== undefined || (offersCheck && isCheckable(code))

interface FailureActionsProps {
  readonly failure: Failure
  readonly subject: NetworkSubject
  readonly offersCheck: boolean
}

/** The buttons, and the proxy's form, that belong to one failure. */
export function FailureActions({ failure, subject, offersCheck }: FailureActionsProps) {
  const { t } = useTranslation()
  const dialogs = useNetworkDialogs()
  const solved = useSolved(subject)
  const at = { ...subject, siteUrl: siteOfFailure(failure, subject.siteUrl) }
  const helps = byCode[failure.code] ?? []
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
          variant="default"
          leftSection={<IconCertificate size={15} aria-hidden />}
          onClick={() => dialogs.showCertificate(at)}
        >
          {t('network.showCertificate')}
        </Button>
      )}
      {helps.includes('client-certificate') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconId size={15} aria-hidden />}
          onClick={() => dialogs.showSettings(at, 'client-certificate')}
        >
          {t('network.client.title')}
        </Button>
      )}
      {helps.includes('settings') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconNetwork size={15} aria-hidden />}
          onClick={() => dialogs.showSettings(at, 'proxy')}
        >
          {t('network.settings')}
        </Button>
      )}
      {offersCheck && isCheckable(failure.code) && (
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
