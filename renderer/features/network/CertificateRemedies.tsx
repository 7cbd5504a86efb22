import { Button, Stack, Text, Title } from '@mantine/core'
import { IconFileImport, IconPinnedOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CertificateProblem, CertificateReport, Result, SiteNetwork } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge, type BridgeFailure } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { certificateQuery, useKnownNetwork } from './network-queries.ts'
import { PinCertificate } from './PinCertificate.tsx'
import classes from './Certificates.module.css'

/** What an imported authority heals; a wrong name or a date that has passed it does not, and then it heals nothing. */
const healedByImport: ReadonlySet<CertificateProblem> = new Set<CertificateProblem>([
  'unknown-authority',
  'chain-incomplete',
  'intercepted',
  'self-signed'
])

interface CertificateRemediesProps {
  readonly siteUrl: string
  readonly report: CertificateReport
  /** The server is trusted now, and was not before. */
  readonly onTrusted: () => void
}

/** Importing an authority, or trusting this one certificate. There is no third way: verification stays on. */
export function CertificateRemedies({ siteUrl, report, onTrusted }: CertificateRemediesProps) {
  const { t } = useTranslation()
  const mayTrust = useAllowed()('network.pin', { site: siteUrl })
  const client = useQueryClient()
  const announce = useAnnounce()
  const know = useKnownNetwork(siteUrl)
  const heading = useId()
  /** A file that was read well and yet does not help. */
  const [vain, setVain] = useState(false)
  const { host } = report
  const done = async (changed: Result<SiteNetwork>, words: string): Promise<boolean> => {
    if (!changed.ok) return false
    know(changed.value)
    const trusted = await client.fetchQuery(certificateQuery(siteUrl)).then(
      ({ trustedBy }) => trustedBy !== null,
      // It is the next thing a server asks for, once its own certificate is good.
      (error: BridgeFailure) => error.failure.code === 'client-certificate-needed'
    )
    if (trusted) announce(words)
    if (trusted && report.trustedBy === null) onTrusted()
    return trusted
  }
  const importing = useAction(bridge.network.importAuthority)
  const importButton = useFocusRescue<HTMLButtonElement>(importing.busy)
  const importAuthority = async () => {
    setVain(false)
    const imported = await importing.run({ siteUrl })
    if (imported.ok) setVain(!(await done(imported, t('network.certificate.imported', { host }))))
  }
  const unpinning = useAction(bridge.network.unpin)
  const unpin = async () => {
    const unpinned = await unpinning.run({ siteUrl })
    if (unpinned.ok) announce(t('network.certificate.unpinned'))
    await done(unpinned, '')
  }
  const changed = report.failure?.code === 'certificate-changed'
  const pinned = changed || report.trustedBy === 'pin'
  const refused = report.failure !== null && report.chain.length > 0
  const importHelps = !changed && refused && report.problems.every((one) => healedByImport.has(one.problem))
  /** Then there is no authority: the file could only hold this very certificate. */
  const alone = report.failure?.code === 'certificate-self-signed'
  if (!refused && !pinned) return null
  if (!mayTrust) {
    return (
      <Text size="sm" c="var(--at-quiet)">
        {t('permissions.trust')}
      </Text>
    )
  }
  const importPart = importHelps && (
    <div className={classes.remedy}>
      <Text size="sm">
        {t(alone ? 'network.certificate.importAloneHint' : 'network.certificate.importHint', { host })}
      </Text>
      <Button
        ref={importButton}
        w="fit-content"
        variant={alone ? 'default' : 'filled'}
        leftSection={<IconFileImport size={16} aria-hidden />}
        loading={importing.busy}
        onClick={() => void importAuthority()}
      >
        {t('network.certificate.import')}
      </Button>
      {importing.failure && importing.failure.code !== 'cancelled' && (
        <FailureNotice failure={importing.failure} live />
      )}
      {vain && (
        <Notice tone="warning" role="status">
          <Text size="sm">{t('network.certificate.importedOther', { host })}</Text>
        </Notice>
      )}
    </div>
  )
  const pinPart = refused && (
    <PinCertificate
      siteUrl={siteUrl}
      report={report}
      changed={changed}
      rank={alone ? 'first' : importHelps ? 'second' : 'last'}
      onPinned={(result) => done(result, t('network.certificate.pinned', { host }))}
    />
  )
  return (
    <section aria-labelledby={heading}>
      <Title order={3} id={heading} mb="xs">
        {t('network.certificate.whatHelps')}
      </Title>
      {refused && !changed && !importHelps && (
        <Text size="sm" mb="xs">
          {report.failure?.remedy}
        </Text>
      )}
      {alone ? pinPart : importPart}
      {alone ? importPart : pinPart}
      {pinned && (
        <Stack gap="xs" className={classes.remedy ?? ''}>
          <Text size="sm">{t('network.certificate.unpinHint')}</Text>
          <Button
            w="fit-content"
            variant="default"
            leftSection={<IconPinnedOff size={16} aria-hidden />}
            loading={unpinning.busy}
            onClick={() => void unpin()}
          >
            {t('network.certificate.unpin')}
          </Button>
          {unpinning.failure && <FailureNotice failure={unpinning.failure} live />}
        </Stack>
      )}
    </section>
  )
}
