import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from './CopyButton.tsx'
import classes from './CopyField.module.css'

/** A value to be entered elsewhere to the letter: shown, marked when it has the focus, and copied by a button. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useTranslation()
  return (
    <div className={classes.row}>
      <TextInput
        label={label}
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
