import { useTranslation } from 'react-i18next'
import type { LinkSync } from '../../../preload/contract/index.ts'
import classes from './SyncProgress.module.css'

/** How far the sync of one link is, with counts. */
export function SyncProgress({ link }: { readonly link: LinkSync }) {
  const { t } = useTranslation()
  const { done, total, phase, jiraProjectKey: key } = link
  const known = total !== null && total > 0
  const percent = known ? Math.min(100, (done / total) * 100) : 0
  const text = [
    t(`sync.phase.${phase ?? 'waiting'}`),
    known ? t('sync.counts', { done, total }) : done > 0 ? t('sync.countsOpen', { done }) : ''
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <div className={classes.progress}>
      <span className={classes.key}>{key}</span>
      <div
        role="progressbar"
        className={classes.bar}
        aria-label={t('sync.progressOf', { key })}
        aria-valuetext={text}
        aria-valuemin={0}
        aria-valuemax={100}
        // Absent while the total is unknown: a bar that cannot tell must not claim a number.
        aria-valuenow={known ? Math.round(percent) : undefined}
      >
        <div
          className={classes.done}
          data-open={!known || undefined}
          style={known ? { width: `${percent}%` } : undefined}
        />
      </div>
      <span className={classes.counts}>{text}</span>
    </div>
  )
}
