import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultConsumerKey, type Failure, type SignInVia } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { isAboutTheLink } from '../applink/link-failures.ts'
import { WaitForAdministrator } from '../applink/WaitForAdministrator.tsx'
import type { WaitingFormProps } from './method-form.ts'
import { OtherWays } from './OtherWays.tsx'
import { SignInWaiting } from './SignInWaiting.tsx'
import { hostOf, renewing } from './sign-in-target.ts'
import { useFocusBack } from './use-focus-back.ts'
import { useSignInFlow } from './use-sign-in-flow.ts'
import { WayOut } from './WayOut.tsx'
import classes from './SignInForms.module.css'

interface OAuth1FormProps extends WaitingFormProps {
  readonly initialConsumerKey: string | undefined
  readonly onSetUpLink: (consumerKey: string) => void
}

/** OAuth 1.0: Jira asks the person, in our window, in the browser, or with a code to paste. */
export function OAuth1Form({ target, initialConsumerKey, onDone, onUse, onSetUpLink, onWaiting }: OAuth1FormProps) {
  const { t } = useTranslation()
  const [consumerKey, setConsumerKey] = useState(initialConsumerKey ?? target.known?.consumerKey ?? defaultConsumerKey)
  const { state, start, cancel } = useSignInFlow({
    begin: (input: { via: SignInVia }) =>
      bridge.connections.startOAuth1({ siteUrl: target.siteUrl, consumerKey, ...input, ...renewing(target) }),
    outcome: bridge.connections.awaitSignIn,
    onDone
  })
  const submit = useRef<HTMLButtonElement>(null)
  useFocusBack(state, submit, { returned: initialConsumerKey !== undefined })
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
  const send = (event: FormEvent) => {
    event.preventDefault()
    void start({ via: 'window' })
  }
  const otherKey = consumerKey !== defaultConsumerKey || keyAtFault(failure)
  /** It was waited for, and it is there: what is missing is the sign-in alone. */
  const linkWorks = target.known?.method === 'oauth1' && target.known.username === ''
  const linkAtFault = isAboutTheLink(failure)
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        {failure && (
          <FailureNotice
            failure={failure}
            live
            actions={
              <>
                {linkAtFault && (
                  <Button size="compact-sm" variant="default" onClick={() => onSetUpLink(consumerKey)}>
                    {t('signIn.setUpLink')}
                  </Button>
                )}
                {linkAtFault && !target.known && (
                  <WaitForAdministrator siteUrl={target.siteUrl} consumerKey={consumerKey} onWaiting={onDone} />
                )}
                <WayOut target={target} method="oauth1" failure={failure} onUse={onUse} />
              </>
            }
          />
        )}
        {!linkAtFault && !linkWorks && (
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
        <OtherWays offer={['browser', 'code']} starting={via} onStart={(way) => void start({ via: way })} />
      </Stack>
    </form>
  )
}

const keyAtFault = (failure: Failure | null): boolean =>
  failure?.code === 'oauth-consumer-unknown' || failure?.field === 'consumerKey'
