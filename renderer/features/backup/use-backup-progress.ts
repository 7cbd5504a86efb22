import { useEffect, useState } from 'react'
import type { BackupProgress } from '../../../preload/contract/index.ts'
import { onEvent } from '../../bridge.ts'

/** How far main is with what has just been begun; null until it has told. */
export function useBackupProgress(doing: BackupProgress['doing']): BackupProgress | null {
  const [progress, setProgress] = useState<BackupProgress | null>(null)
  useEffect(
    () =>
      onEvent('backup.progress', (told) => {
        if (told.doing === doing) setProgress(told)
      }),
    [doing]
  )
  return progress
}
