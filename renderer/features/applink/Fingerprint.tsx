import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FingerprintCode } from '../../ui/FingerprintCode.tsx'
import classes from './ApplinkSetup.module.css'

interface FingerprintProps {
  readonly label: string
  /** `ab:cd:…`, SHA-256. */
  readonly value: string
  readonly copy?: boolean
}

/** A key's fingerprint with what it is of. */
export function Fingerprint({ label, value, copy = false }: FingerprintProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.value}>
      <div>
        <Text size="xs" c="var(--at-quiet)">
          {label}
        </Text>
        <FingerprintCode value={value} />
      </div>
      {copy && <CopyButton text={value} label={t('applink.copyFingerprint')} />}
    </div>
  )
}
