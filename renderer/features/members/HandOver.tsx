import { Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyField } from '../../ui/CopyField.tsx'
import { DialogFooter } from '../../ui/DialogFooter.tsx'

export interface Handed {
  readonly name: string
  readonly login: string
  readonly password: string
}

interface HandOverProps {
  /** What the password is called. */
  readonly label: string
  readonly handed: Handed
  readonly onClose: () => void
}

/** What somebody needs for the next sign-in; shown once, and gone with the dialog. */
export function HandOver({ label, handed, onClose }: HandOverProps) {
  const { t } = useTranslation()
  const { name, login, password } = handed
  return (
    <Stack gap="sm" role="status">
      <Text size="sm">{t('members.handOver', { name })}</Text>
      <CopyField label={t('session.login')} value={login} />
      <CopyField label={label} value={password} />
      <Text size="xs" c="var(--at-quiet)">
        {t('members.handOverOnce')}
      </Text>
      <DialogFooter>
        <Button onClick={onClose} data-autofocus autoFocus>
          {t('members.done')}
        </Button>
      </DialogFooter>
    </Stack>
  )
}
