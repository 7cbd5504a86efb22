/** One examination of the way to a Jira: begun, followed by main's events, cancelled. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DoctorRun, Failure } from '../../../preload/contract/index.ts'
import { bridge, onEvent } from '../../bridge.ts'
import { wasCancelled } from './run-outcome.ts'

export interface DoctorState {
  /** Null until main has begun. */
  readonly run: DoctorRun | null
  /** It could not be begun, or not be cancelled. */
  readonly failure: Failure | null
  readonly running: boolean
  /** Stopped in the middle by *Cancel*. */
  readonly cancelled: boolean
  readonly start: () => void
  readonly cancel: () => void
}

interface DoctorSubject {
  readonly siteUrl: string
  readonly connectionId?: string
}

/** Begins at once. @param connectionId goes before `siteUrl`: then the sign-in is looked at too. */
export function useDoctorRun({ siteUrl, connectionId }: DoctorSubject): DoctorState {
  const [run, setRun] = useState<DoctorRun | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [starting, setStarting] = useState(true)
  const [asked, setAsked] = useState(false)
  /** The newest state of every run heard of: events may come before the reply that says which run is ours. */
  const heard = useRef(new Map<string, DoctorRun>())
  const ours = useRef<string | null>(null)
  const attempt = useRef(0)

  useEffect(
    () =>
      onEvent('doctor.progress', ({ run: told }) => {
        heard.current.set(told.id, told)
        if (told.id === ours.current) setRun(told)
      }),
    []
  )

  const begin = useCallback(() => {
    const mine = ++attempt.current
    void bridge.doctor.start(connectionId ? { connectionId } : { siteUrl }).then((begun) => {
      if (mine !== attempt.current) return
      setStarting(false)
      if (!begun.ok) return setFailure(begun.failure)
      ours.current = begun.value.id
      setRun(heard.current.get(begun.value.id) ?? begun.value)
    })
  }, [siteUrl, connectionId])

  useEffect(() => {
    begin()
    return () => {
      // It goes on in main, which learns the connection's status from it; only nobody looks on any more.
      attempt.current += 1
    }
  }, [begin])

  const start = useCallback(() => {
    ours.current = null
    setRun(null)
    setFailure(null)
    setStarting(true)
    setAsked(false)
    begin()
  }, [begin])

  const cancel = useCallback(() => {
    const runId = ours.current
    if (!runId) return
    setAsked(true)
    void bridge.doctor.cancel({ runId }).then((cancelled) => {
      if (runId !== ours.current) return
      if (cancelled.ok) setRun(cancelled.value)
      else setFailure(cancelled.failure)
    })
  }, [])

  return {
    run,
    failure,
    running: starting || (run !== null && run.endedAt === null),
    cancelled: run !== null && wasCancelled(run, asked),
    start,
    cancel
  }
}
