import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface ExpiresOnFieldProps {
  /** `2027-01-31`, or empty. */
  readonly value: string
  readonly error: boolean
  readonly onChange: (value: string) => void
}

/** The last day a token works, as Jira or Atlassian showed it; may stay empty. */
export function ExpiresOnField({ value, error, onChange }: ExpiresOnFieldProps) {
  const { t } = useTranslation()
  return (
    <TextInput
      type="date"
      label={t('tokens.expiresOn')}
      description={t('tokens.expiresOnHint')}
      inputWrapperOrder={['label', 'input', 'description']}
      value={value}
      error={error}
      styles={{ input: { maxWidth: 190 } }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** For the input of a channel: left out when nobody said. */
export const expiry = (value: string): { expiresOn?: string } => (value === '' ? {} : { expiresOn: value })
