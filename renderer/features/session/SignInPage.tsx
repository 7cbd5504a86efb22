import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { FullWindow } from './FullWindow.tsx'
import { useSetSession } from './use-present-session.ts'

/** Nobody is signed in. The password leaves this component's state the moment it is sent. */
export function SignInPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const setSession = useSetSession()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<'login' | 'password' | null>(null)
  const name = useRef<HTMLInputElement>(null)
  const secret = useRef<HTMLInputElement>(null)
  const signIn = useAction(bridge.session.signIn)
  const { failure } = signIn
  // Whoever comes next begins at the beginning, not where the last one was.
  useEffect(() => void navigate('/projects', { replace: true }), [navigate])
  const ask = (field: 'login' | 'password') => {
    setMissing(field)
    ;(field === 'login' ? name : secret).current?.focus()
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    signIn.clear()
    if (login.trim() === '') return ask('login')
    if (password === '') return ask('password')
    const typed = password
    setPassword('')
    const result = await signIn.run({ login, password: typed })
    if (result.ok) return setSession(result.value)
    ;(result.failure.field === 'login' ? name : secret).current?.focus()
  }
  return (
    <FullWindow title={t('session.signInTitle')}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="sm">
          {failure && <FailureNotice failure={failure} live />}
          <TextInput
            ref={name}
            label={t('session.login')}
            value={login}
            maxLength={64}
            autoComplete="username"
            data-autofocus
            autoCapitalize="off"
            spellCheck={false}
            error={missing === 'login' ? t('session.loginMissing') : failure?.field === 'login'}
            onChange={(event) => {
              setLogin(event.currentTarget.value)
              setMissing(null)
            }}
          />
          <SecretField
            inputRef={secret}
            label={t('session.password')}
            value={password}
            maxLength={1024}
            autoComplete="current-password"
            error={missing === 'password' ? t('session.passwordMissing') : failure?.code === 'login-refused'}
            onChange={(typed) => {
              setPassword(typed)
              setMissing(null)
            }}
          />
          <Button type="submit" fullWidth mt="xs" loading={signIn.busy}>
            {t('session.signIn')}
          </Button>
          <Text size="xs" c="var(--at-quiet)">
            {t('session.forgotten')}
          </Text>
        </Stack>
      </form>
    </FullWindow>
  )
}
