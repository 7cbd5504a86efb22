import { Card, Stack, Text, Title } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useAnnounce } from '../../ui/announcer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { FailureEntryView } from './FailureEntryView.tsx'
import { findFailures, type FailureGroup } from './find-failures.ts'

/** So few matches are shown unfolded. */
const unfolded = 6

/** *What can go wrong*: the whole catalogue, without a connection. `?code=` opens one entry, `?q=` is what is looked for. */
export function FailuresPage() {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [params, setParams] = useSearchParams()
  const text = params.get('q') ?? ''
  const called = params.get('code')
  const groups = findFailures(text)
  const count = groups.reduce((sum, { entries }) => sum + entries.length, 0)
  useEffect(() => {
    if (text) announce(t('failures.count', { count }))
  }, [text, count, announce, t])
  const search = (typed: string) => setParams(typed ? { q: typed } : {}, { replace: true })
  return (
    <Page
      title={t('failures.heading')}
      actions={<SearchBox label={t('failures.search')} value={text} onSearch={search} />}
    >
      <Stack maw={760}>
        <Text size="sm" c="var(--at-quiet)">
          {t('failures.intro')}
        </Text>
        {groups.map((group) => (
          <Group key={group.area} group={group} called={called} open={text !== '' && count <= unfolded} />
        ))}
        {count === 0 && (
          <EmptyState icon={<IconSearchOff />} title={t('failures.noneTitle')} text={t('failures.noneText')} />
        )}
      </Stack>
    </Page>
  )
}

interface GroupProps {
  readonly group: FailureGroup
  /** The code a link led to. */
  readonly called: string | null
  readonly open: boolean
}

function Group({ group: { area, entries }, called, open }: GroupProps) {
  const { t } = useTranslation()
  const heading = useId()
  return (
    <Card withBorder component="section" aria-labelledby={heading} padding="md">
      <Title order={2} size="h3" id={heading} mb="xs">
        {t(`failures.areas.${area}`)}
      </Title>
      {entries.map((entry) => (
        <FailureEntryView key={entry.code} entry={entry} called={entry.code === called} open={open} />
      ))}
    </Card>
  )
}
