import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoctorRun } from '../../../preload/contract/index.ts'
import { useAnnounce } from '../../ui/announcer.tsx'

/** Tells politely what a person who does not see the list must know: each step that is not good, and the end. */
export function useDoctorAnnouncements(run: DoctorRun | null, cancelled: boolean): void {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const told = useRef(new Set<string>())
  useEffect(() => {
    if (!run) return
    const tell = (about: string, words: string) => {
      const key = `${run.id} ${about}`
      if (told.current.has(key)) return
      told.current.add(key)
      announce(words)
    }
    const { host } = run
    tell('started', t('doctor.tell.started', { host }))
    for (const { id, state, failure, summary } of run.steps) {
      if (state !== 'failed' && state !== 'warning') continue
      const title = (failure?.title ?? summary).replace(/\.$/, '')
      tell(id, t(`doctor.tell.${state}`, { step: t(`doctor.step.${id}`), title }))
    }
    if (run.endedAt === null) return
    if (cancelled) tell('end', t('doctor.tell.cancelled', { host }))
    else if (run.failure) tell('end', t('doctor.tell.found', { host, title: run.failure.title }))
    else tell('end', t('doctor.tell.good', { host }))
  }, [run, cancelled, announce, t])
}
