import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useId, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAction } from '../../ui/use-action.ts'

interface ApplinkTestProps {
  readonly siteUrl: string
  readonly consumerKey: string
  readonly onDone?: () => void
}

/** Asks the Jira itself whether the link works, and says what it answered. */
export function ApplinkTest({ siteUrl, consumerKey, onDone }: ApplinkTestProps) {
  const { t } = useTranslation()
  const heading = useId()
  const [address, setAddress] = useState(siteUrl)
  const [message, setMessage] = useState<string | null>(null)
  const test = useAction(bridge.applink.test)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setMessage(null)
    const result = await test.run({ siteUrl: address, consumerKey })
    if (result.ok) setMessage(result.value.message)
  }
  return (
    <section aria-labelledby={heading}>
      <Title order={3} id={heading} mb={4}>
        {t('applink.testTitle')}
      </Title>
      <Text size="xs" c="var(--at-quiet)" mb="xs">
        {t('applink.testHint')}
      </Text>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Stack gap="xs">
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              label={t('applink.site')}
              value={address}
              maxLength={2000}
              spellCheck={false}
              autoComplete="off"
              style={{ flex: 1 }}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
            <Button type="submit" loading={test.busy} disabled={address.trim() === ''}>
              {t('applink.test')}
            </Button>
          </Group>
          {test.failure && <FailureNotice failure={test.failure} live />}
          {message && (
            <Notice tone="success" role="status">
              <Text size="sm">{message}</Text>
              {onDone && (
                <Button size="compact-sm" mt={8} onClick={onDone}>
                  {t('applink.goOn')}
                </Button>
              )}
            </Notice>
          )}
        </Stack>
      </form>
    </section>
  )
}
