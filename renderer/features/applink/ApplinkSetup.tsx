import { Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultConsumerKey, type Applink } from '../../../preload/contract/index.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ApplinkTest } from './ApplinkTest.tsx'
import { ApplinkValues } from './ApplinkValues.tsx'
import { applinkQuery } from './applink-queries.ts'
import { jiraFamily, stepsOf, type JiraFamily } from './jira-family.ts'
import classes from './ApplinkSetup.module.css'

interface ApplinkSetupProps {
  readonly siteUrl?: string
  readonly version?: string
  readonly consumerKey?: string
  /** Back to the sign-in that needs the link. */
  readonly onDone?: () => void
}

/** Everything a Jira administrator needs for the incoming application link, and the proof that it works. */
export function ApplinkSetup({ siteUrl = '', version = '', consumerKey, onDone }: ApplinkSetupProps) {
  const { t } = useTranslation()
  const applink = useQuery(applinkQuery)
  const [family, setFamily] = useState<JiraFamily>(() => jiraFamily(version))
  const values = useId()
  const steps = useId()
  const key = consumerKey ?? applink.data?.consumerKey ?? defaultConsumerKey
  /** The whole page as text, for the administrator's mailbox. */
  const letter = (data: Applink) =>
    [
      `${t('applink.consumerKey')}: ${key}`,
      `${t('applink.consumerName')}: ${data.consumerName}`,
      `${t('applink.applicationUrl')}: ${data.applicationUrl}`,
      `${t('applink.callbackUrl')}: ${data.callbackUrl}`,
      `${t('applink.publicKey')}:\n${data.publicKey}`,
      `${t('applink.fingerprint')}: ${data.fingerprint}`,
      '',
      `${t('applink.steps')} ${t(`applink.families.${family}`)}:`,
      ...stepsOf(family).map((step, index) => `${index + 1}. ${t(`applink.step.${step}`)}`)
    ].join('\n')
  return (
    <Stack gap="lg">
      <div>
        <Text size="sm" mb="xs">
          {t('applink.intro')}
        </Text>
        {applink.data && <CopyButton wide label={t('applink.copyAll')} text={letter(applink.data)} />}
      </div>
      <section aria-labelledby={values}>
        <Title order={3} id={values} mb="xs">
          {t('applink.values')}
        </Title>
        {applink.isPending && <Skeleton h={260} />}
        {applink.error && <FailureNotice failure={applink.error.failure} />}
        {applink.data && <ApplinkValues applink={applink.data} consumerKey={key} />}
      </section>
      <section aria-labelledby={steps}>
        <Title order={3} id={steps} mb="xs">
          {t('applink.steps')}
        </Title>
        <Group gap="sm">
          <Text size="sm" c="var(--at-quiet)" aria-hidden>
            {t('applink.family')}
          </Text>
          <SegmentedControl
            aria-label={t('applink.family')}
            size="xs"
            value={family}
            onChange={(value) => setFamily(value as JiraFamily)}
            data={(['v8', 'v9', 'v10'] as const).map((value) => ({ value, label: t(`applink.families.${value}`) }))}
          />
        </Group>
        <ol className={classes.steps}>
          {stepsOf(family).map((step) => (
            <li key={step}>{t(`applink.step.${step}`)}</li>
          ))}
        </ol>
      </section>
      <ApplinkTest siteUrl={siteUrl} consumerKey={key} {...(onDone ? { onDone } : {})} />
    </Stack>
  )
}
