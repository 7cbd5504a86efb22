import { ActionIcon, Menu } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconDots, IconPencil } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Project } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { RelativeTime } from '../../ui/time.tsx'
import { afterDialogMs } from '../../ui/use-focus-after-removal.ts'
import { ProjectNameDialog } from './ProjectNameDialog.tsx'
import { useArchiveProject } from './use-archive-project.ts'
import classes from './ProjectRow.module.css'

interface ProjectRowProps {
  readonly project: Project
  /** Made a moment ago: marked, in view, and with the focus on its name. */
  readonly created: boolean
}

export function ProjectRow({ project, created }: ProjectRowProps) {
  const { t } = useTranslation()
  const [renaming, setRenaming] = useState(false)
  const setArchived = useArchiveProject()
  const mayChange = useAllowed()('projects.rename', { project: project.id })
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (!created) return
    // After the dialog has gone: it gives the focus back to the button that opened it.
    const timer = setTimeout(() => link.current?.focus(), afterDialogMs)
    return () => clearTimeout(timer)
  }, [created])
  const archived = project.archivedAt !== null
  return (
    <li className={classes.row} data-created={created || undefined}>
      <Link ref={link} to={`/projects/${project.id}`} className={classes.name}>
        {project.name}
      </Link>
      <span className={classes.quiet}>{t('projects.taskCount', { count: project.taskCount })}</span>
      <span className={classes.quiet}>
        {project.linkCount > 0 ? t('projects.linkCount', { count: project.linkCount }) : t('projects.notLinked')}
      </span>
      <span className={`${classes.quiet} ${classes.synced}`}>
        {project.lastSyncedAt !== null && (
          <RelativeTime at={project.lastSyncedAt} say={(when) => t('projects.synced', { when })} />
        )}
        {project.lastSyncedAt === null && project.linkCount > 0 && t('projects.notSynced')}
      </span>
      <div className={classes.menu}>
        {mayChange && (
          <Menu>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={t('projects.actions', { name: project.name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setRenaming(true)}>
                {t('projects.rename')}
              </Menu.Item>
              <Menu.Item
                leftSection={
                  archived ? <IconArchiveOff size={16} aria-hidden /> : <IconArchive size={16} aria-hidden />
                }
                onClick={() => void setArchived(project, !archived)}
              >
                {archived ? t('projects.restore') : t('projects.archive')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <ProjectNameDialog
        opened={renaming}
        title={t('projects.renameTitle')}
        submit={t('projects.rename')}
        initial={project.name}
        onSubmit={(name) => bridge.projects.rename({ id: project.id, name })}
        onClose={() => setRenaming(false)}
        onDone={() => undefined}
      />
    </li>
  )
}
