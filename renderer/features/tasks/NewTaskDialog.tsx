import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { channels } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'

interface NewTaskDialogProps {
  readonly projectId: string
  readonly opened: boolean
  readonly onClose: () => void
}

export function NewTaskDialog({ projectId, opened, onClose }: NewTaskDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('tasks.new')}>
      <NewTaskForm projectId={projectId} onClose={onClose} />
    </Dialog>
  )
}

/** The contract's own rule for a summary, so that both sides say the same. */
const summaryRule = channels['tasks.create'].input.shape.summary

function NewTaskForm({ projectId, onClose }: { readonly projectId: string; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [summary, setSummary] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const create = useAction(bridge.tasks.create)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const checked = summaryRule.safeParse(summary)
    if (!checked.success) return setProblem(checked.error.issues[0]?.message ?? null)
    const result = await create.run({ projectId, summary: checked.data })
    if (!result.ok) return
    announce(t('tasks.createdDone', { key: result.value.key }))
    onClose()
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack>
        <TextInput
          label={t('tasks.summaryLabel')}
          value={summary}
          error={problem}
          autoComplete="off"
          data-autofocus
          onChange={(event) => {
            setSummary(event.currentTarget.value)
            setProblem(null)
          }}
        />
        {create.failure && <FailureNotice failure={create.failure} live />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.busy}>
            {t('tasks.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
