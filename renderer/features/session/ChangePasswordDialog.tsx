import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogFooter } from '../../ui/DialogFooter.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { PasswordChangeForm } from './PasswordChangeForm.tsx'
import { useSetSession } from './use-present-session.ts'

interface ChangePasswordDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** A new password because one wants one. */
export function ChangePasswordDialog({ opened, onClose }: ChangePasswordDialogProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const setSession = useSetSession()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('session.changePassword')} size="sm">
      <PasswordChangeForm
        onDone={(session) => {
          void setSession(session)
          onClose()
          announce(t('session.passwordChanged'))
          notifyDone(t('session.passwordChanged'))
        }}
        footer={(save) => (
          <DialogFooter>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            {save}
          </DialogFooter>
        )}
      />
    </Dialog>
  )
}
