import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupSummary } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { exactTime } from '../../ui/time.tsx'
import { useAction } from '../../ui/use-action.ts'
import type { ChosenBackup } from './OpenBackup.tsx'
import classes from './Backup.module.css'

interface ReplaceWorkspaceProps {
  readonly chosen: ChosenBackup
  readonly summary: BackupSummary
  readonly onStage: (stage: 'replaced') => void
  readonly onClose: () => void
}

/** What is in a backup, what becomes of the present workspace, and the step itself; after it, the restart. */
export function ReplaceWorkspace({ chosen, summary, onStage, onClose }: ReplaceWorkspaceProps) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const title = useId()
  // The field that had the focus is gone; what is in the file is to be read before a button.
  useEffect(() => heading.current?.focus(), [])
  const [keptAs, setKeptAs] = useState<string | null>(null)
  const replace = useAction(bridge.backup.restore)
  const send = async () => {
    const result = await replace.run({ backupId: chosen.backupId })
    if (!result.ok) return
    onStage('replaced')
    setKeptAs(result.value.keptAs)
  }
  if (keptAs !== null) return <Ready keptAs={keptAs} onClose={onClose} />
  return (
    <Stack gap="sm">
      <section aria-labelledby={title}>
        <Title order={3} size="h4" id={title} mb="xs" ref={heading} tabIndex={-1} className={classes.heading ?? ''}>
          {t('backup.contents')}
        </Title>
        <Contents summary={summary} />
      </section>
      <Notice tone="warning" role="note">
        <Text size="sm">{t('backup.replaceText')}</Text>
        {summary.members > 1 && <Text size="sm">{t('backup.membersText')}</Text>}
      </Notice>
      {replace.failure && <FailureNotice failure={replace.failure} live />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button color="red.9" loading={replace.busy} onClick={() => void send()}>
          {t('backup.replace')}
        </Button>
      </Group>
    </Stack>
  )
}

function Contents({ summary }: { readonly summary: BackupSummary }) {
  const { t, i18n } = useTranslation()
  const number = new Intl.NumberFormat(i18n.language)
  const { createdAt, appVersion, secrets } = summary
  return (
    <dl className={classes.facts}>
      <dt>{t('backup.made')}</dt>
      <dd>{t('backup.madeBy', { when: exactTime(createdAt), version: appVersion })}</dd>
      {(['projects', 'tasks', 'connections', 'members'] as const).map((what) => (
        <div key={what} className={classes.fact}>
          <dt>{t(`backup.${what}`)}</dt>
          <dd>{number.format(summary[what])}</dd>
        </div>
      ))}
      <dt>{t('backup.signIns')}</dt>
      <dd>{secrets === 0 ? t('backup.signInsNone') : t('backup.signInsSome', { count: secrets })}</dd>
    </dl>
  )
}

interface ReadyProps {
  readonly keptAs: string
  readonly onClose: () => void
}

/** It waits for the next start, which can be now. */
function Ready({ keptAs, onClose }: ReadyProps) {
  const { t } = useTranslation()
  const restart = useAction(bridge.backup.restart)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <Stack gap="sm">
      <Notice tone="success" role="status">
        <Text size="sm" fw={600}>
          {t('backup.ready')}
        </Text>
        <Text size="sm">{t('backup.readyText')}</Text>
      </Notice>
      <Text size="sm" className={classes.file ?? ''}>
        {t('backup.keptAs')} <b>{keptAs}</b>. {t('backup.afterwards')}
      </Text>
      {restart.failure && <FailureNotice failure={restart.failure} live />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('backup.later')}
        </Button>
        <Button ref={button} loading={restart.busy} onClick={() => void restart.run({})}>
          {t('backup.restart')}
        </Button>
      </Group>
    </Stack>
  )
}
