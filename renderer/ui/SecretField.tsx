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
  /** As a text: what is wrong with it. */
  readonly error?: boolean | string
  /** In a dialog or a page that opens. */
  readonly autoFocus?: boolean
  /** What it is to the system's password manager; for AtTrack's own passwords only. */
  readonly autoComplete?: 'off' | 'current-password' | 'new-password'
}

/** A password, token or client secret: hidden while typed; never offered to be remembered, unless asked for. */
export function SecretField(props: SecretFieldProps) {
  const { label, value, maxLength, onChange, inputRef, description, error = false, autoFocus = false } = props
  const { autoComplete = 'off' } = props
  const { t } = useTranslation()
  return (
    <PasswordInput
      ref={inputRef}
      label={label}
      // What is wrong with it says what is asked for.
      description={typeof error === 'string' ? undefined : description}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={value}
      maxLength={maxLength}
      autoComplete={autoComplete}
      spellCheck={false}
      error={error}
      aria-invalid={error !== false || undefined}
      data-autofocus={autoFocus || undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.reveal'), 'aria-hidden': false, tabIndex: 0 }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
