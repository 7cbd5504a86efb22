import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CloudClient } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { cloudClientQuery } from './settings-queries.ts'

/** Enters or removes the OAuth client. The secret leaves this component's state the moment it is sent. */
export function CloudClientForm({ client }: { readonly client: CloudClient }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [clientId, setClientId] = useState(client.clientId ?? '')
  const [secret, setSecret] = useState('')
  const [removing, setRemoving] = useState(false)
  const id = useRef<HTMLInputElement>(null)
  const secretField = useRef<HTMLInputElement>(null)
  const set = useAction(bridge.cloudClient.set)
  const failure = set.failure
  const held = client.source === 'settings'
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const typed = secret
    setSecret('')
    const result = await set.run({ clientId, clientSecret: typed })
    if (!result.ok) {
      ;(result.failure.field === 'clientId' ? id : secretField).current?.focus()
      return
    }
    queries.setQueryData(cloudClientQuery.queryKey, result.value)
    announce(t('settings.cloudSaved'))
  }
  return (
    <form onSubmit={(event) => void save(event)} noValidate autoComplete="off">
      <Stack gap="sm">
        {failure && <FailureNotice failure={failure} live />}
        <TextInput
          ref={id}
          label={t('settings.clientId')}
          value={clientId}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          error={failure?.field === 'clientId'}
          onChange={(event) => setClientId(event.currentTarget.value)}
        />
        <SecretField
          inputRef={secretField}
          label={t('settings.clientSecret')}
          {...(held ? { description: t('settings.clientSecretKept') } : {})}
          value={secret}
          maxLength={1024}
          error={failure?.field === 'clientSecret'}
          onChange={setSecret}
        />
        <Group gap="xs">
          <Button type="submit" loading={set.busy}>
            {t('common.save')}
          </Button>
          {held && (
            <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
              {t('settings.cloudRemove')}
            </Button>
          )}
        </Group>
      </Stack>
      <ConfirmDialog
        opened={removing}
        title={t('settings.cloudRemoveTitle')}
        text={t('settings.cloudRemoveText')}
        action={t('settings.cloudRemove')}
        onConfirm={async () => {
          const removed = await bridge.cloudClient.remove()
          if (removed.ok) queries.setQueryData(cloudClientQuery.queryKey, removed.value)
          return removed
        }}
        onClose={() => setRemoving(false)}
        onDone={() => announce(t('settings.cloudRemoved'))}
      />
    </form>
  )
}
