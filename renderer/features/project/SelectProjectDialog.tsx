import { ActionIcon, Button, Group, Loader, Stack, Text, Tooltip } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, JiraProject } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ExplanationNotice, FailureNotice } from '../../ui/FailureNotice.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ApiTokenEntry } from '../connections/ApiTokenEntry.tsx'
import { SiteHelp } from '../network/SiteHelp.tsx'
import { JiraProjectList } from './JiraProjectList.tsx'
import { issueCountQuery, jiraProjectPageQuery, jiraProjectsKey } from './jira-project-queries.ts'

interface SelectProjectDialogProps {
  readonly projectId: string
  /** Null while the dialog is closed. */
  readonly connection: Connection | null
  readonly onClose: () => void
}

/** Chooses a Jira project of one connection and links it to this project. */
export function SelectProjectDialog({ projectId, connection, onClose }: SelectProjectDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened={connection !== null} onClose={onClose} title={t('selectProject.title')}>
      {connection && (
        <SiteHelp siteUrl={connection.siteUrl} connectionId={connection.id}>
          <Steps projectId={projectId} connection={connection} onClose={onClose} />
        </SiteHelp>
      )}
    </Dialog>
  )
}

/** The manual's order: after signing in at Atlassian, the first choice of a project asks for an API token. */
function Steps({ connection: chosen, ...rest }: StepsProps) {
  const [answered, setAnswered] = useState<Connection | null>(null)
  const asksToken =
    chosen.method === 'oauth2-3lo' && (chosen.apiToken === 'unset' || chosen.status === 'token-required')
  if (asksToken && !answered) return <ApiTokenEntry connection={chosen} beforeProject onDone={setAnswered} />
  return <Choice connection={answered ?? chosen} focusNow={answered !== null} {...rest} />
}

interface StepsProps {
  readonly projectId: string
  readonly connection: Connection
  readonly onClose: () => void
}

interface ChoiceProps extends StepsProps {
  /** Another step had the focus, and is gone. */
  readonly focusNow: boolean
}

function Choice({ projectId, connection, focusNow, onClose }: ChoiceProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const client = useQueryClient()
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState<JiraProject | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const head = useQuery(jiraProjectPageQuery(connection.id, projectId, '', 0))
  const count = useQuery({ ...issueCountQuery(connection.id, picked?.id ?? ''), enabled: picked !== null })
  const link = useAction(bridge.links.create)
  const again = useAction(bridge.jiraProjects.list)
  const askAgain = async () => {
    const result = await again.run({ connectionId: connection.id, projectId, refresh: true, limit: 1 })
    if (!result.ok) return
    await client.invalidateQueries({ queryKey: jiraProjectsKey(connection.id, projectId) })
    announce(t('selectProject.refreshed', { count: result.value.total }))
  }
  const linkable = picked !== null && !picked.linked && count.data !== undefined
  const send = async () => {
    if (!picked || !linkable || link.busy) return
    const result = await link.run({ projectId, connectionId: connection.id, jiraProjectId: picked.id })
    if (!result.ok) return
    for (const topic of ['links', 'sync', 'projects']) void client.invalidateQueries({ queryKey: [topic] })
    announce(t('selectProject.linkedDone', { key: picked.key }))
    onClose()
  }
  const explanation = head.data?.explanation
  return (
    <Stack gap="sm">
      <Text size="xs" c="var(--at-quiet)">
        {t('selectProject.on', { host: connection.host, user: connection.userDisplayName })}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <div style={{ flex: 1 }}>
          <SearchBox
            label={t('selectProject.find')}
            value={search}
            width="100%"
            autoFocus
            focusNow={focusNow}
            onSearch={setSearch}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
              event.preventDefault()
              list.current?.focus({ preventScroll: true })
            }}
          />
        </div>
        <Tooltip label={t('selectProject.refresh')}>
          <ActionIcon
            variant="default"
            size="input-sm"
            aria-label={t('selectProject.refresh')}
            loading={again.busy}
            onClick={() => void askAgain()}
          >
            <IconRefresh size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      {again.failure && <FailureNotice failure={again.failure} live />}
      {explanation ? (
        <ExplanationNotice explanation={explanation} />
      ) : (
        <JiraProjectList
          connectionId={connection.id}
          projectId={projectId}
          search={search}
          picked={picked?.id ?? null}
          listRef={list}
          onPick={setPicked}
          onConfirm={() => void send()}
        />
      )}
      <Group mih={36} gap="xs" wrap="nowrap" aria-live="polite" component="div">
        {!picked && !explanation && (
          <Text size="sm" c="var(--at-quiet)">
            {t('selectProject.pick')}
          </Text>
        )}
        {picked && count.isPending && (
          <>
            <Loader size="xs" aria-hidden />
            <Text size="sm">{t('selectProject.counting', { key: picked.key })}</Text>
          </>
        )}
        {picked && count.data !== undefined && (
          <Text size="sm">
            {count.data === 0
              ? t('selectProject.noIssues', { key: picked.key })
              : t('selectProject.issues', { key: picked.key, count: count.data })}
          </Text>
        )}
      </Group>
      {picked && count.error && <FailureNotice failure={count.error.failure} live />}
      {link.failure && <FailureNotice failure={link.failure} live />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!linkable} loading={link.busy} onClick={() => void send()}>
          {t('selectProject.link')}
        </Button>
      </Group>
    </Stack>
  )
}
