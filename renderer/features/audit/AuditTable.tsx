import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../preload/contract/index.ts'
import { exactTime } from '../../ui/time.tsx'
import classes from './Audit.module.css'

interface AuditTableProps {
  readonly entries: readonly AuditEntry[]
  /** What is shown answers the question before. */
  readonly stale: boolean
}

const columns = ['when', 'who', 'what', 'subject', 'detail'] as const

/** Entries one below the other. Times to the second: here it is asked what came first. */
export function AuditTable({ entries, stale }: AuditTableProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.frame} data-stale={stale || undefined}>
      <table className={classes.table} aria-label={t('audit.heading')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`audit.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ number, at, member, action, subject, detail }) => (
            <tr key={number}>
              <td className={classes.when}>
                <time dateTime={new Date(at).toISOString()}>{exactTime(at)}</time>
              </td>
              <td>
                <bdi>{member}</bdi>
              </td>
              <td>{action}</td>
              <td>
                <bdi>{subject}</bdi>
              </td>
              <td className={classes.detail}>
                <bdi>{detail}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
