import { Anchor, Code, Group, NativeSelect, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClockHour4 } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AppStatus, Settings } from '../../../preload/contract/index.ts'
import { appStatusQuery } from '../../app/app-queries.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { useAction } from '../../ui/use-action.ts'
import { CallbackPort } from './CallbackPort.tsx'
import { JiraCloudSection } from './JiraCloudSection.tsx'
import { Fact, Section } from './Section.tsx'
import { cloudClientQuery, settingsQuery } from './settings-queries.ts'

export function SettingsPage() {
  const { t } = useTranslation()
  const settings = useQuery(settingsQuery)
  const status = useQuery(appStatusQuery)
  const cloud = useQuery(cloudClientQuery)
  const settled = !settings.isPending && !status.isPending && !cloud.isPending
  return (
    <Page title={t('settings.heading')}>
      <Stack maw={640}>
        <Section title={t('settings.sync')}>
          {settings.data && <SyncInterval settings={settings.data} />}
          {settings.isPending && <Skeleton h={58} />}
          {settings.error && <FailureNotice failure={settings.error.failure} />}
        </Section>
        <JiraCloudSection settled={settled} />
        {settings.data && (
          <Section title={t('settings.signIns')} anchor="sign-ins" settled={settled}>
            <CallbackPort settings={settings.data} />
          </Section>
        )}
        {status.data && <Workspace status={status.data} />}
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

const intervals = [0, 5, 15, 30, 60]

function SyncInterval({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const announce = useAnnounce()
  const set = useAction(bridge.settings.set)
  const current = settings.syncIntervalMinutes
  const choices = intervals.includes(current) ? intervals : [...intervals, current].sort((a, b) => a - b)
  const choose = async (minutes: number) => {
    const result = await set.run({ syncIntervalMinutes: minutes })
    if (!result.ok) return
    client.setQueryData(settingsQuery.queryKey, result.value)
    announce(t('settings.saved'))
  }
  return (
    <Stack gap="xs">
      <NativeSelect
        label={t('settings.every')}
        description={t('settings.everyHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={String(current)}
        disabled={set.busy}
        w={240}
        data={choices.map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t('settings.off') : t('settings.minutes', { count: minutes })
        }))}
        onChange={(event) => void choose(Number(event.currentTarget.value))}
      />
      {set.failure && <FailureNotice failure={set.failure} live />}
    </Stack>
  )
}

function Workspace({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation()
  const { state, failure } = status.keychain
  const Icon = { available: IconCheck, missing: IconAlertTriangle, session: IconClockHour4 }[state]
  return (
    <Section title={t('settings.storage')}>
      <Fact name={t('settings.workspaceFile')} hint={t('settings.workspaceHint')}>
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
