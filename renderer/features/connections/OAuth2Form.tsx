import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { OAuth2Needs } from './OAuth2Needs.tsx'
import type { WaitingFormProps } from './method-form.ts'
import { OpenSettings } from './OpenSettings.tsx'
import { OtherWays } from './OtherWays.tsx'
import { SignInWaiting } from './SignInWaiting.tsx'
import { hostOf, renewing } from './sign-in-target.ts'
import { useFocusBack } from './use-focus-back.ts'
import { useSignInFlow } from './use-sign-in-flow.ts'
import { WayOut } from './WayOut.tsx'

/** What Jira's page is asked for with; the secret is passed on, never kept. */
interface Start {
  readonly via: 'window' | 'browser'
  readonly clientSecret: string
}

/** OAuth 2.0 with a Data Center's incoming link. The client secret leaves this component's state the moment it is sent. */
export function OAuth2Form({ target, onDone, onUse, onWaiting }: WaitingFormProps) {
  const { t } = useTranslation()
  const [clientId, setClientId] = useState(target.known?.clientId ?? '')
  const [secret, setSecret] = useState('')
  /** Signing in again with the same client: its secret is in the keychain. */
  const held = target.known?.method === 'oauth2' && clientId === target.known.clientId
  const { state, start, cancel } = useSignInFlow({
    begin: (input: Start) =>
      bridge.connections.startOAuth2({ siteUrl: target.siteUrl, clientId, ...input, ...renewing(target) }),
    outcome: bridge.connections.awaitSignIn,
    onDone
  })
  const submit = useRef<HTMLButtonElement>(null)
  const secretField = useRef<HTMLInputElement>(null)
  useFocusBack(state, submit, { afterFailure: held ? null : secretField })
  useEffect(() => onWaiting(state.at === 'waiting'), [state.at, onWaiting])
  if (state.at === 'waiting') {
    return (
      <SignInWaiting
        key={state.flow.flowId}
        flow={state.flow}
        page={{ of: 'jira', host: hostOf(target.siteUrl) }}
        onCancel={cancel}
      />
    )
  }
  const via = state.at === 'starting' ? state.via : null
  const failure = state.at === 'idle' ? state.failure : null
  const clientAtFault = failure?.code === 'oauth2-client-refused'
  const send = (way: Start['via']) => {
    setSecret('')
    void start({ via: way, clientSecret: secret })
  }
  const submitForm = (event: FormEvent) => {
    event.preventDefault()
    send('window')
  }
  return (
    <form onSubmit={submitForm} noValidate autoComplete="off">
      <Stack gap="sm">
        {failure && (
          <FailureNotice
            failure={failure}
            live
            actions={
              <>
                <OpenSettings failure={failure} />
                <WayOut target={target} method="oauth2" failure={failure} onUse={onUse} />
              </>
            }
          />
        )}
        <OAuth2Needs opened={!held && !clientAtFault} />
        <TextInput
          label={t('oauth2.clientId')}
          value={clientId}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          error={clientAtFault || failure?.field === 'clientId'}
          onChange={(event) => setClientId(event.currentTarget.value)}
        />
        <SecretField
          inputRef={secretField}
          label={t('oauth2.clientSecret')}
          description={t(held ? 'oauth2.secretKept' : 'oauth2.secretHint')}
          value={secret}
          maxLength={1024}
          error={clientAtFault || failure?.field === 'clientSecret'}
          onChange={setSecret}
        />
        <Group justify="flex-end">
          <Button
            ref={submit}
            type="submit"
            loading={via === 'window'}
            disabled={via === 'browser'}
            data-autofocus={target.known ? true : undefined}
          >
            {t('signIn.logIn')}
          </Button>
        </Group>
        <OtherWays offer={['browser']} starting={via} onStart={() => send('browser')} />
      </Stack>
    </form>
  )
}
