import { Button, Group, Stack, Text } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupSummary, ChannelOutput } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { exactTime } from '../../ui/time.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ReplaceWorkspace } from './ReplaceWorkspace.tsx'
import { Underway } from './Underway.tsx'
import classes from './Backup.module.css'

export type ChosenBackup = ChannelOutput<'backup.choose'>

interface OpenBackupProps {
  readonly chosen: ChosenBackup
  /** `reading`: it can be cancelled. `replaced`: it waits for the next start. */
  readonly onStage: (stage: 'idle' | 'reading' | 'replaced') => void
  readonly onClose: () => void
}

/** The passphrase of the chosen file, then what is in it. The passphrase leaves this component's state once it is sent. */
export function OpenBackup({ chosen, onStage, onClose }: OpenBackupProps) {
  const { t } = useTranslation()
  const { backupId, fileName, createdAt } = chosen
  const [passphrase, setPassphrase] = useState('')
  const [summary, setSummary] = useState<BackupSummary | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const open = useAction(bridge.backup.open)
  const { failure } = open
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (passphrase === '') return field.current?.focus()
    const typed = passphrase
    setPassphrase('')
    onStage('reading')
    const result = await open.run({ backupId, passphrase: typed })
    onStage('idle')
    if (result.ok) return setSummary(result.value)
    // The form comes back in the field's place.
    requestAnimationFrame(() => field.current?.focus())
  }
  if (summary) return <ReplaceWorkspace chosen={chosen} summary={summary} onStage={onStage} onClose={onClose} />
  if (open.busy) return <Underway doing="restore" first={t('backup.phase.decrypting')} />
  return (
    <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <Stack gap="sm">
        <div>
          <Text size="sm" fw={600} className={classes.file ?? ''}>
            {fileName}
          </Text>
          <Text size="xs" c="var(--at-quiet)">
            {t('backup.chosen', { when: exactTime(createdAt) })}
          </Text>
        </div>
        {failure && failure.code !== 'cancelled' && <FailureNotice failure={failure} live />}
        <SecretField
          inputRef={field}
          label={t('backup.passphrase')}
          description={t('backup.restoreHint')}
          value={passphrase}
          maxLength={1024}
          autoFocus
          error={failure?.code === 'backup-passphrase-wrong'}
          onChange={setPassphrase}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit">{t('backup.open')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
