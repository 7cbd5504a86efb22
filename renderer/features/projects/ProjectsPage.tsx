import { Button, Group, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { IconArchive, IconFolderPlus, IconPlus, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { ProjectNameDialog } from './ProjectNameDialog.tsx'
import { ProjectRow } from './ProjectRow.tsx'
import { projectListQuery } from './project-queries.ts'
import classes from './ProjectsPage.module.css'

/** Every project, to find one or make a new one. */
export function ProjectsPage() {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const allowed = useAllowed()
  const [search, setSearch] = useState('')
  const [archived, setArchived] = useState(false)
  const [creating, setCreating] = useState(false)
  /** The project just made, to be shown and have the focus. */
  const [created, setCreated] = useState<string | null>(null)
  const list = useInfiniteQuery(projectListQuery(search, archived))
  const projects = list.data?.pages.flatMap((page) => page.projects) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const { hasNextPage, isFetching, fetchNextPage } = list
  const hidden = created !== null && list.data !== undefined && !projects.some((one) => one.id === created)
  useEffect(() => {
    // The list is sorted by name: what was made just now may stand on a later page.
    if (hidden && hasNextPage && !isFetching) void fetchNextPage()
  }, [hidden, hasNextPage, isFetching, fetchNextPage])
  const newButton = allowed('projects.create') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t('projects.new')}
    </Button>
  )
  return (
    <Page title={t('projects.heading')} actions={newButton}>
      <Group mb="sm" gap="md">
        <SearchBox label={t('projects.find')} value={search} onSearch={setSearch} />
        <Switch
          label={t('projects.showArchived')}
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
        {list.data && total > 0 && (
          <Text size="xs" c="var(--at-quiet)" ml="auto">
            {t('projects.total', { count: total })}
          </Text>
        )}
      </Group>
      {list.isPending && (
        <Stack gap={8} aria-busy aria-label={t('common.loading')}>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} h={48} />
          ))}
        </Stack>
      )}
      {list.error && <FailureNotice failure={list.error.failure} />}
      {list.data && projects.length === 0 && <NoProjects search={search} archived={archived} />}
      {projects.length > 0 && (
        <ul className={classes.list} aria-label={t('projects.list')} data-stale={list.isPlaceholderData || undefined}>
          {projects.map((project) => (
            <ProjectRow key={project.id} project={project} created={project.id === created} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.showMore', { left: total - projects.length })}
          </Button>
        </Group>
      )}
      <ProjectNameDialog
        opened={creating}
        title={t('projects.new')}
        submit={t('common.create')}
        onSubmit={(name) => bridge.projects.create({ name })}
        onClose={() => setCreating(false)}
        onDone={(project) => {
          announce(t('projects.createdDone', { name: project.name }))
          setSearch('')
          setArchived(false)
          setCreated(project.id)
        }}
      />
    </Page>
  )
}

function NoProjects({ search, archived }: { readonly search: string; readonly archived: boolean }) {
  const { t } = useTranslation()
  const mayCreate = useAllowed()('projects.create')
  if (search) {
    return (
      <EmptyState
        icon={<IconSearch />}
        title={t('projects.noMatchTitle', { search })}
        text={t('projects.noMatchText')}
      />
    )
  }
  if (archived) {
    return (
      <EmptyState icon={<IconArchive />} title={t('projects.noArchivedTitle')} text={t('projects.noArchivedText')} />
    )
  }
  return mayCreate ? (
    <EmptyState icon={<IconFolderPlus />} title={t('projects.emptyTitle')} text={t('projects.emptyText')} />
  ) : (
    <EmptyState icon={<IconFolderPlus />} title={t('projects.noneTitle')} text={t('permissions.newProject')} />
  )
}
