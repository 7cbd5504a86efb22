import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { OpenJira } from './OpenJira.tsx'
import type { MethodFormProps } from './method-form.ts'
import { renewing } from './sign-in-target.ts'
import { WayOut } from './WayOut.tsx'

/** Login and password. The password leaves this component's state the moment it is sent. */
export function PasswordForm({ target, onDone, onUse }: MethodFormProps) {
  const { t } = useTranslation()
  const [username, setUsername] = useState(target.known?.username ?? '')
  const [password, setPassword] = useState('')
  const name = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const signIn = useAction(bridge.connections.signInWithPassword)
  const failure = signIn.failure
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const typed = password
    setPassword('')
    const result = await signIn.run({ siteUrl: target.siteUrl, username, password: typed, ...renewing(target) })
    if (result.ok) onDone(result.value)
    else (result.failure.field === 'username' ? name : field).current?.focus()
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <Stack gap="sm">
        {failure && (
          <FailureNotice
            failure={failure}
            live
            actions={
              <>
                {failure.code === 'captcha-required' && <OpenJira siteUrl={target.siteUrl} />}
                <WayOut target={target} method="password" failure={failure} onUse={onUse} />
              </>
            }
          />
        )}
        <TextInput
          ref={name}
          label={t('signIn.username')}
          description={t('signIn.usernameHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={username}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          data-autofocus={!target.known?.username || undefined}
          error={failure?.field === 'username'}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <SecretField
          inputRef={field}
          label={t('signIn.password')}
          value={password}
          maxLength={1024}
          autoFocus={Boolean(target.known?.username)}
          error={failure?.code === 'password-wrong' || failure?.field === 'password'}
          onChange={setPassword}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={signIn.busy}>
            {t('signIn.submitPassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
