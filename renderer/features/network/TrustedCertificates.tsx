import { Button, Group, Stack, Text } from '@mantine/core'
import { IconFileImport, IconCertificate } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Certificate, SiteNetwork } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { exactDay } from '../../ui/time.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { CertificateFacts, shortName } from './CertificateFacts.tsx'
import { useKnownNetwork } from './network-queries.ts'
import { useNetworkDialogs } from './use-network-dialogs.ts'
import classes from './Certificates.module.css'

interface TrustedCertificatesProps {
  readonly siteUrl: string
  readonly network: SiteNetwork
  readonly onChanged: () => void
}

/** What is trusted for this Jira besides what the computer trusts: authorities, and the one certificate pinned. */
export function TrustedCertificates({ siteUrl, network, onChanged }: TrustedCertificatesProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const know = useKnownNetwork(siteUrl)
  const { showCertificate } = useNetworkDialogs()
  const { authorities, pin, host } = network
  const importing = useAction(bridge.network.importAuthority)
  const importAuthority = async () => {
    const result = await importing.run({ siteUrl })
    if (!result.ok) return
    know(result.value)
    announce(t('network.certificate.imported', { host }))
    onChanged()
  }
  const removing = useAction(({ fingerprint, isPin }: { fingerprint: string; isPin: boolean }) =>
    isPin ? bridge.network.unpin({ siteUrl }) : bridge.network.removeAuthority({ siteUrl, fingerprint })
  )
  const remove = async ({ subject, fingerprint }: Certificate, isPin: boolean) => {
    const result = await removing.run({ fingerprint, isPin })
    if (!result.ok) return
    know(result.value)
    announce(t('network.trust.removed', { subject: shortName(subject) }))
    onChanged()
  }
  const kept = [...authorities, pin].map((one) => one?.fingerprint).join(' ')
  const rescue = useFocusRescue<HTMLButtonElement>(`${kept} ${importing.busy}`)
  return (
    <>
      {authorities.length === 0 && pin === null && (
        <Text size="sm" c="var(--at-quiet)">
          {t('network.trust.none')}
        </Text>
      )}
      {pin && <Kept title={t('network.trust.pin')} list={[pin]} onRemove={(one) => void remove(one, true)} />}
      {authorities.length > 0 && (
        <Kept title={t('network.trust.authorities')} list={authorities} onRemove={(one) => void remove(one, false)} />
      )}
      {removing.failure && <FailureNotice failure={removing.failure} live />}
      <Group gap="xs">
        <Button
          ref={rescue}
          size="compact-sm"
          variant="default"
          leftSection={<IconFileImport size={15} aria-hidden />}
          loading={importing.busy}
          onClick={() => void importAuthority()}
        >
          {t('network.certificate.import')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCertificate size={15} aria-hidden />}
          onClick={() => showCertificate({ siteUrl })}
        >
          {t('network.showCertificate')}
        </Button>
      </Group>
      {importing.failure && importing.failure.code !== 'cancelled' && (
        <FailureNotice failure={importing.failure} live />
      )}
    </>
  )
}

interface KeptProps {
  readonly title: string
  readonly list: readonly Certificate[]
  readonly onRemove: (one: Certificate) => void
}

function Kept({ title, list, onRemove }: KeptProps) {
  return (
    <Stack gap={4}>
      <Text size="xs" c="var(--at-quiet)">
        {title}
      </Text>
      <ul className={classes.kept} aria-label={title}>
        {list.map((one) => (
          <KeptCertificate key={one.fingerprint} certificate={one} onRemove={() => onRemove(one)} />
        ))}
      </ul>
    </Stack>
  )
}

interface KeptCertificateProps {
  readonly certificate: Certificate
  readonly onRemove: () => void
}

/** One certificate that is kept: its name, until when, all of it on request, and the button that takes it away. */
function KeptCertificate({ certificate, onRemove }: KeptCertificateProps) {
  const { t } = useTranslation()
  const subject = shortName(certificate.subject)
  return (
    <li>
      <div>
        <div className={classes.name}>{subject}</div>
        <div className={classes.role}>{t('network.certificate.until', { date: exactDay(certificate.validTo) })}</div>
        <details className={classes.more}>
          <summary>{t('network.certificate.more')}</summary>
          <CertificateFacts certificate={certificate} />
        </details>
      </div>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('network.trust.removeNamed', { subject })}
        onClick={onRemove}
      >
        {t('network.trust.remove')}
      </Button>
    </li>
  )
}
