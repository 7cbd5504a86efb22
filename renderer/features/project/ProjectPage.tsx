import { Skeleton, Tabs, Text } from '@mantine/core'
import { IconLayoutDashboard, IconListDetails } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import { useAllowed } from '../../app/use-allowed.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { usePageTitle } from '../../ui/Page.tsx'
import { projectQuery } from '../projects/project-queries.ts'
import { syncStatusQuery } from '../sync/sync-queries.ts'
import { useSyncAnnouncements } from '../sync/use-sync-announcements.ts'
import { TasksTab } from '../tasks/TasksTab.tsx'
import { Overview } from './Overview.tsx'
import { ProjectHeading } from './ProjectHeading.tsx'
import classes from './ProjectPage.module.css'

export function ProjectPage({ tab }: { readonly tab: 'overview' | 'tasks' }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const allowed = useAllowed()
  const { projectId = '' } = useParams()
  const { search } = useLocation()
  const { data: project, error } = useQuery(projectQuery(projectId))
  usePageTitle(project?.name ?? '')
  useSyncAnnouncements(useQuery(syncStatusQuery(projectId)).data?.links)
  if (error) {
    return (
      <div className={classes.header}>
        <FailureNotice failure={error.failure} />
      </div>
    )
  }
  // The query stays: filter and order of the tasks are still there after a look at the Overview.
  const go = (value: string | null) =>
    void navigate({ pathname: `/projects/${projectId}${value === 'tasks' ? '/tasks' : ''}`, search })
  return (
    <Tabs value={tab} onChange={go} className={classes.page} keepMounted={false}>
      <div className={classes.header}>
        {project ? <ProjectHeading project={project} /> : <Skeleton h={28} w={260} />}
        {project?.archivedAt != null && (
          <Text size="sm" c="var(--at-quiet)">
            {t('project.archivedNotice')}{' '}
            {allowed('projects.setArchived', { project: projectId }) && t('project.archivedRestore')}
          </Text>
        )}
        <Tabs.List aria-label={t('project.tabs')} className={classes.tabs ?? ''}>
          <Tabs.Tab value="overview" leftSection={<IconLayoutDashboard size={16} aria-hidden />}>
            {t('project.overview')}
          </Tabs.Tab>
          <Tabs.Tab value="tasks" leftSection={<IconListDetails size={16} aria-hidden />}>
            {t('project.tasks')}
          </Tabs.Tab>
        </Tabs.List>
      </div>
      <Tabs.Panel value="overview" className={classes.scroll ?? ''}>
        {project && <Overview project={project} />}
      </Tabs.Panel>
      <Tabs.Panel value="tasks" className={classes.fill ?? ''}>
        {project && <TasksTab key={project.id} project={project} />}
      </Tabs.Panel>
    </Tabs>
  )
}
