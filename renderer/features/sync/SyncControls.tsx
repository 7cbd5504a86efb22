import { Button, Text } from '@mantine/core'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkSync } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { notifyFailure } from '../../ui/notify.ts'
import { useAction } from '../../ui/use-action.ts'

interface SyncButtonProps {
  readonly projectId: string
  readonly links: readonly LinkSync[]
}

/** "Sync now", or while one is running, "Cancel sync". */
export function SyncButton({ projectId, links }: SyncButtonProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const hint = useId()
  const start = useAction(bridge.sync.start)
  const cancel = useAction(bridge.sync.cancel)
  const running = links.some((link) => link.running)
  const act = async (action: typeof start) => {
    const result = await action.run({ projectId })
    if (!result.ok) notifyFailure(result.failure)
    void client.invalidateQueries({ queryKey: ['sync'] })
  }
  if (running) {
    return (
      <Button
        size="xs"
        variant="default"
        loading={cancel.busy}
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        onClick={() => void act(cancel)}
      >
        {t('sync.cancel')}
      </Button>
    )
  }
  return (
    <>
      <Button
        size="xs"
        loading={start.busy}
        disabled={links.length === 0}
        leftSection={<IconRefresh size={16} aria-hidden />}
        aria-describedby={links.length === 0 ? hint : undefined}
        onClick={() => void act(start)}
      >
        {t('sync.now')}
      </Button>
      {links.length === 0 && (
        <Text size="xs" c="var(--at-quiet)" id={hint}>
          {t('sync.needsLink')}
        </Text>
      )}
    </>
  )
}
