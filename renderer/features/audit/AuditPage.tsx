import { Anchor, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconClipboardList, IconFileExport, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/use-session.ts'
import { bridge } from '../../bridge.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { useSaving } from '../applink/use-saving.ts'
import { auditListQuery } from './audit-queries.ts'
import { AuditTable } from './AuditTable.tsx'

/** Who did what, and when; for Administrators. */
export function AuditPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [search, setSearch] = useState('')
  const list = useInfiniteQuery(auditListQuery(search))
  const exporting = useSaving(bridge.audit.export)
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  return (
    <Page
      title={t('audit.heading')}
      actions={
        may('audit.read') && (
          <Button
            variant="default"
            leftSection={<IconFileExport size={16} aria-hidden />}
            loading={exporting.busy}
            onClick={() => void exporting.save({})}
          >
            {t('audit.export')}
          </Button>
        )
      }
    >
      <Stack gap="sm">
        <Text size="sm" c="var(--at-quiet)">
          {t('audit.intro')}{' '}
          <Anchor component={Link} to="/members" inherit>
            {t('audit.back')}
          </Anchor>
        </Text>
        {exporting.failure && <FailureNotice failure={exporting.failure} live />}
        {exporting.said && (
          <Notice tone="success" role="status">
            <Text size="sm">{exporting.said}</Text>
          </Notice>
        )}
        {(search !== '' || total > 0) && (
          <Group gap="md">
            <SearchBox label={t('audit.search')} value={search} onSearch={setSearch} />
            <Text size="xs" c="var(--at-quiet)" ml="auto" role="status">
              {t('audit.total', { count: total })}
            </Text>
          </Group>
        )}
        {list.isPending && <Skeleton h={160} aria-busy aria-label={t('common.loading')} />}
        {list.error && <FailureNotice failure={list.error.failure} />}
        {list.data && entries.length === 0 && <NoEntries search={search} />}
        {entries.length > 0 && <AuditTable entries={entries} stale={list.isPlaceholderData} />}
        {list.hasNextPage && (
          <Group justify="center">
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('common.showMore', { left: total - entries.length })}
            </Button>
          </Group>
        )}
      </Stack>
    </Page>
  )
}

function NoEntries({ search }: { readonly search: string }) {
  const { t } = useTranslation()
  return search ? (
    <EmptyState icon={<IconSearch />} title={t('audit.noMatchTitle', { search })} text={t('audit.noMatchText')} />
  ) : (
    <EmptyState icon={<IconClipboardList />} title={t('audit.emptyTitle')} text={t('audit.emptyText')} />
  )
}
