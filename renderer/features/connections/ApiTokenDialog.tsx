import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ApiTokenEntry } from './ApiTokenEntry.tsx'

interface ApiTokenDialogProps {
  readonly connection: Connection
  readonly opened: boolean
  readonly onClose: () => void
  /** After a token was saved, or gone without. */
  readonly onDone?: () => void
}

/** Adds an API token to a connection that signed in at Atlassian, or replaces it. */
export function ApiTokenDialog({ connection, opened, onClose, onDone }: ApiTokenDialogProps) {
  const { t } = useTranslation()
  const done = () => {
    onClose()
    onDone?.()
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t(connection.apiToken === 'held' ? 'tokens.enterNew' : 'tokens.enterFirst')}
    >
      <ApiTokenEntry connection={connection} beforeProject={false} onDone={done} onCancel={onClose} />
    </Dialog>
  )
}
