import { Button, Switch } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkSync, Project, TaskSource } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { SyncButton } from '../sync/SyncControls.tsx'
import { FilterMenu } from './FilterMenu.tsx'
import { NewTaskDialog } from './NewTaskDialog.tsx'
import { facetsQuery, type TaskView } from './task-queries.ts'
import classes from './TaskToolbar.module.css'

interface TaskToolbarProps {
  readonly project: Project
  readonly view: TaskView
  readonly links: readonly LinkSync[]
  readonly onChange: (part: Partial<TaskView>) => void
}

export function TaskToolbar({ project, view, links, onChange }: TaskToolbarProps) {
  const { t } = useTranslation()
  const [creating, setCreating] = useState(false)
  const allowed = useAllowed()
  const facets = useQuery(facetsQuery(project.id)).data
  return (
    <div className={classes.bar}>
      <div className={classes.search}>
        <SearchBox
          label={t('tasks.search')}
          value={view.search}
          width="100%"
          size="xs"
          onSearch={(search) => onChange({ search })}
        />
      </div>
      <div className={classes.filters} role="group" aria-label={t('tasks.filters')}>
        <FilterMenu
          name={t('tasks.status')}
          choices={facets?.statuses}
          chosen={view.statuses}
          onChange={(statuses) => onChange({ statuses })}
        />
        <FilterMenu
          name={t('tasks.type')}
          choices={facets?.types}
          chosen={view.types}
          onChange={(types) => onChange({ types })}
        />
        <FilterMenu
          name={t('tasks.assignee')}
          choices={facets?.assignees}
          chosen={view.assignees}
          say={(value) => value || t('tasks.unassigned')}
          onChange={(assignees) => onChange({ assignees })}
        />
        <FilterMenu
          name={t('tasks.source')}
          choices={facets?.sources}
          chosen={view.sources}
          say={(value) => t(`tasks.sources.${value as TaskSource}`)}
          onChange={(sources) => onChange({ sources: sources as TaskSource[] })}
        />
        <Switch
          size="xs"
          label={t('tasks.archived')}
          checked={view.archived}
          title={facets ? t('tasks.archivedCount', { count: facets.archivedCount }) : undefined}
          onChange={(event) => onChange({ archived: event.currentTarget.checked })}
        />
      </div>
      <div className={classes.actions}>
        {allowed('sync.start') && <SyncButton projectId={project.id} links={links} />}
        {allowed('tasks.create') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setCreating(true)}
          >
            {t('tasks.new')}
          </Button>
        )}
      </div>
      <NewTaskDialog projectId={project.id} opened={creating} onClose={() => setCreating(false)} />
    </div>
  )
}
