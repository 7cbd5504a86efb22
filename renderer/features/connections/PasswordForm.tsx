import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { OpenJira } from './ConnectionItem.tsx'
import type { SignInTarget } from './sign-in-target.ts'

/** Failures that no password can heal. */
const needsOAuth = new Set(['basic-disabled', 'sso-page'])

interface PasswordFormProps {
  readonly target: SignInTarget
  readonly onDone: (connection: Connection) => void
  readonly onUseOAuth: () => void
}

/** Login and password. The password leaves this component's state the moment it is sent. */
export function PasswordForm({ target, onDone, onUseOAuth }: PasswordFormProps) {
  const { t } = useTranslation()
  const [username, setUsername] = useState(target.known?.username ?? '')
  const [password, setPassword] = useState('')
  const name = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const signIn = useAction(bridge.connections.signInWithPassword)
  const failure = signIn.failure
  const oauth = target.methods.find((one) => one.method === 'oauth1')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const typed = password
    setPassword('')
    const result = await signIn.run({
      siteUrl: target.siteUrl,
      username,
      password: typed,
      ...(target.known ? { connectionId: target.known.connectionId } : {})
    })
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
              failure.code === 'captcha-required' ? (
                <OpenJira siteUrl={target.siteUrl} />
              ) : needsOAuth.has(failure.code) && oauth?.impossible === null ? (
                <Button size="compact-sm" variant="default" onClick={onUseOAuth}>
                  {t('signIn.useOAuth')}
                </Button>
              ) : undefined
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
          data-autofocus={!target.known || undefined}
          error={failure?.field === 'username'}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          ref={field}
          label={t('signIn.password')}
          value={password}
          maxLength={1024}
          autoComplete="off"
          data-autofocus={target.known ? true : undefined}
          error={failure?.code === 'password-wrong' || failure?.field === 'password'}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.reveal'), 'aria-hidden': false, tabIndex: 0 }}
          onChange={(event) => setPassword(event.currentTarget.value)}
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
