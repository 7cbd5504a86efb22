import { PasswordInput } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'

interface SecretFieldProps {
  readonly label: string
  readonly value: string
  /** Characters. */
  readonly maxLength: number
  readonly onChange: (value: string) => void
  readonly inputRef?: Ref<HTMLInputElement>
  readonly description?: string
  readonly error?: boolean
  readonly autoFocus?: boolean
}

/** A password, token or client secret: hidden while typed, never offered to be remembered. */
export function SecretField(props: SecretFieldProps) {
  const { label, value, maxLength, onChange, inputRef, description, error = false, autoFocus = false } = props
  const { t } = useTranslation()
  return (
    <PasswordInput
      ref={inputRef}
      label={label}
      description={description}
      inputWrapperOrder={['label', 'input', 'description']}
      value={value}
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={false}
      error={error}
      aria-invalid={error || undefined}
      data-autofocus={autoFocus || undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.reveal'), 'aria-hidden': false, tabIndex: 0 }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
