import { Button, Group, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../preload/contract/index.ts'
import { Box } from './Box.tsx'
import { KeyComparison } from './KeyComparison.tsx'
import classes from './ApplinkSetup.module.css'

interface LinkTestHelpProps {
  readonly failure: Failure
  /** Of AtTrack's key. */
  readonly fingerprint: string
  /** A test is under way. */
  readonly busy: boolean
  /** Tests again with the Client ID that Jira showed. */
  readonly onTestWith: (clientId: string) => void
}

/** What finds out more after a test that failed: a question, a comparison, or nothing. */
export function LinkTestHelp({ failure, fingerprint, busy, onTestWith }: LinkTestHelpProps) {
  switch (failure.code) {
    case 'oauth-consumer-unknown':
      return <ClientIdQuestion busy={busy} onTestWith={onTestWith} />
    case 'oauth-key-differs':
    case 'oauth-signature-invalid':
      return <KeyComparison fingerprint={fingerprint} />
    case 'oauth-address-rewritten':
      return <Addresses ours={failure.params.ours ?? ''} theirs={failure.params.theirs ?? ''} />
    default:
      return null
  }
}

/** Jira asks for no consumer key where a link is of type OAuth 2.0: it shows a Client ID. */
function ClientIdQuestion({ busy, onTestWith }: Pick<LinkTestHelpProps, 'busy' | 'onTestWith'>) {
  const { t } = useTranslation()
  const [clientId, setClientId] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    onTestWith(clientId.trim())
  }
  return (
    <Box title={t('applink.test.clientIdQuestion')}>
      <Text size="xs" c="var(--at-quiet)">
        {t('applink.test.clientIdHint')}
      </Text>
      <form onSubmit={send} noValidate>
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            label={t('applink.test.clientId')}
            value={clientId}
            maxLength={255}
            spellCheck={false}
            autoComplete="off"
            style={{ flex: 1 }}
            onChange={(event) => setClientId(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={busy} disabled={clientId.trim() === ''}>
            {t('applink.test.testAgain')}
          </Button>
        </Group>
      </form>
    </Box>
  )
}

/** Below each other, so that the first difference meets the eye. */
function Addresses({ ours, theirs }: { readonly ours: string; readonly theirs: string }) {
  const { t } = useTranslation()
  return (
    <Box title={t('applink.test.addresses')}>
      <dl className={classes.compared}>
        <dt>{t('applink.test.oursSigned')}</dt>
        <dd>{ours}</dd>
        <dt>{t('applink.test.theirsSaw')}</dt>
        <dd>{theirs}</dd>
      </dl>
    </Box>
  )
}
