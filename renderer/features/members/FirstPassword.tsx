import { Button, PasswordInput } from '@mantine/core'
import { IconWand } from '@tabler/icons-react'
import { useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { suggestPassword } from './suggest.ts'
import classes from './Members.module.css'

interface FirstPasswordProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | boolean
  readonly inputRef: Ref<HTMLInputElement>
  readonly autoFocus?: boolean
}

/** A password to be handed over: hidden while typed, shown when it was suggested, for somebody has to read it. */
export function FirstPassword({ label, value, onChange, error, inputRef, autoFocus = false }: FirstPasswordProps) {
  const { t } = useTranslation()
  const [visible, setVisible] = useState(false)
  const suggest = () => {
    onChange(suggestPassword())
    setVisible(true)
  }
  return (
    <PasswordInput
      ref={inputRef}
      label={label}
      description={typeof error === 'string' ? undefined : t('members.firstPasswordHint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={value}
      maxLength={1024}
      autoComplete="new-password"
      spellCheck={false}
      error={error}
      visible={visible}
      onVisibilityChange={setVisible}
      data-autofocus={autoFocus || undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.reveal'), 'aria-hidden': false, tabIndex: 0 }}
      inputContainer={(input) => (
        <div className={classes.suggest}>
          {input}
          <Button variant="default" leftSection={<IconWand size={16} aria-hidden />} onClick={suggest}>
            {t('members.suggest')}
          </Button>
          {value !== '' && <CopyButton text={value} label={`${t('common.copy')} ${label}`} />}
        </div>
      )}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
