import { Anchor, Code, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClockHour4 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AppStatus } from '../../../preload/contract/index.ts'
import { appStatusQuery } from '../../app/app-queries.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { BackupSection } from '../backup/BackupSection.tsx'
import { CallbackPort } from './CallbackPort.tsx'
import { JiraCloudSection } from './JiraCloudSection.tsx'
import { Minutes } from './Minutes.tsx'
import { Fact, Section } from './Section.tsx'
import { cloudClientQuery, settingsQuery } from './settings-queries.ts'

export function SettingsPage() {
  const { t } = useTranslation()
  const settings = useQuery(settingsQuery)
  const status = useQuery(appStatusQuery)
  const cloud = useQuery(cloudClientQuery)
  const allowed = useAllowed()
  const signInIsOn = status.data?.session.state === 'signed-in'
  const settled = !settings.isPending && !status.isPending && !cloud.isPending
  return (
    <Page title={t('settings.heading')}>
      <Stack maw={640}>
        {status.data && !allowed('settings.set') && (
          <Text size="sm" c="var(--at-quiet)">
            {t('permissions.settings')}
          </Text>
        )}
        <Section title={t('settings.sync')}>
          {settings.data && (
            <Minutes
              setting="syncIntervalMinutes"
              settings={settings.data}
              label={t('settings.every')}
              hint={t('settings.everyHint')}
              none={t('settings.off')}
            />
          )}
          {settings.isPending && <Skeleton h={58} />}
          {settings.error && <FailureNotice failure={settings.error.failure} />}
        </Section>
        <JiraCloudSection settled={settled} />
        {settings.data && (
          <Section title={t('settings.signIns')} anchor="sign-ins" settled={settled}>
            <CallbackPort settings={settings.data} />
          </Section>
        )}
        {settings.data && signInIsOn && (
          <Section title={t('settings.security')}>
            <Minutes
              setting="lockAfterMinutes"
              settings={settings.data}
              label={t('settings.lockAfter')}
              hint={t('settings.lockAfterHint')}
              none={t('settings.never')}
            />
          </Section>
        )}
        {status.data && <Workspace status={status.data} />}
        {(allowed('backup.create') || allowed('backup.choose')) && (
          <Section title={t('backup.heading')} anchor="backup" settled={settled}>
            <BackupSection />
          </Section>
        )}
        <Section title={t('failures.inSettings')}>
          <Text size="sm">{t('failures.inSettingsText')}</Text>
          <Anchor component={Link} to="/failures" size="sm" w="fit-content">
            {t('failures.heading')}
          </Anchor>
        </Section>
        {status.data && (
          <Section title={t('settings.about')}>
            <Fact name={t('settings.version')}>AtTrack {status.data.version}</Fact>
            <Fact name={t('settings.runtime')}>{t('settings.electron', { version: status.data.electron })}</Fact>
          </Section>
        )}
      </Stack>
    </Page>
  )
}

function Workspace({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation()
  const mayBackUp = useAllowed()('backup.create')
  const { state, failure } = status.keychain
  const Icon = { available: IconCheck, missing: IconAlertTriangle, session: IconClockHour4 }[state]
  return (
    <Section title={t('settings.storage')}>
      <Fact
        name={t('settings.workspaceFile')}
        hint={`${t('settings.workspaceHint')}${mayBackUp ? ` ${t('settings.workspaceBackup')}` : ''}`}
      >
        <Group gap="xs" wrap="nowrap">
          <Code style={{ overflowWrap: 'anywhere' }}>{status.workspaceFile}</Code>
          <CopyButton text={status.workspaceFile} label={`${t('common.copy')} ${t('settings.workspaceFile')}`} />
        </Group>
      </Fact>
      <Fact name={t('settings.keychain')}>
        <Group gap={6} wrap="nowrap">
          <Icon size={16} aria-hidden />
          {t(`settings.keychainStates.${state}`)}
        </Group>
      </Fact>
      {state === 'missing' && failure && <FailureNotice failure={failure} />}
    </Section>
  )
}
