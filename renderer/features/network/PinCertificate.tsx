import { Button, Checkbox, Text } from '@mantine/core'
import { IconPinned } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Certificate, CertificateReport, Result, SiteNetwork } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { exactDay } from '../../ui/time.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { Fingerprint } from './Fingerprint.tsx'
import { networkQuery } from './network-queries.ts'
import classes from './Certificates.module.css'

interface PinCertificateProps {
  readonly siteUrl: string
  readonly report: CertificateReport
  /** Another one was trusted until now. */
  readonly changed: boolean
  /** Among what can be done: nothing else is as good, after an import, or only until the administrator has acted. */
  readonly rank: 'first' | 'second' | 'last'
  readonly onPinned: (result: Result<SiteNetwork>) => Promise<unknown>
}

/** Trusting exactly the certificate shown, once somebody has compared its fingerprint. */
export function PinCertificate({ siteUrl, report, changed, rank, onPinned }: PinCertificateProps) {
  const { t } = useTranslation()
  const [compared, setCompared] = useState(false)
  const pinning = useAction(bridge.network.pin)
  const box = useFocusRescue<HTMLInputElement>(pinning.busy)
  const before = useQuery({ ...networkQuery(siteUrl), enabled: changed }).data?.pin
  const now = report.chain[0]
  if (!now) return null
  const pin = async () => {
    const pinned = await pinning.run({ siteUrl, fingerprint: now.fingerprint })
    // The certificate may have changed again in between: what is shown then was never compared.
    if (!pinned.ok) return setCompared(false)
    await onPinned(pinned)
  }
  return (
    <div className={classes.remedy}>
      <Text size="sm">{t(changed ? 'network.certificate.pinNewHint' : `network.certificate.pinHints.${rank}`)}</Text>
      {changed ? (
        <div className={classes.sides}>
          {before && <Side title={t('network.certificate.before')} certificate={before} />}
          <Side title={t('network.certificate.now')} certificate={now} />
        </div>
      ) : (
        <Fingerprint value={now.fingerprint} large />
      )}
      <Text size="xs" c="var(--at-quiet)">
        {t('network.certificate.compare')}
      </Text>
      <Checkbox
        ref={box}
        size="sm"
        label={t('network.certificate.compared')}
        checked={compared}
        onChange={(event) => setCompared(event.currentTarget.checked)}
      />
      <Button
        w="fit-content"
        variant={changed || rank === 'first' ? 'filled' : 'default'}
        leftSection={<IconPinned size={16} aria-hidden />}
        disabled={!compared}
        loading={pinning.busy}
        onClick={() => void pin()}
      >
        {t(changed ? 'network.certificate.pinNew' : 'network.certificate.pin')}
      </Button>
      {pinning.failure && <FailureNotice failure={pinning.failure} live />}
    </div>
  )
}

function Side({ title, certificate }: { readonly title: string; readonly certificate: Certificate }) {
  const { t } = useTranslation()
  return (
    <div role="group" aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Text size="xs" c="var(--at-quiet)">
        {t('network.certificate.until', { date: exactDay(certificate.validTo) })}
      </Text>
      <Fingerprint value={certificate.fingerprint} large of={title} />
    </div>
  )
}
