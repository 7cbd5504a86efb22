import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import type { MethodFormProps } from './method-form.ts'
import { OpenJira } from './OpenJira.tsx'
import { renewing } from './sign-in-target.ts'
import { WayOut } from './WayOut.tsx'

/** How the token is called in Jira's list unless the person says otherwise, and how long it is good for. */
const preset = { name: 'AtTrack', days: '90' }

/** Has Jira make a personal access token. The password leaves this component's state the moment it is sent. */
export function CreateTokenForm({ target, onDone, onUse }: MethodFormProps) {
  const { t } = useTranslation()
  const [username, setUsername] = useState(target.known?.username ?? '')
  const [password, setPassword] = useState('')
  const [name, setName] = useState(preset.name)
  const [days, setDays] = useState(preset.days)
  const userField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const nameField = useRef<HTMLInputElement>(null)
  const daysField = useRef<HTMLInputElement>(null)
  const create = useAction(bridge.connections.createToken)
  const failure = create.failure
  const wrong = (field: string) => failure?.field === field
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const typed = password
    setPassword('')
    const result = await create.run({
      siteUrl: target.siteUrl,
      username,
      password: typed,
      name,
      days: Math.trunc(Number(days)) || 0,
      ...renewing(target)
    })
    if (result.ok) return onDone(result.value)
    const fields: Readonly<Record<string, typeof nameField>> = { username: userField, name: nameField, days: daysField }
    ;(fields[result.failure.field ?? ''] ?? passwordField).current?.focus()
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <Stack gap="sm">
        <Text size="sm">{t('tokens.createHint')}</Text>
        {failure && (
          <FailureNotice
            failure={failure}
            live
            actions={
              <>
                {failure.code === 'captcha-required' && <OpenJira siteUrl={target.siteUrl} />}
                <WayOut target={target} method="pat" failure={failure} onUse={onUse} />
              </>
            }
          />
        )}
        <TextInput
          ref={userField}
          label={t('signIn.username')}
          value={username}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          error={wrong('username')}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <SecretField
          inputRef={passwordField}
          label={t('signIn.password')}
          value={password}
          maxLength={1024}
          error={failure?.code === 'password-wrong' || wrong('password')}
          onChange={setPassword}
        />
        <Group gap="sm" grow align="flex-start">
          <TextInput
            ref={nameField}
            label={t('tokens.tokenName')}
            value={name}
            maxLength={100}
            autoComplete="off"
            error={wrong('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            ref={daysField}
            label={t('tokens.days')}
            value={days}
            maxLength={4}
            inputMode="numeric"
            autoComplete="off"
            error={wrong('days')}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={create.busy}>
            {t('tokens.createSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
