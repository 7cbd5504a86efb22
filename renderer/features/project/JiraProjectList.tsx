import { Badge, Skeleton, Stack, Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { JiraProject } from '../../../preload/contract/index.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { moveByKey } from '../../ui/list-keys.ts'
import { usePages } from '../../ui/use-pages.ts'
import { jiraProjectPageQuery } from './jira-project-queries.ts'
import classes from './JiraProjectList.module.css'

interface JiraProjectListProps {
  readonly connectionId: string
  readonly projectId: string
  readonly search: string
  readonly picked: string | null
  readonly listRef: Ref<HTMLDivElement>
  readonly onPick: (project: JiraProject) => void
  /** Enter on what is picked already, or a double click. */
  readonly onConfirm: () => void
}

const rowHeight = 34

/** A list box over hundreds of Jira projects; arrows move, Enter or Space picks, Enter again links. */
export function JiraProjectList(props: JiraProjectListProps) {
  const { connectionId, projectId, search, picked, listRef, onPick, onConfirm } = props
  const { t } = useTranslation()
  const ids = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const [range, setRange] = useState({ first: 0, last: 0 })
  const pages = usePages(
    (offset) => jiraProjectPageQuery(connectionId, projectId, search, offset),
    range.first,
    range.last
  )
  const total = pages.total ?? 0
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8
  })
  const rows = virtual.getVirtualItems()
  const first = rows[0]?.index ?? 0
  const last = rows[rows.length - 1]?.index ?? 0
  if (first !== range.first || last !== range.last) setRange({ first, last })
  useEffect(() => {
    setActive(0)
    scroller.current?.scrollTo({ top: 0 })
  }, [search])

  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      const project = pages.rowAt(active)
      if (!project || project.linked) return
      if (event.key === 'Enter' && project.id === picked) onConfirm()
      else onPick(project)
      return
    }
    const inView = Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight)
    const to = total > 0 ? moveByKey(event.key, active, total, inView) : null
    if (to === null) return
    event.preventDefault()
    setActive(to)
    virtual.scrollToIndex(to)
  }
  if (pages.failure && pages.total === undefined) return <FailureNotice failure={pages.failure} live />
  if (pages.total === undefined) {
    return (
      <Stack gap={6} h={300} aria-busy aria-label={t('common.loading')}>
        {Array.from({ length: 7 }, (_, index) => (
          <Skeleton key={index} h={30} />
        ))}
      </Stack>
    )
  }
  return (
    <div>
      <div ref={scroller} className={classes.scroller}>
        {total === 0 && (
          <Text size="sm" c="var(--at-quiet)" p="md">
            {t('selectProject.noMatch', { search })}
          </Text>
        )}
        <div
          ref={listRef}
          role="listbox"
          tabIndex={0}
          className={classes.list}
          aria-label={t('selectProject.list')}
          aria-activedescendant={total > 0 ? `${ids}-${active}` : undefined}
          data-stale={pages.stale || undefined}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={keys}
        >
          {rows.map(({ index, start }) => {
            const project = pages.rowAt(index)
            const usable = project !== undefined && !project.linked
            return (
              <div
                key={index}
                id={`${ids}-${index}`}
                role="option"
                aria-selected={project !== undefined && project.id === picked}
                aria-disabled={!usable}
                aria-posinset={index + 1}
                aria-setsize={total}
                data-active={index === active || undefined}
                className={classes.option}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => {
                  setActive(index)
                  if (usable) onPick(project)
                }}
                onDoubleClick={() => {
                  if (usable && project.id === picked) onConfirm()
                }}
              >
                {project ? (
                  <>
                    <span className={classes.key}>{project.key}</span>{' '}
                    <span className={classes.name}>{project.name}</span>
                    {project.linked && (
                      <Badge size="sm" variant="light" color="gray" tt="none">
                        {t('selectProject.linked')}
                      </Badge>
                    )}
                  </>
                ) : (
                  <span className={classes.wait} aria-label={t('common.loading')} />
                )}
              </div>
            )
          })}
        </div>
      </div>
      <Text size="xs" c="var(--at-quiet)" mt={4}>
        {t('selectProject.total', { count: total })}
      </Text>
      {pages.failure && <FailureNotice failure={pages.failure} live />}
    </div>
  )
}
