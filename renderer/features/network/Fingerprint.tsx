import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FingerprintCode } from '../../ui/FingerprintCode.tsx'
import classes from './Certificates.module.css'

interface FingerprintProps {
  readonly value: string
  /** Four lines of eight: to be compared by eye or read out. Otherwise two of sixteen where there is room. */
  readonly large?: boolean
  /** Whose it is, when several stand side by side. */
  readonly of?: string
}

/** A SHA-256 fingerprint, always broken at the same places, with a button to copy it. */
export function Fingerprint({ value, large = false, of }: FingerprintProps) {
  const { t } = useTranslation()
  const label = `${t('common.copy')} ${t('network.certificate.fingerprint')}${of ? ` (${of})` : ''}`
  return (
    <div className={classes.fingerprint}>
      <FingerprintCode value={value} large={large} />
      <CopyButton text={value} label={label} />
    </div>
  )
}
