import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { Box } from './Box.tsx'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { useSaving } from './use-saving.ts'

/** As the contract asks for. */
const shortest = 12

interface ExportKeyFormProps {
  /** `words`: where it was saved to, ready to show. */
  readonly onDone: (words: string) => void
  readonly onClose: () => void
}

/** The only way a key leaves the keychain: meant, understood, and encrypted by a passphrase typed twice. */
export function ExportKeyForm({ onDone, onClose }: ExportKeyFormProps) {
  const { t } = useTranslation()
  const [understood, setUnderstood] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const { save, busy, failure, said } = useSaving(bridge.applink.exportKey)
  useEffect(() => {
    if (said !== null) onDone(said)
  }, [said, onDone])
  const submit = useFocusRescue<HTMLButtonElement>(busy)
  const missing = shortest - passphrase.length
  const differ = again !== '' && again !== passphrase
  const ready = understood && missing <= 0 && again === passphrase
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (ready) void save({ passphrase })
  }
  return (
    <Box title={t('applink.keys.export')} onEscape={onClose}>
      <Notice tone="warning" role="note">
        <Text size="sm">{t('applink.keys.exportMeaning')}</Text>
      </Notice>
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          <Checkbox
            ref={first}
            label={t('applink.keys.exportConfirm')}
            checked={understood}
            onChange={(event) => setUnderstood(event.currentTarget.checked)}
          />
          <SecretField
            label={t('applink.keys.passphrase')}
            description={
              passphrase !== '' && missing > 0
                ? t('applink.keys.tooShort', { count: missing })
                : t('applink.keys.passphraseHint')
            }
            value={passphrase}
            maxLength={1024}
            onChange={setPassphrase}
          />
          <SecretField
            label={t('applink.keys.passphraseAgain')}
            {...(differ ? { description: t('applink.keys.notSame') } : {})}
            value={again}
            maxLength={1024}
            error={differ && again.length >= passphrase.length}
            onChange={setAgain}
          />
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button ref={submit} size="xs" type="submit" loading={busy} disabled={!ready}>
              {t('applink.keys.exportDo')}
            </Button>
          </Group>
        </Stack>
      </form>
      {failure && <FailureNotice failure={failure} live />}
    </Box>
  )
}
