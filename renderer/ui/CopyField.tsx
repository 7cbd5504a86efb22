import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from './CopyButton.tsx'
import classes from './CopyField.module.css'

interface CopyFieldProps {
  readonly label: string
  readonly value: string
  /** What stands before it says already what it is: the label is for screen readers only. */
  readonly bare?: boolean
}

/** A value to be entered elsewhere to the letter: shown, marked when it has the focus, and copied by a button. */
export function CopyField({ label, value, bare = false }: CopyFieldProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.row}>
      <TextInput
        {...(bare ? { 'aria-label': label } : { label })}
        value={value}
        readOnly
        spellCheck={false}
        className={classes.value ?? ''}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton text={value} label={`${t('common.copy')} ${label}`} />
    </div>
  )
}
