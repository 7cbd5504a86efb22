import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/CopyButton.tsx'
import classes from './ApplinkSetup.module.css'

interface FingerprintProps {
  readonly label: string
  /** `ab:cd:…`, SHA-256. */
  readonly value: string
  readonly copy?: boolean
}

/** A key's fingerprint, to be read out on the phone: two rows of sixteen, never broken elsewhere where there is room. */
export function Fingerprint({ label, value, copy = false }: FingerprintProps) {
  const { t } = useTranslation()
  const half = value.length > 60 ? value.indexOf(':', value.length / 2 - 1) + 1 : 0
  return (
    <div className={classes.value}>
      <div>
        <Text size="xs" c="var(--at-quiet)">
          {label}
        </Text>
        <code className={classes.fingerprint}>
          {value.slice(0, half)}
          {half > 0 && <wbr />}
          {value.slice(half)}
        </code>
      </div>
      {copy && <CopyButton text={value} label={t('applink.copyFingerprint')} />}
    </div>
  )
}
