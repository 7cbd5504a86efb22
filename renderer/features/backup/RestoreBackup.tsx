import { Box, Button } from '@mantine/core'
import { IconDatabaseImport } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { OpenBackup, type ChosenBackup } from './OpenBackup.tsx'

interface RestoreBackupProps {
  /** It is what helps here, not one of several things to do. */
  readonly primary?: boolean
}

/**
 * The button *Restore a backup*: a file is chosen, then a dialog shows what is in it and puts it in the workspace's place.
 * A file that is no backup is told in a row of its own, so that no button moves.
 */
export function RestoreBackup({ primary = false }: RestoreBackupProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ChosenBackup | null>(null)
  const [opened, setOpened] = useState(false)
  const choose = useAction(bridge.backup.choose)
  /** What is under way, so that closing the dialog ends it. */
  const stage = useRef<'idle' | 'reading' | 'replaced'>('idle')
  const begin = async () => {
    const result = await choose.run({})
    if (!result.ok) return
    stage.current = 'idle'
    setChosen(result.value)
    setOpened(true)
  }
  const close = () => {
    if (stage.current === 'reading') return void bridge.backup.cancel()
    setOpened(false)
    // Once it is to replace the workspace, it has to stay until the next start.
    if (chosen && stage.current === 'idle') void bridge.backup.discard({ backupId: chosen.backupId })
  }
  return (
    <>
      <Button
        w="fit-content"
        variant={primary ? 'filled' : 'default'}
        leftSection={<IconDatabaseImport size={16} aria-hidden />}
        loading={choose.busy}
        onClick={() => void begin()}
      >
        {t('backup.restore')}
      </Button>
      {choose.failure && choose.failure.code !== 'cancelled' && (
        <Box w="100%">
          <FailureNotice failure={choose.failure} live />
        </Box>
      )}
      <Dialog opened={opened} onClose={close} title={t('backup.restore')}>
        {chosen && (
          <OpenBackup key={chosen.backupId} chosen={chosen} onStage={(now) => (stage.current = now)} onClose={close} />
        )}
      </Dialog>
    </>
  )
}
