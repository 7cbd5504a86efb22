import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useKnownNetwork } from './network-queries.ts'

interface ProxySignInFormProps {
  readonly siteUrl: string
  /** `proxy.example.com:3128`, when it is known. */
  readonly proxy: string | null
  /** What was kept did not work. */
  readonly refused?: boolean
  /** Does again what the proxy had stopped; null when only the person can. */
  readonly onSaved: (() => void) | null
}

/**
 * User name and password for the proxy, right where it asked for them. Not a `<form>`: it stands within others. The
 * password leaves this component's state the moment it is sent.
 */
export function ProxySignInForm({ siteUrl, proxy, refused = false, onSaved }: ProxySignInFormProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const know = useKnownNetwork(siteUrl)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [saved, setSaved] = useState(false)
  const title = useId()
  const name = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const save = useAction(bridge.network.saveProxyCredential)
  const { failure } = save
  const send = async () => {
    const typed = password
    setPassword('')
    setSaved(false)
    const result = await save.run({ siteUrl, username, password: typed })
    if (!result.ok) return (result.failure.field === 'username' ? name : field).current?.focus()
    know(result.value)
    announce(t('network.proxySignIn.saved'))
    setSaved(true)
    onSaved?.()
  }
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    // The form around it is about something else.
    event.preventDefault()
    event.stopPropagation()
    void send()
  }
  return (
    <Stack gap="xs" w="100%" maw={380} role="group" aria-labelledby={title} onKeyDown={enter}>
      <div>
        <Text size="sm" fw={600} id={title}>
          {proxy ? t('network.proxySignIn.titleOf', { proxy }) : t('network.proxySignIn.title')}
        </Text>
        <Text size="xs" c="var(--at-quiet)">
          {proxy ? t('network.proxySignIn.hint', { proxy }) : t('network.proxySignIn.hintUnknown')}
        </Text>
      </div>
      <TextInput
        ref={name}
        label={t('network.proxySignIn.user')}
        value={username}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        error={failure?.field === 'username'}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <SecretField
        inputRef={field}
        label={t('network.proxySignIn.password')}
        value={password}
        maxLength={1024}
        error={failure?.field === 'password' || (refused && !saved)}
        onChange={setPassword}
      />
      {failure && <FailureNotice failure={failure} live />}
      <Button size="compact-sm" w="fit-content" loading={save.busy} onClick={() => void send()}>
        {t('network.proxySignIn.submit')}
      </Button>
      {saved && !onSaved && (
        <Text size="sm" role="status">
          {t('network.nowTryAgain')}
        </Text>
      )}
    </Stack>
  )
}
