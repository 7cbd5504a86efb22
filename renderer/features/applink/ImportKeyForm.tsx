import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Box } from './Box.tsx'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { unlessCancelled } from './use-saving.ts'

interface ImportKeyFormProps {
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Takes a private key in from a file that main asks for and reads: the key itself never comes to the window. */
export function ImportKeyForm({ onDone, onClose }: ImportKeyFormProps) {
  const { t } = useTranslation()
  const [passphrase, setPassphrase] = useState('')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const take = useAction(bridge.applink.importKey)
  const submit = useFocusRescue<HTMLButtonElement>(take.busy)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const result = await take.run({ passphrase })
    if (result.ok) onDone()
  }
  const failure = unlessCancelled(take.failure)
  return (
    <Box title={t('applink.keys.import')} onEscape={onClose}>
      <Text size="sm">{t('applink.keys.importHint')}</Text>
      <form onSubmit={(event) => void send(event)} noValidate>
        <SecretField
          label={t('applink.keys.importPassphrase')}
          description={t('applink.keys.importPassphraseHint')}
          value={passphrase}
          maxLength={1024}
          inputRef={first}
          error={failure?.field === 'passphrase'}
          onChange={setPassphrase}
        />
        <Group gap="xs" mt="sm">
          <Button size="xs" variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button ref={submit} size="xs" type="submit" loading={take.busy}>
            {t('applink.keys.chooseFile')}
          </Button>
        </Group>
      </form>
      {failure && <FailureNotice failure={failure} live />}
    </Box>
  )
}
