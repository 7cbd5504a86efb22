import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkSync } from '../../../preload/contract/index.ts'
import { useAnnounce } from '../../ui/announcer.tsx'

interface Seen {
  running: boolean
  quarter: number
}

/** Says aloud when a link's sync starts, passes a quarter, and how it ended. */
export function useSyncAnnouncements(links: readonly LinkSync[] | undefined): void {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const seen = useRef(new Map<string, Seen>())
  useEffect(() => {
    for (const link of links ?? []) {
      const before = seen.current.get(link.linkId)
      const quarter = link.total ? Math.floor((link.done / link.total) * 4) : 0
      seen.current.set(link.linkId, { running: link.running, quarter })
      // The state found on arrival is on the screen; only what changes afterwards is announced.
      if (!before) continue
      const key = link.jiraProjectKey
      if (link.running && !before.running) announce(t('sync.announceStarted', { key }))
      else if (link.running && quarter > before.quarter && quarter < 4) {
        announce(t('sync.announceProgress', { key, percent: quarter * 25 }))
      } else if (!link.running && before.running) announce(outcome(link))
    }
    function outcome(link: LinkSync): string {
      const key = link.jiraProjectKey
      const run = link.lastRun
      if (run?.outcome === 'failed') return t('sync.announceFailed', { key, title: run.failure?.title ?? '' })
      if (run?.outcome === 'cancelled') return t('sync.announceCancelled', { key })
      const { fetched = 0, new: added = 0, changed = 0 } = run ?? {}
      return t('sync.announceDone', { key, fetched, added, changed })
    }
  }, [links, announce, t])
}
