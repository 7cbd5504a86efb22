import { Skeleton, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Project, TaskFacets } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { RelativeTime } from '../../ui/time.tsx'
import { facetsQuery } from '../tasks/task-queries.ts'
import { JiraIntegration } from './JiraIntegration.tsx'
import classes from './Overview.module.css'

export function Overview({ project }: { readonly project: Project }) {
  const { t, i18n } = useTranslation()
  const facets = useQuery(facetsQuery(project.id))
  const mayLink = useAllowed()('links.create', { project: project.id })
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <div className={classes.page}>
      <section className={classes.facts} aria-label={t('project.facts')}>
        <dl className={classes.numbers}>
          <div>
            <dt>{t('project.tasksTotal')}</dt>
            <dd>{number.format(project.taskCount)}</dd>
          </div>
          <div>
            <dt>{t('project.linked')}</dt>
            <dd>{number.format(project.linkCount)}</dd>
          </div>
          <div>
            <dt>{t('project.lastSynced')}</dt>
            <dd>{project.lastSyncedAt === null ? t('common.never') : <RelativeTime at={project.lastSyncedAt} />}</dd>
          </div>
          <div>
            <dt>{t('project.created')}</dt>
            <dd>
              <RelativeTime at={project.createdAt} />
            </dd>
          </div>
        </dl>
        {facets.isPending && <Skeleton h={44} />}
        {facets.data && <ByStatus facets={facets.data} number={number} mayLink={mayLink} />}
      </section>
      <section aria-label={t('project.modules')}>
        <Title order={2} mb="xs">
          {t('project.modules')}
        </Title>
        <JiraIntegration project={project} />
      </section>
    </div>
  )
}

interface ByStatusProps {
  readonly facets: TaskFacets
  readonly number: Intl.NumberFormat
  readonly mayLink: boolean
}

const shown = 8

/** How many tasks stand in each status, the most frequent first. */
function ByStatus({ facets, number, mayLink }: ByStatusProps) {
  const { t } = useTranslation()
  const statuses = facets.statuses.slice(0, shown)
  const largest = Math.max(1, ...statuses.map((one) => one.count))
  if (statuses.length === 0) {
    return (
      <p className={classes.quiet}>
        {t('project.noTasks')} {mayLink && t('project.noTasksLink')}
      </p>
    )
  }
  return (
    <div>
      <h2 className={classes.small}>{t('project.byStatus')}</h2>
      <ul className={classes.statuses}>
        {statuses.map(({ value, count }) => (
          <li key={value}>
            <span className={classes.statusName}>{value}</span>
            <span className={classes.track} aria-hidden>
              <span className={classes.bar} style={{ width: `${Math.max(2, (count / largest) * 100)}%` }} />
            </span>
            <span className={classes.count}>{number.format(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
