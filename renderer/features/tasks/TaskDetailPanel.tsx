import { ActionIcon, Alert, Badge, Button, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconArchive, IconExternalLink, IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskDetail } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { exactDay, RelativeTime } from '../../ui/time.tsx'
import { RichTextView } from './RichTextView.tsx'
import { taskQuery } from './task-queries.ts'
import { TaskStatus } from './TaskStatus.tsx'
import classes from './TaskDetailPanel.module.css'

interface TaskDetailPanelProps {
  readonly id: string
  readonly panelRef: Ref<HTMLElement>
  readonly onClose: () => void
}

/** One task in full, beside the grid. */
export function TaskDetailPanel({ id, panelRef, onClose }: TaskDetailPanelProps) {
  const { t } = useTranslation()
  const task = useQuery({ ...taskQuery(id), placeholderData: keepPreviousData })
  return (
    <aside
      ref={panelRef}
      tabIndex={-1}
      className={classes.panel}
      aria-label={t('tasks.detail')}
      aria-busy={task.isFetching}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.close ?? ''}
        aria-label={t('tasks.closeDetail')}
        onClick={onClose}
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
      {task.isPending && <Skeleton h={180} />}
      {task.error && <FailureNotice failure={task.error.failure} />}
      {task.data && <Detail task={task.data} />}
    </aside>
  )
}

function Detail({ task }: { readonly task: TaskDetail }) {
  const { t } = useTranslation()
  const url = task.jiraUrl
  return (
    <Stack gap="md">
      <div>
        <div className={classes.key}>
          <span>{task.key}</span>
          {url && (
            <Button
              size="compact-xs"
              variant="default"
              rightSection={<IconExternalLink size={14} aria-hidden />}
              onClick={() => void bridge.app.openExternal({ url })}
            >
              {t('tasks.openInJira')}
            </Button>
          )}
        </div>
        <Title order={2} className={classes.summary ?? ''}>
          {task.summary}
        </Title>
      </div>
      {task.archivedAt !== null && (
        <Alert
          color="gray"
          variant="light"
          icon={<IconArchive aria-hidden />}
          title={t('tasks.archivedTitle')}
          role="note"
        >
          {task.archivedReason && <Text size="sm">{task.archivedReason}</Text>}
          <Text size="xs" c="var(--at-quiet)">
            <RelativeTime at={task.archivedAt} say={(when) => t('tasks.archivedWhen', { when })} />
          </Text>
        </Alert>
      )}
      <dl className={classes.fields}>
        <Field name={t('tasks.field.status')}>
          <TaskStatus status={task.status} category={task.statusCategory} />
        </Field>
        <Field name={t('tasks.field.type')}>{task.type}</Field>
        <Field name={t('tasks.field.priority')}>{task.priority}</Field>
        <Field name={t('tasks.field.assignee')}>{task.assignee || t('tasks.unassigned')}</Field>
        <Field name={t('tasks.field.reporter')}>{task.reporter}</Field>
        <Field name={t('tasks.field.resolution')}>{task.resolution}</Field>
        <Field name={t('tasks.field.labels')}>
          {task.labels.length > 0 && (
            <span className={classes.labels}>
              {task.labels.map((label) => (
                <Badge key={label} variant="default" tt="none" size="sm">
                  {label}
                </Badge>
              ))}
            </span>
          )}
        </Field>
        <Field name={t('tasks.field.source')}>
          {task.source === 'jira'
            ? t('tasks.jiraSource', { key: task.jiraProjectKey ?? '' })
            : t('tasks.sources.manual')}
        </Field>
        <Field name={t('tasks.field.created')}>
          <Moment at={task.createdAt} />
        </Field>
        <Field name={t('tasks.field.updated')}>
          <Moment at={task.updatedAt} />
        </Field>
      </dl>
      <section aria-label={t('tasks.description')}>
        <Title order={3} mb={6}>
          {t('tasks.description')}
        </Title>
        {task.description && task.description.blocks.length > 0 ? (
          <RichTextView text={task.description} />
        ) : (
          <Text size="sm" c="var(--at-quiet)">
            {t('tasks.noDescription')}
          </Text>
        )}
      </section>
    </Stack>
  )
}

/** The day, and how long ago that was. */
function Moment({ at }: { readonly at: number }) {
  return <RelativeTime at={at} say={(when) => `${exactDay(at)}, ${when}`} />
}

/** A name and its value; nothing when there is none. */
function Field({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (!children) return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
