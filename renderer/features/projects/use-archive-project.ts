import { useTranslation } from 'react-i18next'
import type { Project } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { notifyDone, notifyFailure } from '../../ui/notify.ts'

/** Returns what archives a project (or brings it back) and tells the outcome. */
export function useArchiveProject() {
  const { t } = useTranslation()
  const announce = useAnnounce()
  return async (project: Project, archived: boolean) => {
    const result = await bridge.projects.setArchived({ id: project.id, archived })
    if (!result.ok) return notifyFailure(result.failure)
    const said = t(archived ? 'projects.archivedDone' : 'projects.restoredDone', { name: project.name })
    announce(said)
    notifyDone(said)
  }
}
