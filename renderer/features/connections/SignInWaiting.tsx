import { Button, Group, Loader, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { StartedSignIn } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import classes from './SignInForms.module.css'

const headings = {
  window: 'signIn.waitingWindow',
  browser: 'signIn.waitingBrowser',
  code: 'signIn.waitingCode'
} as const

const jiraSteps = {
  window: ['signIn.stepWindow', 'signIn.stepAllow', 'signIn.stepWindowCloses'],
  browser: ['signIn.stepBrowser', 'signIn.stepAllow', 'signIn.stepBrowserReturns'],
  code: ['signIn.stepBrowser', 'signIn.stepAllow', 'signIn.stepCode']
} as const

/** Atlassian never shows a code to paste. */
const atlassianSteps = {
  window: ['cloud.stepWindow', 'cloud.stepAccept', 'signIn.stepWindowCloses'],
  browser: ['cloud.stepBrowser', 'cloud.stepAccept', 'signIn.stepBrowserReturns'],
  code: []
} as const

interface SignInWaitingProps {
  readonly flow: StartedSignIn
  /** Whose page it is: that of the Jira at this host, or Atlassian's. */
  readonly page: { readonly of: 'jira'; readonly host: string } | { readonly of: 'atlassian' }
  readonly onCancel: () => void
}

/** While Jira or Atlassian asks the person: what to do there, step by step, until when, and the way out. */
export function SignInWaiting({ flow, page, onCancel }: SignInWaitingProps) {
  const { t, i18n } = useTranslation()
  const announce = useAnnounce()
  const heading = useRef<HTMLParagraphElement>(null)
  // The button just pressed is gone: without this the focus would fall out of the dialog.
  useEffect(() => {
    if (flow.via !== 'code') heading.current?.focus()
  }, [flow.via])
  const until = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(flow.expiresAt)
  const host = page.of === 'jira' ? page.host : ''
  const steps = (page.of === 'jira' ? jiraSteps : atlassianSteps)[flow.via]
  return (
    <Stack gap="sm">
      <Group gap="sm" wrap="nowrap">
        <Loader size="sm" aria-hidden />
        <Text size="sm" fw={600} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {t(headings[flow.via])}
        </Text>
      </Group>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step}>{t(step, { host })}</li>
        ))}
      </ol>
      {flow.via === 'code' && <VerifierForm flowId={flow.flowId} />}
      {flow.via !== 'window' && (
        <details className={classes.more}>
          <summary>{t('signIn.notOpened')}</summary>
          <Stack gap="xs" mt={6}>
            <CopyField
              label={t(page.of === 'jira' ? 'signIn.pageAddress' : 'cloud.pageAddress')}
              value={flow.authorizeUrl}
            />
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
        <Button
          variant="default"
          onClick={() => {
            onCancel()
            announce(t('signIn.cancelled'))
          }}
        >
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
