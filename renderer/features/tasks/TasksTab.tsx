import { Anchor, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkSync, Project, TaskRow } from '../../../preload/contract/index.ts'
import { RelativeTime } from '../../ui/time.tsx'
import { afterDialogMs } from '../../ui/use-focus-after-removal.ts'
import { LedgerDialog } from '../sync/LedgerDialog.tsx'
import { SyncProgress } from '../sync/SyncProgress.tsx'
import { syncStatusQuery } from '../sync/sync-queries.ts'
import { FailedSync } from './FailedSync.tsx'
import { TaskDetailPanel } from './TaskDetailPanel.tsx'
import { TaskGrid } from './TaskGrid.tsx'
import { TaskToolbar } from './TaskToolbar.tsx'
import { isFiltered, noFilters, useTaskView } from './use-task-view.ts'
import classes from './TasksTab.module.css'

/** The project's tasks: toolbar, how the sync stands, grid, and one task's detail at the side. */
export function TasksTab({ project }: { readonly project: Project }) {
  const { view, change, openTask, setOpenTask } = useTaskView()
  const links = useQuery(syncStatusQuery(project.id)).data?.links
  const [matching, setMatching] = useState<number | undefined>(undefined)
  const grid = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const readOn = useRef(false)
  const open = useCallback(
    (task: TaskRow, byKey: boolean) => {
      // By keyboard the person wants to read on there; by mouse the grid keeps the arrow keys.
      if (byKey) panel.current?.focus()
      readOn.current = byKey && panel.current === null
      setOpenTask(task.id)
    },
    [setOpenTask]
  )
  useEffect(() => {
    // The panel comes when the router has moved, which may be some frames after the key.
    if (!openTask || !readOn.current) return
    readOn.current = false
    panel.current?.focus()
  }, [openTask])
  const close = useCallback(() => {
    setOpenTask(null)
    grid.current?.focus()
  }, [setOpenTask])
  const clearFilters = () => {
    change(noFilters)
    // The button goes with the filters; what it was pressed for is the list.
    grid.current?.focus()
  }
  return (
    <div className={classes.tab}>
      <TaskToolbar project={project} view={view} links={links ?? []} onChange={change} />
      <SyncState
        project={project}
        links={links ?? []}
        matching={isFiltered(view) || view.archived ? matching : undefined}
        {...(isFiltered(view) ? { onClearFilters: clearFilters } : {})}
        // The notice goes, with the button that had the focus; a dialog over it gives the focus back first.
        onAgain={() => setTimeout(() => grid.current?.focus(), afterDialogMs)}
      />
      <div className={classes.body}>
        <TaskGrid
          projectId={project.id}
          view={view}
          openTask={openTask}
          syncing={links?.some((link) => link.running) ?? false}
          gridRef={grid}
          onChange={change}
          onOpen={open}
          onClose={close}
          onTotal={setMatching}
        />
        {openTask && <TaskDetailPanel id={openTask} panelRef={panel} onClose={close} />}
      </div>
    </div>
  )
}

interface SyncStateProps {
  readonly project: Project
  readonly links: readonly LinkSync[]
  readonly matching: number | undefined
  /** Absent while nothing is filtered. Here and not in the toolbar, where it would push the buttons about. */
  readonly onClearFilters?: () => void
  /** A sync that had failed was begun again from its notice. */
  readonly onAgain: () => void
}

/** "last synced … · n tasks", the progress of what runs, and what went wrong. */
function SyncState({ project, links, matching, onClearFilters, onAgain }: SyncStateProps) {
  const { t } = useTranslation()
  const [ledger, setLedger] = useState(false)
  const running = links.filter((link) => link.running)
  const stopped = links.filter((link) => !link.running)
  const failed = stopped.filter((link) => link.lastRun?.outcome === 'failed' && link.lastRun.failure)
  const interrupted = stopped.filter((link) => link.lastRun?.outcome === 'interrupted')
  const synced = links.map((link) => link.lastSyncedAt).filter((at) => at !== null)
  const last = synced.length > 0 ? Math.max(...synced) : project.lastSyncedAt
  return (
    <div className={classes.state}>
      <Group gap="md" className={classes.line ?? ''}>
        <span>
          {last === null ? (
            links.length > 0 && `${t('tasks.neverSynced')} · `
          ) : (
            <>
              <RelativeTime at={last} say={(when) => t('tasks.lastSynced', { when })} />
              {' · '}
            </>
          )}
          {t('tasks.count', { count: project.taskCount })}
          {matching !== undefined && ` · ${t('tasks.matching', { count: matching })}`}
        </span>
        {onClearFilters && (
          <Anchor component="button" type="button" inherit onClick={onClearFilters}>
            {t('tasks.clearFilters')}
          </Anchor>
        )}
        {links.length > 0 && (
          <Anchor component="button" type="button" inherit onClick={() => setLedger(true)}>
            {t('sync.ledger')}
          </Anchor>
        )}
        {running.map((link) => (
          <SyncProgress key={link.linkId} link={link} />
        ))}
      </Group>
      {interrupted.map((link) => (
        <div key={link.linkId}>{t('sync.interrupted', { key: link.jiraProjectKey })}</div>
      ))}
      {failed.map(
        (link) =>
          link.lastRun?.failure && (
            <FailedSync
              key={link.linkId}
              projectId={project.id}
              link={link}
              failure={link.lastRun.failure}
              onAgain={onAgain}
            />
          )
      )}
      <LedgerDialog projectId={project.id} opened={ledger} onClose={() => setLedger(false)} />
    </div>
  )
}
