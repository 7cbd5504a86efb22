import { Badge, Button, Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncRun } from '../../../preload/contract/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { duration, exactTime, RelativeTime, shortTime, useNow } from '../../ui/time.tsx'
import { syncEntriesQuery, syncRunsQuery } from './sync-queries.ts'
import classes from './LedgerDialog.module.css'

interface LedgerDialogProps {
  readonly projectId: string
  readonly opened: boolean
  readonly onClose: () => void
}

/** What the last syncs did: counts per run, and why tasks were moved, archived or skipped. */
export function LedgerDialog({ projectId, opened, onClose }: LedgerDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('sync.ledger')} size="lg">
      <Ledger projectId={projectId} />
    </Dialog>
  )
}

function Ledger({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation()
  const runs = useQuery(syncRunsQuery(projectId))
  if (runs.isPending) return <Skeleton h={120} />
  if (runs.error) return <FailureNotice failure={runs.error.failure} />
  if (runs.data.length === 0) return <Text size="sm">{t('sync.ledgerEmpty')}</Text>
  return (
    <ul className={classes.runs} aria-label={t('sync.runs')}>
      {runs.data.map((run, index) => (
        <Run key={run.id} run={run} open={index === 0} />
      ))}
    </ul>
  )
}

const colors = { running: 'blue', done: 'green', failed: 'red', cancelled: 'gray', interrupted: 'yellow' } as const
const counts = [
  ['fetched', 'fetched'],
  ['newTasks', 'new'],
  ['changed', 'changed'],
  ['unchanged', 'unchanged'],
  ['moved', 'moved'],
  ['archived', 'archived'],
  ['skipped', 'skipped'],
  ['requests', 'requests']
] as const

function Run({ run, open }: { readonly run: SyncRun; readonly open: boolean }) {
  const { t, i18n } = useTranslation()
  const [shown, setShown] = useState(open)
  const number = new Intl.NumberFormat(i18n.language)
  const particulars = run.moved + run.archived + run.skipped > 0 || run.outcome !== 'done'
  return (
    <li className={classes.run}>
      <div className={classes.line}>
        <b>{run.jiraProjectKey}</b>
        <Badge variant="light" color={colors[run.outcome]} tt="none">
          {t(`sync.outcome.${run.outcome}`)}
        </Badge>
        <span className={classes.quiet}>{t(`sync.kind.${run.kind}`)}</span>
        <span className={classes.when}>
          <RelativeTime at={run.startedAt} />
          {run.finishedAt !== null && ` · ${t('sync.took', { duration: duration(run.finishedAt - run.startedAt) })}`}
        </span>
      </div>
      <dl className={classes.counts}>
        {counts.map(([word, name]) => (
          <div key={name} data-zero={run[name] === 0 || undefined}>
            <dt>{t(`sync.${word}`)}</dt>
            <dd>{number.format(run[name])}</dd>
          </div>
        ))}
      </dl>
      {run.failure && <FailureNotice failure={run.failure} />}
      {shown ? (
        <Entries runId={run.id} />
      ) : (
        particulars && (
          <Button size="compact-xs" variant="subtle" w="fit-content" onClick={() => setShown(true)}>
            {t('sync.showEntries')}
          </Button>
        )
      )}
    </li>
  )
}

function Entries({ runId }: { readonly runId: string }) {
  const { t } = useTranslation()
  const now = useNow()
  const list = useInfiniteQuery(syncEntriesQuery(runId))
  if (list.isPending) return <Skeleton h={24} />
  if (list.error) return <FailureNotice failure={list.error.failure} />
  const entries = list.data.pages.flatMap((page) => page.entries)
  const total = list.data.pages[0]?.total ?? 0
  if (entries.length === 0) {
    return (
      <Text size="xs" c="var(--at-quiet)">
        {t('sync.noEntries')}
      </Text>
    )
  }
  return (
    <Stack gap={4}>
      <ul className={classes.entries} aria-label={t('sync.entries')}>
        {entries.map((entry, index) => (
          <li key={index}>
            <b>{entry.issueKey}</b>
            <span className={classes.action}>{t(`sync.action.${entry.action}`)}</span>
            <span>{entry.reason}</span>
            <time className={classes.quiet} title={exactTime(entry.at)}>
              {shortTime(entry.at, now)}
            </time>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          size="compact-xs"
          variant="subtle"
          w="fit-content"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('common.showMore', { left: total - entries.length })}
        </Button>
      )}
    </Stack>
  )
}
