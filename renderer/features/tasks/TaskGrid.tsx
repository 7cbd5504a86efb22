import { IconArrowDown, IconArrowUp, IconInbox, IconSearch } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type Ref
} from 'react'
import { useTranslation } from 'react-i18next'
import { taskSort, type TaskRow, type TaskSort } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { moveByKey } from '../../ui/list-keys.ts'
import { useNow } from '../../ui/time.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { TaskGridRow } from './TaskGridRow.tsx'
import { taskPageQuery, type TaskView } from './task-queries.ts'
import { isFiltered } from './use-task-view.ts'
import classes from './TaskGrid.module.css'

interface TaskGridProps {
  readonly projectId: string
  readonly view: TaskView
  readonly openTask: string | null
  readonly syncing: boolean
  readonly gridRef: Ref<HTMLDivElement>
  readonly onChange: (part: Partial<TaskView>) => void
  readonly onOpen: (task: TaskRow, byKey: boolean) => void
  readonly onClose: () => void
  readonly onTotal: (total: number | undefined) => void
}

const rowHeight = 34
/** Characters. */
const shortestKeyColumn = 7
const columns = taskSort.options

/** A virtual grid over all tasks of the view; the arrow keys move a row marked by `aria-activedescendant`. */
export function TaskGrid(props: TaskGridProps) {
  const { projectId, view, openTask, onOpen, onClose, onTotal } = props
  const { t } = useTranslation()
  const ids = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const [range, setRange] = useState({ first: 0, last: 0 })
  const pages = usePages((offset) => taskPageQuery(projectId, view, offset), range.first, range.last)
  const total = pages.total ?? 0
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12
  })
  const rows = virtual.getVirtualItems()
  const first = rows[0]?.index ?? 0
  const last = rows[rows.length - 1]?.index ?? 0
  if (first !== range.first || last !== range.last) setRange({ first, last })
  useEffect(() => onTotal(pages.total), [onTotal, pages.total])
  // The column of keys grows with the longest one seen and stays so: it must not jump while one scrolls.
  const [keyLength, setKeyLength] = useState(shortestKeyColumn)
  const longest = rows.reduce((most, { index }) => Math.max(most, pages.rowAt(index)?.key.length ?? 0), keyLength)
  if (longest > keyLength) setKeyLength(longest)

  // Another question starts at its top.
  const question = JSON.stringify(view)
  const asked = useRef(question)
  useEffect(() => {
    if (asked.current === question) return
    asked.current = question
    setActive(0)
    scroller.current?.scrollTo({ top: 0 })
  }, [question])

  const pick = useCallback(
    (index: number, task: TaskRow) => {
      setActive(index)
      onOpen(task, false)
    },
    [onOpen]
  )
  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape' && openTask) return onClose()
    // Enter and Space on a header button are the button's.
    if (event.target !== event.currentTarget) return
    const task = pages.rowAt(active)
    if (event.key === 'Enter' && task) return onOpen(task, true)
    const inView = Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight)
    const to = total > 0 ? moveByKey(event.key, active, total, inView) : null
    if (to === null) return
    event.preventDefault()
    setActive(to)
    virtual.scrollToIndex(to)
    const next = pages.rowAt(to)
    // With the detail open, it follows the row.
    if (openTask && next) onOpen(next, false)
  }
  const empty = pages.total === 0
  const now = useNow()
  return (
    <div className={classes.frame}>
      {pages.failure && (
        <div className={classes.failure}>
          <FailureNotice failure={pages.failure} />
        </div>
      )}
      <div className={classes.scroller} ref={scroller}>
        <div
          role="grid"
          ref={props.gridRef}
          className={classes.grid}
          style={{ '--key-length': keyLength } as CSSProperties}
          aria-label={t('tasks.grid')}
          aria-rowcount={total + 1}
          aria-colcount={columns.length}
          aria-busy={pages.total === undefined || pages.stale}
          aria-activedescendant={total > 0 ? `${ids}-${active}` : undefined}
          tabIndex={0}
          onKeyDown={keys}
        >
          <Head view={view} onChange={props.onChange} />
          <div
            role="rowgroup"
            className={classes.rows}
            data-stale={pages.stale || undefined}
            style={{ height: virtual.getTotalSize() }}
          >
            {rows.map(({ index, start }) => {
              const task = pages.rowAt(index)
              return (
                <TaskGridRow
                  key={index}
                  id={`${ids}-${index}`}
                  index={index}
                  top={start}
                  task={task}
                  now={now}
                  active={index === active}
                  open={task !== undefined && task.id === openTask}
                  onPick={pick}
                />
              )
            })}
          </div>
        </div>
        {pages.total === undefined && !pages.failure && <SkeletonRows />}
        {empty && <NoTasks projectId={projectId} view={view} syncing={props.syncing} />}
      </div>
    </div>
  )
}

interface HeadProps {
  readonly view: TaskView
  readonly onChange: (part: Partial<TaskView>) => void
}

function Head({ view, onChange }: HeadProps) {
  const { t } = useTranslation()
  const sortBy = (sort: TaskSort) =>
    onChange(sort === view.sort ? { descending: !view.descending } : { sort, descending: sort === 'updated' })
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.row}>
        {columns.map((column, index) => {
          const sorted = view.sort === column
          const Arrow = view.descending ? IconArrowDown : IconArrowUp
          return (
            <div
              key={column}
              role="columnheader"
              className={classes.cell}
              data-column={column}
              aria-colindex={index + 1}
              aria-sort={sorted ? (view.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" className={classes.sort} onClick={() => sortBy(column)}>
                {t(`tasks.column.${column}`)}
                {sorted && <Arrow size={13} aria-hidden />}
              </button>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function SkeletonRows() {
  return (
    <div aria-hidden>
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} className={classes.ghost}>
          <span style={{ width: 60 }} />
          <span style={{ width: `${30 + ((index * 7) % 25)}%` }} />
        </div>
      ))}
    </div>
  )
}

interface NoTasksProps {
  readonly projectId: string
  readonly view: TaskView
  readonly syncing: boolean
}

function NoTasks({ projectId, view, syncing }: NoTasksProps) {
  const { t } = useTranslation()
  const allowed = useAllowed()
  if (isFiltered(view)) {
    return <EmptyState icon={<IconSearch />} title={t('tasks.noMatchTitle')} text={t('tasks.noMatchText')} />
  }
  if (view.archived) {
    return <EmptyState icon={<IconInbox />} title={t('tasks.noArchivedTitle')} text={t('tasks.noArchivedText')} />
  }
  if (syncing) {
    return <EmptyState icon={<IconInbox />} title={t('tasks.emptySyncing')} text={t('tasks.emptySyncingText')} />
  }
  const text = !allowed('tasks.create')
    ? 'tasks.emptyTextLook'
    : allowed('links.create', { project: projectId })
      ? 'tasks.emptyText'
      : 'tasks.emptyTextWrite'
  return <EmptyState icon={<IconInbox />} title={t('tasks.emptyTitle')} text={t(text)} />
}
