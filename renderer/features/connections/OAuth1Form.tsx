import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultConsumerKey, type Connection, type SignInVia } from '../../../preload/contract/index.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { OAuth1Waiting } from './OAuth1Waiting.tsx'
import type { SignInTarget } from './sign-in-target.ts'
import { useOAuth1Flow } from './use-oauth1-flow.ts'

interface OAuth1FormProps {
  readonly target: SignInTarget
  readonly initialConsumerKey: string | undefined
  readonly onDone: (connection: Connection) => void
  readonly onSetUpLink: (consumerKey: string) => void
}

/** Failures that a look at the application link can heal. */
const aboutTheLink = new Set(['oauth-consumer-unknown', 'oauth-signature-invalid', 'oauth-refused'])

/** OAuth 1.0: Jira asks the person, in our window, in the browser, or with a code to paste. */
export function OAuth1Form({ target, initialConsumerKey, onDone, onSetUpLink }: OAuth1FormProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [consumerKey, setConsumerKey] = useState(initialConsumerKey ?? target.known?.consumerKey ?? defaultConsumerKey)
  const { state, start, cancel } = useOAuth1Flow(target, onDone)
  const submit = useRef<HTMLButtonElement>(null)
  const returning = useRef(initialConsumerKey !== undefined)
  useEffect(() => {
    // What had the focus is gone when the form comes back: after waiting, or from setting up the link.
    if (state.at === 'waiting') returning.current = true
    else if (state.at === 'idle' && returning.current) {
      returning.current = false
      submit.current?.focus()
    }
  }, [state.at])
  if (state.at === 'waiting') {
    return (
      <OAuth1Waiting
        key={state.flow.flowId}
        flow={state.flow}
        onCancel={() => {
          cancel()
          announce(t('signIn.cancelled'))
        }}
      />
    )
  }
  const via = state.at === 'starting' ? state.via : null
  const failure = state.at === 'idle' ? state.failure : null
  const send = (event: FormEvent) => {
    event.preventDefault()
    void start(consumerKey, 'window')
  }
  const other = (way: SignInVia) => (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={via === way}
      disabled={via !== null && via !== way}
      leftSection={way === 'browser' ? <IconExternalLink size={15} aria-hidden /> : undefined}
      onClick={() => void start(consumerKey, way)}
    >
      {t(way === 'browser' ? 'signIn.useBrowser' : 'signIn.useCode')}
    </Button>
  )
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <TextInput
          label={t('signIn.consumerKey')}
          description={t('signIn.consumerKeyHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={consumerKey}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          error={failure?.code === 'oauth-consumer-unknown' || failure?.field === 'consumerKey'}
          onChange={(event) => setConsumerKey(event.currentTarget.value)}
        />
        {failure && (
          <FailureNotice
            failure={failure}
            live
            actions={
              aboutTheLink.has(failure.code) && (
                <Button size="compact-sm" variant="default" onClick={() => onSetUpLink(consumerKey)}>
                  {t('signIn.setUpLink')}
                </Button>
              )
            }
          />
        )}
        {!(failure && aboutTheLink.has(failure.code)) && (
          <Text size="xs" c="var(--at-quiet)">
            {t('signIn.setUpLinkHint')}{' '}
            <Anchor component="button" type="button" inherit onClick={() => onSetUpLink(consumerKey)}>
              {t('signIn.setUpLink')}
            </Anchor>
          </Text>
        )}
        <Group gap="xs">
          {other('browser')}
          {other('code')}
        </Group>
        <Group justify="flex-end">
          <Button
            ref={submit}
            type="submit"
            loading={via === 'window'}
            disabled={via !== null && via !== 'window'}
            data-autofocus={target.known ? true : undefined}
          >
            {t('signIn.logIn')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
