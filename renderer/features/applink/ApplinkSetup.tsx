import { Button, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, JiraFamily } from '../../../preload/contract/index.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ApplinkSteps } from './ApplinkSteps.tsx'
import { ApplinkTest } from './ApplinkTest.tsx'
import { ApplinkValues } from './ApplinkValues.tsx'
import { appStatusQuery } from '../../app/app-queries.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { Notice } from '../../ui/Notice.tsx'
import { applinkQuery, type LinkSubject } from './applink-queries.ts'
import { HandOver, type OpenedLink } from './HandOver.tsx'
import { familyOf } from './jira-family.ts'
import { KeysSection } from './KeysSection.tsx'
import { OpenedLinkView } from './OpenedLinkView.tsx'

export interface ApplinkSetupProps {
  readonly siteUrl?: string
  readonly version?: string
  readonly consumerKey?: string
  /** A test found that the link works. */
  readonly onWorks?: () => void
  /** On to the sign-in that needs the link. */
  readonly onSignIn?: () => void
  /** A connection waits for the administrator now. */
  readonly onWaiting?: (connection: Connection) => void
}

/**
 * Everything a Jira administrator needs for the incoming application link, and the proof that it works. Asks nothing
 * of a network until the link is tested.
 */
export function ApplinkSetup({ siteUrl = '', version = '', consumerKey, ...reactions }: ApplinkSetupProps) {
  const { t } = useTranslation()
  const mayExport = useAllowed()('applink.exportKey')
  const [family, setFamily] = useState<JiraFamily | undefined>(() => familyOf(version))
  const [opened, setOpened] = useState<OpenedLink | null>(null)
  const subject: LinkSubject = {
    ...(siteUrl ? { siteUrl } : {}),
    ...(consumerKey ? { consumerKey } : {}),
    ...(family ? { family } : {})
  }
  const applink = useQuery(applinkQuery(subject))
  const status = useQuery(appStatusQuery)
  const heading = useId()
  const top = useRef<HTMLDivElement>(null)
  const { data } = applink
  if (opened && data) {
    return (
      <OpenedLinkView
        opened={opened}
        ourFingerprint={data.fingerprint}
        onBack={() => {
          setOpened(null)
          requestAnimationFrame(() => top.current?.focus())
        }}
        {...(reactions.onWaiting ? { onWaiting: reactions.onWaiting } : {})}
      />
    )
  }
  return (
    <Stack gap="lg" ref={top} tabIndex={-1} style={{ outline: 'none' }}>
      <Text size="sm">{t('applink.intro')}</Text>
      {applink.isPending && <Skeleton h={320} />}
      {applink.error && (
        <FailureNotice
          failure={applink.error.failure}
          actions={
            <Button
              size="compact-sm"
              variant="default"
              loading={applink.isFetching}
              onClick={() => void applink.refetch()}
            >
              {t('common.tryAgain')}
            </Button>
          }
        />
      )}
      {data && (
        <>
          {status.data?.keychain.state === 'session' && (
            <Notice tone="warning" role="note">
              <Text size="sm">{t(mayExport ? 'applink.untilQuit' : 'permissions.untilQuit')}</Text>
            </Notice>
          )}
          <HandOver subject={subject} message={data.message} onOpened={setOpened} />
          <section aria-labelledby={heading}>
            <Title order={3} id={heading} mb="xs">
              {t('applink.values')}
            </Title>
            {data.formerKey && (
              <Text size="sm" mb="xs">
                {t('applink.newKeyHandedOut')}
              </Text>
            )}
            <ApplinkValues values={data} />
          </section>
          <ApplinkSteps family={data.family} steps={data.steps} onFamily={setFamily} />
          <ApplinkTest siteUrl={siteUrl} consumerKey={data.consumerKey} fingerprint={data.fingerprint} {...reactions} />
          <KeysSection applink={data} />
        </>
      )}
    </Stack>
  )
}
