import { Button, Group, Stack, Text } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ApiTokenFields, AtlassianAccount, type ApiTokenValues } from './ApiTokenFields.tsx'
import { expiry } from './ExpiresOnField.tsx'
import { useKnownConnection } from './use-known-connection.ts'

interface ApiTokenEntryProps {
  readonly connection: Connection
  /** It stands before the first choice of a project, as the manual has it. */
  readonly beforeProject: boolean
  /** The token was saved, or declined. */
  readonly onDone: (connection: Connection) => void
  readonly onCancel?: () => void
}

/** The API token of a connection that signed in at Atlassian. It leaves this component's state the moment it is sent. */
export function ApiTokenEntry({ connection, beforeProject, onDone, onCancel }: ApiTokenEntryProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const know = useKnownConnection()
  const [values, setValues] = useState<ApiTokenValues>({ email: connection.email ?? '', token: '', expiresOn: '' })
  const email = useRef<HTMLInputElement>(null)
  const token = useRef<HTMLInputElement>(null)
  const save = useAction(bridge.connections.saveApiToken)
  const decline = useAction(bridge.connections.declineApiToken)
  const failure = save.failure ?? decline.failure
  const { id } = connection
  const user = connection.userDisplayName
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const { expiresOn, ...typed } = values
    setValues({ ...values, token: '' })
    decline.clear()
    const result = await save.run({ id, ...typed, ...expiry(expiresOn) })
    if (!result.ok) {
      ;(result.failure.field === 'email' ? email : token).current?.focus()
      return
    }
    know(result.value)
    announce(t('cloud.saved'))
    onDone(result.value)
  }
  const goOn = async () => {
    save.clear()
    const result = await decline.run({ id })
    if (!result.ok) return
    know(result.value)
    announce(t('tokens.goneOnWithout'))
    onDone(result.value)
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <Stack gap="sm">
        <AtlassianAccount before={t(beforeProject ? 'cloud.saveHint' : 'cloud.replaceHint', { user })} />
        <Text size="xs" c="var(--at-quiet)">
          {t('cloud.saveWhy')}
        </Text>
        {failure && <FailureNotice failure={failure} live />}
        <ApiTokenFields
          values={values}
          failure={failure}
          emailRef={email}
          tokenRef={token}
          autoFocus={values.email === '' ? 'email' : 'token'}
          onChange={setValues}
        />
        <Group justify="space-between">
          {beforeProject ? (
            <Button variant="default" loading={decline.busy} disabled={save.busy} onClick={() => void goOn()}>
              {t('cloud.goOn')}
            </Button>
          ) : (
            <Button variant="default" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
          )}
          <Button type="submit" loading={save.busy} disabled={decline.busy}>
            {t('cloud.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
