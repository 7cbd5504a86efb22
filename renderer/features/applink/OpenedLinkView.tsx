import { Button, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { exactDay } from '../../ui/time.tsx'
import { ApplinkSteps } from './ApplinkSteps.tsx'
import { ApplinkTest } from './ApplinkTest.tsx'
import { ApplinkValues } from './ApplinkValues.tsx'
import { Fingerprint } from './Fingerprint.tsx'
import type { OpenedLink } from './HandOver.tsx'

interface OpenedLinkViewProps {
  readonly opened: OpenedLink
  /** Of this computer's key. */
  readonly ourFingerprint: string
  readonly onBack: () => void
  readonly onWaiting?: (connection: Connection) => void
}

/** The link of another computer, as its file tells it: whose key it has, what to enter, and whether it works from here. */
export function OpenedLinkView({ opened, ourFingerprint, onBack, onWaiting }: OpenedLinkViewProps) {
  const { link, sameKey, message, steps } = opened
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const values = useId()
  // The button that opened the file is gone.
  useEffect(() => heading.current?.focus(), [])
  const savedAt = Date.parse(link.savedAt)
  const publicKeyOneLine = link.publicKey.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '')
  return (
    <Stack gap="lg">
      <Stack gap="xs" align="flex-start">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={onBack}
        >
          {t('applink.file.back')}
        </Button>
        <Title order={3} ref={heading} tabIndex={-1} style={{ outline: 'none', overflowWrap: 'anywhere' }}>
          {link.siteUrl === ''
            ? t('applink.file.headingNoHost')
            : t('applink.file.heading', { host: link.siteUrl.replace(/^https?:\/\//, '') })}
        </Title>
        {!Number.isNaN(savedAt) && (
          <Text size="xs" c="var(--at-quiet)">
            {t('applink.file.savedAt', { when: exactDay(savedAt) })}
          </Text>
        )}
      </Stack>
      <Notice tone={sameKey ? 'success' : 'warning'} role="note">
        <Stack gap={6}>
          <Text size="sm">{t(sameKey ? 'applink.file.sameKey' : 'applink.file.otherKey')}</Text>
          <Fingerprint label={t('applink.file.theirKey')} value={link.fingerprint} />
          {!sameKey && <Fingerprint label={t('applink.file.ourKey')} value={ourFingerprint} />}
        </Stack>
      </Notice>
      <section aria-labelledby={values}>
        <Title order={3} id={values} mb="xs">
          {t('applink.values')}
        </Title>
        <Stack gap="xs" align="stretch">
          <div>
            <CopyButton wide label={t('applink.copyMessage')} text={message} />
          </div>
          <ApplinkValues values={{ ...link, publicKeyOneLine }} />
        </Stack>
      </section>
      <ApplinkSteps family={link.family} steps={steps} />
      {sameKey && (
        <ApplinkTest
          siteUrl={link.siteUrl}
          consumerKey={link.consumerKey}
          fingerprint={link.fingerprint}
          {...(onWaiting ? { onWaiting } : {})}
        />
      )}
    </Stack>
  )
}
