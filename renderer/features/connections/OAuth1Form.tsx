import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultConsumerKey, type Connection, type Failure } from '../../../preload/contract/index.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { OAuth1Waiting } from './OAuth1Waiting.tsx'
import { hostOf, type SignInTarget } from './sign-in-target.ts'
import { useOAuth1Flow } from './use-oauth1-flow.ts'
import classes from './OAuth1Form.module.css'

interface OAuth1FormProps {
  readonly target: SignInTarget
  readonly initialConsumerKey: string | undefined
  readonly onDone: (connection: Connection) => void
  readonly onSetUpLink: (consumerKey: string) => void
  /** True while Jira's page is open. */
  readonly onWaiting: (waiting: boolean) => void
}

/** For when our own window does not do: what each is good for stands beside it. */
const otherWays = [
  { way: 'browser', name: 'signIn.useBrowser', hint: 'signIn.useBrowserHint' },
  { way: 'code', name: 'signIn.useCode', hint: 'signIn.useCodeHint' }
] as const

/** Failures that a look at the application link can heal. */
const aboutTheLink = new Set(['oauth-consumer-unknown', 'oauth-signature-invalid', 'oauth-refused'])

/** OAuth 1.0: Jira asks the person, in our window, in the browser, or with a code to paste. */
export function OAuth1Form({ target, initialConsumerKey, onDone, onSetUpLink, onWaiting }: OAuth1FormProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [consumerKey, setConsumerKey] = useState(initialConsumerKey ?? target.known?.consumerKey ?? defaultConsumerKey)
  const { state, start, cancel } = useOAuth1Flow(target, onDone)
  const submit = useRef<HTMLButtonElement>(null)
  const returning = useRef(initialConsumerKey !== undefined)
  useEffect(() => onWaiting(state.at === 'waiting'), [state.at, onWaiting])
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
        host={hostOf(target.siteUrl)}
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
  const otherKey = consumerKey !== defaultConsumerKey || keyAtFault(failure)
  const linkAtFault = failure !== null && aboutTheLink.has(failure.code)
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        {failure && (
          <FailureNotice
            failure={failure}
            live
            actions={
              linkAtFault && (
                <Button size="compact-sm" variant="default" onClick={() => onSetUpLink(consumerKey)}>
                  {t('signIn.setUpLink')}
                </Button>
              )
            }
          />
        )}
        {!linkAtFault && (
          <Text size="sm">
            {t('signIn.setUpLinkHint')}{' '}
            <Anchor component="button" type="button" inherit onClick={() => onSetUpLink(consumerKey)}>
              {t('signIn.setUpLink')}
            </Anchor>
          </Text>
        )}
        <details className={classes.more} open={otherKey || undefined}>
          <summary>{t('signIn.consumerKeyNow', { key: consumerKey })}</summary>
          <TextInput
            mt={6}
            label={t('signIn.consumerKey')}
            description={t('signIn.consumerKeyHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            value={consumerKey}
            maxLength={255}
            autoComplete="off"
            spellCheck={false}
            error={keyAtFault(failure)}
            onChange={(event) => setConsumerKey(event.currentTarget.value)}
          />
        </details>
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
        <dl className={classes.ways} aria-label={t('signIn.otherWays')}>
          {otherWays.map(({ way, name, hint }) => (
            <div key={way}>
              <dt>
                <Button
                  variant="default"
                  size="compact-sm"
                  loading={via === way}
                  disabled={via !== null && via !== way}
                  onClick={() => void start(consumerKey, way)}
                >
                  {t(name)}
                </Button>
              </dt>
              <dd>{t(hint)}</dd>
            </div>
          ))}
        </dl>
      </Stack>
    </form>
  )
}

const keyAtFault = (failure: Failure | null): boolean =>
  failure?.code === 'oauth-consumer-unknown' || failure?.field === 'consumerKey'
