import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { ApplinkSetup, type ApplinkSetupProps } from './ApplinkSetup.tsx'

interface ApplinkDialogProps extends ApplinkSetupProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function ApplinkDialog({ opened, onClose, ...setup }: ApplinkDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('applink.title')} size="lg">
      <ApplinkSetup {...setup} />
    </Dialog>
  )
}
