import { Code, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CloudClient } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { ExternalLink } from '../../ui/ExternalLink.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { CloudClientForm } from './CloudClientForm.tsx'
import { Section } from './Section.tsx'
import { cloudClientQuery } from './settings-queries.ts'
import classes from './JiraCloudSection.module.css'

/** Where OAuth 2.0 (3LO) apps are made (OAuth 2.0 (3LO) apps, Atlassian). */
const consolePage = 'https://developer.atlassian.com/console/myapps/'

/** The OAuth client with which "Log in to Jira" works for Jira Cloud. */
export function JiraCloudSection({ settled }: { readonly settled: boolean }) {
  const { t } = useTranslation()
  const client = useQuery(cloudClientQuery)
  const mayChange = useAllowed()('cloudClient.set')
  return (
    <Section title={t('settings.jiraCloud')} anchor="jira-cloud" settled={settled}>
      {client.isPending && <Skeleton h={120} />}
      {client.error && <FailureNotice failure={client.error.failure} />}
      {client.data?.source === 'build' && <Text size="sm">{t('settings.cloudBuild')}</Text>}
      {client.data && client.data.source !== 'build' && (
        <>
          <Text size="sm">
            {client.data.source === 'settings'
              ? t('settings.cloudInUse', { clientId: client.data.clientId ?? '' })
              : t('settings.cloudIntro')}
          </Text>
          {mayChange && (
            <>
              <Guide client={client.data} />
              <CloudClientForm key={client.data.clientId} client={client.data} />
            </>
          )}
        </>
      )}
    </Section>
  )
}

function Guide({ client }: { readonly client: CloudClient }) {
  const { t } = useTranslation()
  return (
    <details className={classes.guide} open={client.source === 'none' || undefined}>
      <summary>{t('settings.cloudGuide')}</summary>
      <ol>
        <li>
          {t('settings.cloudStep.create')} <ExternalLink href={consolePage}>{t('settings.console')}</ExternalLink>{' '}
          {t('settings.cloudStep.createThen')}
        </li>
        <li>
          {t('settings.cloudStep.permissions')}
          <span className={classes.scopes}>
            {client.scopes.map((scope) => (
              <Code key={scope}>{scope}</Code>
            ))}
          </span>
        </li>
        <li>
          {t('settings.cloudStep.callback')}
          <CopyField bare label={t('settings.callbackUrl')} value={client.callbackUrl} />
        </li>
        <li>{t('settings.cloudStep.distribution')}</li>
        <li>{t('settings.cloudStep.values')}</li>
      </ol>
    </details>
  )
}
