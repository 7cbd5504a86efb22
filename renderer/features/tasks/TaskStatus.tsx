import { IconCircle, IconCircleCheckFilled, IconCircleHalf2 } from '@tabler/icons-react'
import type { TaskRow } from '../../../preload/contract/index.ts'
import classes from './TaskStatus.module.css'

const signs = {
  new: IconCircle,
  indeterminate: IconCircleHalf2,
  done: IconCircleCheckFilled,
  undefined: IconCircle
} as const

interface TaskStatusProps {
  readonly status: string
  readonly category: TaskRow['statusCategory']
}

/** A status with a sign for its category: empty, half, full. */
export function TaskStatus({ status, category }: TaskStatusProps) {
  const Sign = signs[category]
  return (
    <span className={classes.status} data-category={category}>
      <Sign size={14} aria-hidden />
      <span className={classes.name}>{status}</span>
    </span>
  )
}
