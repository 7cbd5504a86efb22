import { ActionIcon, Badge, Button, Group, Menu, TextInput, Title } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconDots, IconPencil } from '@tabler/icons-react'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { projectName, type Project } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { useAction } from '../../ui/use-action.ts'
import { useArchiveProject } from '../projects/use-archive-project.ts'

/** The project's name, to be renamed in place, and what else can be done with it. */
export function ProjectHeading({ project }: { readonly project: Project }) {
  const { t } = useTranslation()
  const [renaming, setRenaming] = useState(false)
  const menu = useRef<HTMLButtonElement>(null)
  const setArchived = useArchiveProject()
  const mayChange = useAllowed()('projects.rename', { project: project.id })
  const archived = project.archivedAt !== null
  if (renaming && mayChange) {
    return (
      <RenameForm
        project={project}
        onEnd={() => {
          setRenaming(false)
          requestAnimationFrame(() => menu.current?.focus())
        }}
      />
    )
  }
  return (
    <Group gap="xs" wrap="nowrap" mih={36}>
      <Title order={1} lineClamp={2}>
        {project.name}
      </Title>
      {archived && (
        <Badge variant="light" color="gray" tt="none">
          {t('projects.archived')}
        </Badge>
      )}
      {mayChange && (
        <Menu position="bottom-start" returnFocus>
          <Menu.Target>
            <ActionIcon ref={menu} variant="subtle" color="gray" aria-label={t('project.actions')}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setRenaming(true)}>
              {t('projects.rename')}
            </Menu.Item>
            <Menu.Item
              leftSection={archived ? <IconArchiveOff size={16} aria-hidden /> : <IconArchive size={16} aria-hidden />}
              onClick={() => void setArchived(project, !archived)}
            >
              {archived ? t('projects.restore') : t('projects.archive')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  )
}

function RenameForm({ project, onEnd }: { readonly project: Project; readonly onEnd: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(project.name)
  const [problem, setProblem] = useState<string | null>(null)
  const rename = useAction(bridge.projects.rename)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const checked = projectName.safeParse(name)
    if (!checked.success) return setProblem(checked.error.issues[0]?.message ?? null)
    if (checked.data === project.name) return onEnd()
    const result = await rename.run({ id: project.id, name: checked.data })
    if (result.ok) onEnd()
    else setProblem(`${result.failure.title}. ${result.failure.remedy}`)
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Group gap="xs" align="flex-start" mih={36}>
        <TextInput
          aria-label={t('projects.nameLabel')}
          value={name}
          error={problem}
          autoFocus
          w={360}
          autoComplete="off"
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setProblem(null)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onEnd()
          }}
        />
        <Button type="submit" loading={rename.busy}>
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={onEnd}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  )
}
