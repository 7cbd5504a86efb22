import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Failure, Result } from '../../preload/contract/index.ts'
import { Dialog } from './Dialog.tsx'
import { FailureNotice } from './FailureNotice.tsx'
import { useAction } from './use-action.ts'

interface ConfirmDialogProps {
  readonly opened: boolean
  readonly title: string
  readonly text: string
  /** The word on the button that does it. */
  readonly action: string
  readonly onConfirm: () => Promise<Result<unknown>>
  readonly onClose: () => void
  readonly onDone?: () => void
}

/** Asks before something that cannot simply be undone; shows a failure in place. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <Question {...props} />
    </Dialog>
  )
}

function Question({ text, action, onConfirm, onClose, onDone }: ConfirmDialogProps) {
  const { t } = useTranslation()
  const { run, busy, failure } = useAction<null, unknown>(() => onConfirm())
  const confirm = async () => {
    const result = await run(null)
    if (!result.ok) return
    onClose()
    onDone?.()
  }
  return (
    <Stack>
      <Text size="sm">{text}</Text>
      {failure && <FailureNotice failure={failure as Failure} live />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button color="red.9" loading={busy} onClick={() => void confirm()}>
          {action}
        </Button>
      </Group>
    </Stack>
  )
}
