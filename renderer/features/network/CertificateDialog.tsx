import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CertificateReport } from '../../../preload/contract/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogFooter } from '../../ui/DialogFooter.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { CertificateChain } from './CertificateChain.tsx'
import { CertificateRemedies } from './CertificateRemedies.tsx'
import { certificateQuery } from './network-queries.ts'
import { hostOfAddress } from './site-address.ts'
import { SiteHelp } from './SiteHelp.tsx'
import type { NetworkSubject } from './use-network-dialogs.ts'
import { useSolved } from './use-solved.ts'

interface CertificateDialogProps {
  readonly opened: boolean
  readonly subject: NetworkSubject
  readonly onClose: () => void
}

/** *Certificate of {host}*: what the server shows, what is wrong with it, and what can be done about that. */
export function CertificateDialog({ opened, subject, onClose }: CertificateDialogProps) {
  const { t } = useTranslation()
  const title = t('network.certificate.title', { host: hostOfAddress(subject.siteUrl) })
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size="lg">
      <Inspection subject={subject} onClose={onClose} />
    </Dialog>
  )
}

function Inspection({ subject, onClose }: Omit<CertificateDialogProps, 'opened'>) {
  const { t } = useTranslation()
  const { siteUrl } = subject
  const inspection = useQuery(certificateQuery(siteUrl))
  const solved = useSolved(subject)
  const again = () => void inspection.refetch()
  const trusted = () => {
    onClose()
    solved?.()
  }
  if (inspection.isPending) {
    return (
      <Stack>
        <Text size="sm" role="status">
          {t('network.connecting', { host: hostOfAddress(siteUrl) })}
        </Text>
        <Skeleton h={72} />
        <Skeleton h={160} />
      </Stack>
    )
  }
  if (inspection.error) {
    return (
      <SiteHelp siteUrl={siteUrl} onSolved={again} offersCheck={false}>
        <FailureNotice
          failure={inspection.error.failure}
          live
          actions={
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={15} aria-hidden />}
              loading={inspection.isFetching}
              onClick={again}
            >
              {t('common.tryAgain')}
            </Button>
          }
        />
      </SiteHelp>
    )
  }
  return (
    <Stack gap="lg">
      <Verdict report={inspection.data} />
      <CertificateChain report={inspection.data} />
      <CertificateRemedies
        key={inspection.data.chain[0]?.fingerprint}
        siteUrl={siteUrl}
        report={inspection.data}
        onTrusted={trusted}
      />
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogFooter>
    </Stack>
  )
}

function Verdict({ report }: { readonly report: CertificateReport }) {
  const { t } = useTranslation()
  const { host, failure, trustedBy } = report
  if (failure) {
    return (
      <Notice tone="error" role="group" label={failure.title}>
        <Text fw={600} size="sm">
          {failure.title}
        </Text>
        <Text size="sm">{failure.cause}</Text>
        {failure.code !== 'certificate-changed' && <Text size="sm">{t('network.certificate.refused', { host })}</Text>}
      </Notice>
    )
  }
  const by = trustedBy ?? 'system'
  return (
    <Notice tone="success" role="group" label={t(`network.certificate.trusted.${by}`, { host })}>
      <Text fw={600} size="sm">
        {t(`network.certificate.trusted.${by}`, { host })}
      </Text>
      <Text size="sm">{t(`network.certificate.trustedText.${by}`, { host })}</Text>
    </Notice>
  )
}
