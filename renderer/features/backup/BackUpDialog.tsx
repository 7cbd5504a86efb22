import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { minPasswordLength, type ChannelOutput } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { fileSize } from './file-size.ts'
import { Underway } from './Underway.tsx'
import classes from './Backup.module.css'

interface BackUpDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** *Back up workspace*: a passphrase, whether sign-ins go along, and one file written. */
export function BackUpDialog({ opened, onClose }: BackUpDialogProps) {
  const { t } = useTranslation()
  const busy = useRef(false)
  /** While it is written, closing means *Cancel*: nothing goes on that nobody sees. */
  const close = () => (busy.current ? void bridge.backup.cancel() : onClose())
  return (
    <Dialog opened={opened} onClose={close} title={t('backup.create')}>
      <BackUp onBusy={(now) => (busy.current = now)} onClose={onClose} />
    </Dialog>
  )
}

interface BackUpProps {
  readonly onBusy: (busy: boolean) => void
  readonly onClose: () => void
}

/** Lives only while the dialog is open, and with it what was typed: a place can be chosen once more without typing. */
function BackUp({ onBusy, onClose }: BackUpProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [withSecrets, setWithSecrets] = useState(false)
  const [done, setDone] = useState<{ file: string; bytes: number } | null>(null)
  const create = useAction(bridge.backup.create)
  const start = useRef<HTMLButtonElement>(null)
  const tried = useRef(false)
  // The form was away while the file was written: the focus comes back to what tries once more.
  useEffect(() => {
    if (tried.current && !create.busy) start.current?.focus({ preventScroll: true })
  }, [create.busy])
  const missing = minPasswordLength - passphrase.length
  const differ = again !== '' && again !== passphrase
  const ready = missing <= 0 && again === passphrase
  const cancelled = create.failure?.code === 'cancelled'
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    tried.current = true
    onBusy(true)
    const result = await create.run({ passphrase, withSecrets })
    onBusy(false)
    if (result.ok) return finished(result.value)
    if (result.failure.code === 'cancelled') announce(t('backup.cancelled'))
  }
  const finished = ({ file, bytes }: ChannelOutput<'backup.create'>) => {
    // Nobody chose a place: that is a change of mind.
    if (file === null) return
    setPassphrase('')
    setAgain('')
    setDone({ file, bytes })
  }
  if (done) return <Done {...done} withSecrets={withSecrets} onClose={onClose} />
  if (create.busy) return <Underway doing="backup" first={t('backup.choosing')} />
  return (
    <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <Stack gap="sm">
        {create.failure && !cancelled && <FailureNotice failure={create.failure} live />}
        {cancelled && (
          <Text size="sm" c="var(--at-quiet)">
            {t('backup.cancelled')}
          </Text>
        )}
        <SecretField
          label={t('backup.passphrase')}
          description={
            passphrase !== '' && missing > 0
              ? t('backup.tooShort', { count: missing })
              : t('backup.passphraseHint', { count: minPasswordLength })
          }
          value={passphrase}
          maxLength={1024}
          autoFocus
          error={create.failure?.field === 'passphrase'}
          onChange={setPassphrase}
        />
        <SecretField
          label={t('backup.repeat')}
          {...(differ ? { description: t('backup.differ') } : {})}
          value={again}
          maxLength={1024}
          error={differ && again.length >= passphrase.length}
          onChange={setAgain}
        />
        <Notice tone="warning" role="note">
          <Text size="sm">{t('backup.lost')}</Text>
        </Notice>
        <Checkbox
          label={t('backup.withSecrets')}
          description={t('backup.withSecretsHint')}
          checked={withSecrets}
          onChange={(event) => setWithSecrets(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button ref={start} type="submit" disabled={!ready}>
            {t('backup.start')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface DoneProps {
  readonly file: string
  readonly bytes: number
  readonly withSecrets: boolean
  readonly onClose: () => void
}

/** Where it is and how large. */
function Done({ file, bytes, withSecrets, onClose }: DoneProps) {
  const { t } = useTranslation()
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  return (
    <Stack gap="sm">
      <Notice tone="success" role="status">
        <Text size="sm" fw={600}>
          {t('backup.done')}
        </Text>
        <Text size="sm">{t(withSecrets ? 'backup.doneWith' : 'backup.doneWithout')}</Text>
      </Notice>
      <dl className={classes.facts}>
        <dt>{t('backup.doneFile')}</dt>
        <dd>{file}</dd>
        <dt>{t('backup.doneSize')}</dt>
        <dd>{fileSize(bytes)}</dd>
      </dl>
      <Group justify="flex-end">
        <Button ref={close} onClick={onClose}>
          {t('common.close')}
        </Button>
      </Group>
    </Stack>
  )
}
