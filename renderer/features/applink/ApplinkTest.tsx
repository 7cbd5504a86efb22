import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelOutput, Connection, Result } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Fingerprint } from './Fingerprint.tsx'
import { isAboutTheLink } from './link-failures.ts'
import { LinkTestHelp } from './LinkTestHelp.tsx'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { WaitForAdministrator } from './WaitForAdministrator.tsx'

export interface ApplinkTestProps {
  readonly siteUrl: string
  readonly consumerKey: string
  /** Of AtTrack's key. */
  readonly fingerprint: string
  /** The link was found to work. */
  readonly onWorks?: () => void
  /** On to the sign-in that needs the link. */
  readonly onSignIn?: () => void
  /** A connection waits for the administrator now. */
  readonly onWaiting?: (connection: Connection) => void
}

/** `attempt` counts, so that the same answer twice is told twice. `address`: the one that was asked. */
type Outcome = Result<ChannelOutput<'applink.test'>> & { readonly attempt: number; readonly address: string }

/** Asks the Jira itself whether the link works, says what it answered, and what helps. */
export function ApplinkTest(props: ApplinkTestProps) {
  const { consumerKey, fingerprint, onWorks, onSignIn, onWaiting } = props
  const { t } = useTranslation()
  const heading = useId()
  const [address, setAddress] = useState(props.siteUrl)
  /** Stays until the next answer is there: its help may have been the one who asked again. */
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const attempts = useRef(0)
  const test = useAction(bridge.applink.test)
  const submit = useFocusRescue<HTMLButtonElement>(test.busy)
  const send = async (clientId?: string) => {
    const attempt = ++attempts.current
    const result = await test.run({ siteUrl: address, consumerKey, ...(clientId ? { clientId } : {}) })
    if (attempt !== attempts.current) return
    setOutcome({ ...result, attempt, address })
    if (result.ok) onWorks?.()
  }
  const submitted = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  const failure = outcome?.ok === false ? outcome.failure : null
  return (
    <section aria-labelledby={heading}>
      <Title order={3} id={heading} mb={4}>
        {t('applink.test.title')}
      </Title>
      <Text size="xs" c="var(--at-quiet)" mb="xs">
        {t('applink.test.hint')}
      </Text>
      <Stack gap="xs">
        <form onSubmit={submitted} noValidate>
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              label={t('applink.test.site')}
              value={address}
              maxLength={2000}
              spellCheck={false}
              autoComplete="off"
              inputMode="url"
              error={failure?.field === 'siteUrl'}
              style={{ flex: 1 }}
              onChange={(event) => {
                setAddress(event.currentTarget.value)
                setOutcome(null)
              }}
            />
            <Button ref={submit} type="submit" loading={test.busy} disabled={address.trim() === ''}>
              {t('applink.test.do')}
            </Button>
          </Group>
        </form>
        {outcome?.ok === false && (
          <>
            <FailureNotice
              key={outcome.attempt}
              failure={outcome.failure}
              live
              // That there is none yet is where everybody begins.
              tone={outcome.failure.code === 'oauth-consumer-unknown' ? 'warning' : 'error'}
              actions={
                onWaiting &&
                isAboutTheLink(outcome.failure) && (
                  <WaitForAdministrator
                    primary
                    siteUrl={outcome.address}
                    consumerKey={consumerKey}
                    onWaiting={onWaiting}
                  />
                )
              }
            />
            <LinkTestHelp
              failure={outcome.failure}
              fingerprint={fingerprint}
              busy={test.busy}
              onTestWith={(clientId) => void send(clientId)}
            />
          </>
        )}
        {outcome?.ok && (
          <Notice key={outcome.attempt} tone="success" role="status">
            <Stack gap={6}>
              <Text size="sm">{outcome.value.message}</Text>
              <Fingerprint label={t('applink.test.acceptedKey')} value={outcome.value.fingerprint} />
              {onSignIn ? (
                <Button size="compact-sm" w="fit-content" onClick={onSignIn}>
                  {t('applink.test.goOn')}
                </Button>
              ) : (
                <Text size="xs" c="var(--at-quiet)">
                  {t('applink.test.next')}
                </Text>
              )}
            </Stack>
          </Notice>
        )}
      </Stack>
    </section>
  )
}
