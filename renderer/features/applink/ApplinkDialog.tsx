import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { ApplinkSetup } from './ApplinkSetup.tsx'

interface ApplinkDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function ApplinkDialog({ opened, onClose }: ApplinkDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('applink.title')} size="lg">
      <ApplinkSetup />
    </Dialog>
  )
}
