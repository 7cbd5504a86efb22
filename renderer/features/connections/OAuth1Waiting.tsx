import { Button, Group, Loader, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import type { OAuth1Flow } from './use-oauth1-flow.ts'
import classes from './OAuth1Waiting.module.css'

const headings = {
  window: 'signIn.waitingWindow',
  browser: 'signIn.waitingBrowser',
  code: 'signIn.waitingCode'
} as const

const steps = {
  window: ['signIn.stepWindow', 'signIn.stepAllow', 'signIn.stepWindowCloses'],
  browser: ['signIn.stepBrowser', 'signIn.stepAllow', 'signIn.stepBrowserReturns'],
  code: ['signIn.stepBrowser', 'signIn.stepAllow', 'signIn.stepCode']
} as const

interface OAuth1WaitingProps {
  readonly flow: OAuth1Flow
  /** Whose page it is. */
  readonly host: string
  readonly onCancel: () => void
}

/** While Jira asks the person: what to do there, step by step, until when, and the way out. */
export function OAuth1Waiting({ flow, host, onCancel }: OAuth1WaitingProps) {
  const { t, i18n } = useTranslation()
  const heading = useRef<HTMLParagraphElement>(null)
  // The button just pressed is gone: without this the focus would fall out of the dialog.
  useEffect(() => {
    if (flow.via !== 'code') heading.current?.focus()
  }, [flow.via])
  const until = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(flow.expiresAt)
  const address = (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        label={t('signIn.pageAddress')}
        value={flow.authorizeUrl}
        readOnly
        style={{ flex: 1 }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton text={flow.authorizeUrl} label={`${t('common.copy')} ${t('signIn.pageAddress')}`} />
    </Group>
  )
  return (
    <Stack gap="sm">
      <Group gap="sm" wrap="nowrap">
        <Loader size="sm" aria-hidden />
        <Text size="sm" fw={600} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {t(headings[flow.via])}
        </Text>
      </Group>
      <ol className={classes.steps}>
        {steps[flow.via].map((step) => (
          <li key={step}>{t(step, { host })}</li>
        ))}
      </ol>
      {flow.via === 'code' && <VerifierForm flowId={flow.flowId} />}
      {flow.via !== 'window' && (
        <details className={classes.more}>
          <summary>{t('signIn.notOpened')}</summary>
          <Stack gap="xs" mt={6}>
            {address}
            <Button
              variant="default"
              size="compact-sm"
              w="fit-content"
              onClick={() => void bridge.app.openExternal({ url: flow.authorizeUrl })}
            >
              {t('signIn.openAgain')}
            </Button>
          </Stack>
        </details>
      )}
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="var(--at-quiet)">
          {t('signIn.waitingUntil', { time: until })}
        </Text>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}

function VerifierForm({ flowId }: { readonly flowId: string }) {
  const { t } = useTranslation()
  const [verifier, setVerifier] = useState('')
  const submit = useAction(bridge.connections.submitVerifier)
  const send = (event: FormEvent) => {
    event.preventDefault()
    void submit.run({ flowId, verifier })
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="xs">
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            label={t('signIn.verifier')}
            value={verifier}
            maxLength={128}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            error={submit.failure !== null}
            style={{ flex: 1 }}
            onChange={(event) => setVerifier(event.currentTarget.value)}
          />
          <Button type="submit" loading={submit.busy}>
            {t('signIn.confirmCode')}
          </Button>
        </Group>
        {submit.failure && <FailureNotice failure={submit.failure} live />}
      </Stack>
    </form>
  )
}
