import { Button, Group, Text } from '@mantine/core'
import { IconDatabaseExport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAllowed } from '../../app/use-allowed.ts'
import { BackUpDialog } from './BackUpDialog.tsx'
import { RestoreBackup } from './RestoreBackup.tsx'

/** Settings → Backup: a file with the whole workspace, and the way back from one. */
export function BackupSection() {
  const { t } = useTranslation()
  const allowed = useAllowed()
  const [backingUp, setBackingUp] = useState(false)
  return (
    <>
      <Text size="sm">{t('backup.intro')}</Text>
      <Group gap="xs" align="flex-start">
        {allowed('backup.create') && (
          <Button
            variant="default"
            leftSection={<IconDatabaseExport size={16} aria-hidden />}
            onClick={() => setBackingUp(true)}
          >
            {t('backup.create')}
          </Button>
        )}
        {allowed('backup.choose') && <RestoreBackup />}
      </Group>
      <BackUpDialog opened={backingUp} onClose={() => setBackingUp(false)} />
    </>
  )
}
