import { Button, Stack } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { FullWindow } from './FullWindow.tsx'
import { PasswordRefused } from './PasswordRefused.tsx'
import { useSetSession } from './use-present-session.ts'

/** The session waits for its member. The password leaves this component's state the moment it is sent. */
export function LockedPage({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const setSession = useSetSession()
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const unlock = useAction(bridge.session.unlock)
  const signOut = useAction(bridge.session.signOut)
  const failure = unlock.failure ?? signOut.failure
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const typed = password
    setMissing(typed === '')
    if (typed === '') return field.current?.focus()
    setPassword('')
    const result = await unlock.run({ password: typed })
    if (result.ok) return setSession(result.value)
    field.current?.focus()
  }
  const leave = async () => {
    const result = await signOut.run({})
    if (result.ok) await setSession(result.value)
  }
  return (
    <FullWindow title={t('session.lockedTitle')} text={t('session.lockedText', { name })}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="sm">
          {failure && <PasswordRefused failure={failure} name={name} />}
          <SecretField
            inputRef={field}
            label={t('session.password')}
            value={password}
            maxLength={1024}
            autoComplete="current-password"
            autoFocus
            error={missing ? t('session.passwordMissing') : unlock.failure?.code === 'login-refused'}
            onChange={(typed) => {
              setPassword(typed)
              setMissing(false)
            }}
          />
          <Button type="submit" fullWidth mt="xs" loading={unlock.busy}>
            {t('session.unlock')}
          </Button>
          <Button variant="subtle" fullWidth loading={signOut.busy} onClick={() => void leave()}>
            {t('session.somebodyElse')}
          </Button>
        </Stack>
      </form>
    </FullWindow>
  )
}
