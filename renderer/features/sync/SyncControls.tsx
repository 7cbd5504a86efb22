import { Button, Text } from '@mantine/core'
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkSync } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { notifyFailure } from '../../ui/notify.ts'
import { useAction } from '../../ui/use-action.ts'

interface SyncButtonProps {
  readonly projectId: string
  readonly links: readonly LinkSync[]
}

/** "Sync now"; while a sync is running, "Cancel sync"; then "Stopping…" until it has stopped. */
export function SyncButton({ projectId, links }: SyncButtonProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const hint = useId()
  const mayLink = useAllowed()('links.create', { project: projectId })
  const start = useAction(bridge.sync.start)
  const cancel = useAction(bridge.sync.cancel)
  const running = links.some((link) => link.running)
  const act = async (action: typeof start) => {
    const result = await action.run({ projectId })
    if (!result.ok) notifyFailure(result.failure)
    void client.invalidateQueries({ queryKey: ['sync'] })
  }
  const [stopping, setStopping] = useState(false)
  if (stopping && !running) setStopping(false)
  const press = () => {
    if (!running) return void act(start)
    if (stopping) return
    // Main stops at the next page of Jira's answer; that it was heard is shown at once.
    setStopping(true)
    void act(cancel)
  }
  const unlinked = links.length === 0
  const Sign = running ? IconPlayerStop : IconRefresh
  return (
    <>
      {/* One button in three states: another element would lose the keyboard focus. */}
      <Button
        size="xs"
        variant={running ? 'default' : 'filled'}
        loading={start.busy && !running}
        disabled={unlinked}
        {...(stopping ? { 'aria-disabled': true, 'data-disabled': true } : {})}
        leftSection={<Sign size={16} aria-hidden />}
        {...(unlinked ? { 'aria-describedby': hint } : {})}
        onClick={press}
      >
        {t(stopping ? 'sync.cancelling' : running ? 'sync.cancel' : 'sync.now')}
      </Button>
      {unlinked && (
        <Text size="xs" c="var(--at-quiet)" id={hint}>
          {t(mayLink ? 'sync.needsLink' : 'sync.noLink')}
        </Text>
      )}
    </>
  )
}
