import { Button, Group, Loader, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupProgress } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useBackupProgress } from './use-backup-progress.ts'

interface UnderwayProps {
  readonly doing: BackupProgress['doing']
  /** What is said until main tells how far it is. */
  readonly first: string
}

/** What is being done, how far it is, and the button that ends it. The call that began it then answers `cancelled`. */
export function Underway({ doing, first }: UnderwayProps) {
  const { t } = useTranslation()
  const progress = useBackupProgress(doing)
  const [stopping, setStopping] = useState(false)
  const fraction = progress?.fraction ?? null
  const percent = fraction === null ? null : Math.floor(fraction * 100)
  const words = progress ? t(`backup.phase.${progress.phase}`) : first
  const cancel = () => {
    setStopping(true)
    void bridge.backup.cancel()
  }
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Loader size={16} aria-hidden />
        <Text size="sm">{percent === null ? words : `${words} · ${t('backup.percent', { percent })}`}</Text>
      </Group>
      {/* A bar that cannot tell would claim a number. */}
      {percent !== null && (
        <Progress
          value={percent}
          size="sm"
          aria-label={t(doing === 'backup' ? 'backup.progress' : 'backup.progressRestore')}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" loading={stopping} onClick={cancel} autoFocus>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
