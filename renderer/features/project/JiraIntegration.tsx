import { Anchor, Button, Card, Group, Text, ThemeIcon, Title } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, Project } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { useSession } from '../../app/use-session.ts'
import { ApplinkDialog } from '../applink/ApplinkDialog.tsx'
import { AddAccountDialog } from '../connections/AddAccountDialog.tsx'
import { AvailableConnections } from '../connections/AvailableConnections.tsx'
import { useSignedIn } from '../connections/use-signed-in.ts'
import { LinkedProjects } from './LinkedProjects.tsx'
import { SelectProjectDialog } from './SelectProjectDialog.tsx'

/** The Jira module of one project: what is linked, and the connections to link more from. */
export function JiraIntegration({ project }: { readonly project: Project }) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const [settingUp, setSettingUp] = useState(false)
  const [selecting, setSelecting] = useState<Connection | null>(null)
  const allowed = useAllowed()
  const mayAdd = allowed('connections.findSite', { project: project.id })
  const known = useSession() !== null
  const { highlight, signedIn } = useSignedIn()
  return (
    <Card withBorder padding="md" component="section" data-module aria-label={t('project.jiraIntegration')}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="md">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <ThemeIcon variant="light" size={34} aria-hidden>
            <IconPlugConnected size={20} />
          </ThemeIcon>
          <div>
            <Title order={3}>{t('project.jiraIntegration')}</Title>
            <Text size="xs" c="var(--at-quiet)">
              {t('project.jiraHint')}
            </Text>
            {mayAdd && (
              <Anchor component="button" type="button" size="xs" onClick={() => setSettingUp(true)}>
                {t('applink.title')}
              </Anchor>
            )}
            {known && !mayAdd && (
              <Text size="xs" c="var(--at-quiet)" mt={4}>
                {t('permissions.addAccountHere')}
              </Text>
            )}
          </div>
        </Group>
        {mayAdd && (
          <Button
            data-main
            style={{ flex: 'none' }}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('connections.addAccount')}
          </Button>
        )}
      </Group>
      <LinkedProjects projectId={project.id} />
      <AvailableConnections
        project={project.id}
        highlight={highlight}
        onSignedIn={signedIn}
        onSelectProject={setSelecting}
      />
      <AddAccountDialog opened={adding} onClose={() => setAdding(false)} onSignedIn={signedIn} />
      <ApplinkDialog
        opened={settingUp}
        onClose={() => setSettingUp(false)}
        onWaiting={(connection) => {
          setSettingUp(false)
          signedIn(connection)
        }}
      />
      <SelectProjectDialog projectId={project.id} connection={selecting} onClose={() => setSelecting(null)} />
    </Card>
  )
}
