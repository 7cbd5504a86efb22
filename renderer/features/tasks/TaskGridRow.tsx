import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskRow } from '../../../preload/contract/index.ts'
import { exactTime, shortTime } from '../../ui/time.tsx'
import { TaskStatus } from './TaskStatus.tsx'
import classes from './TaskGrid.module.css'

interface TaskGridRowProps {
  readonly id: string
  readonly index: number
  /** Pixels from the top of the rows. */
  readonly top: number
  /** Undefined while its page is on the way. */
  readonly task: TaskRow | undefined
  /** The present moment: times of today are written differently. */
  readonly now: number
  readonly active: boolean
  readonly open: boolean
  readonly onPick: (index: number, task: TaskRow) => void
}

export const TaskGridRow = memo(function TaskGridRow(props: TaskGridRowProps) {
  const { id, index, top, task, now, active, open, onPick } = props
  const { t } = useTranslation()
  const place = { transform: `translateY(${top}px)` }
  if (!task) {
    return (
      <div
        role="row"
        id={id}
        aria-rowindex={index + 2}
        aria-busy
        className={`${classes.row} ${classes.data}`}
        style={place}
      >
        <div
          role="gridcell"
          className={classes.cell}
          data-column="key"
          aria-colindex={1}
          aria-label={t('common.loading')}
        >
          <span className={classes.wait} />
        </div>
        <div role="gridcell" className={classes.cell} data-column="summary" aria-colindex={2}>
          <span className={classes.wait} style={{ width: `${40 + ((index * 13) % 35)}%` }} />
        </div>
      </div>
    )
  }
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={open}
      data-active={active || undefined}
      data-archived={task.archivedAt !== null || undefined}
      className={`${classes.row} ${classes.data}`}
      style={place}
      onClick={() => onPick(index, task)}
    >
      <div role="gridcell" className={classes.cell} data-column="key" aria-colindex={1}>
        {task.key}
      </div>
      <div role="gridcell" className={classes.cell} data-column="summary" aria-colindex={2} title={task.summary}>
        {task.summary}
      </div>
      <div role="gridcell" className={classes.cell} data-column="type" aria-colindex={3}>
        {task.type}
      </div>
      <div role="gridcell" className={classes.cell} data-column="status" aria-colindex={4}>
        <TaskStatus status={task.status} category={task.statusCategory} />
      </div>
      <div
        role="gridcell"
        className={classes.cell}
        data-column="assignee"
        aria-colindex={5}
        data-empty={!task.assignee || undefined}
      >
        {task.assignee || t('tasks.unassigned')}
      </div>
      <div
        role="gridcell"
        className={classes.cell}
        data-column="updated"
        aria-colindex={6}
        title={exactTime(task.updatedAt)}
      >
        {shortTime(task.updatedAt, now)}
      </div>
    </div>
  )
})
