import { Loader, Text } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../../preload/contract/index.ts'
import { appStatusQuery } from '../../app/app-queries.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { ChoosePasswordPage } from './ChoosePasswordPage.tsx'
import { LockedPage } from './LockedPage.tsx'
import { SignInPage } from './SignInPage.tsx'
import { useActivity } from './use-activity.ts'
import { useForgetting } from './use-present-session.ts'
import classes from './Session.module.css'

/**
 * Shows the workspace to whom it is open, and else what opens it. Whatever is inside leaves the window at once when the
 * session ends: pages, dialogs and notifications with their elements, and what the window remembered of main's answers.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const status = useQuery(appStatusQuery)
  const session = status.data?.session
  useForgetting(session)
  useActivity(session?.state === 'signed-in' || session?.state === 'password-change')
  const greet = useGreeting(session)
  if (status.isPending) return <Starting />
  switch (session?.state) {
    case 'signed-out':
      return <SignInPage />
    case 'locked':
      return <LockedPage name={session.user?.name ?? ''} />
    case 'password-change':
      return <ChoosePasswordPage />
    default:
      return (
        <Inside key={session?.user?.id} entered={greet}>
          {children}
        </Inside>
      )
  }
}

interface InsideProps {
  /** Called once it is on screen. */
  readonly entered: () => void
  readonly children: ReactNode
}

function Inside({ entered, children }: InsideProps) {
  const enter = useRef(entered)
  useEffect(() => enter.current(), [])
  return (
    <>
      {children}
      <Notifications position="bottom-right" autoClose={6000} limit={3} />
    </>
  )
}

/** Who comes from signing in is told so, and has the focus where the page begins; at the app's start nothing is said. */
function useGreeting(session: Session | undefined): () => void {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const outside = useRef(false)
  useEffect(() => {
    if (session && session.state !== 'signed-in') outside.current = session.state !== 'open'
  }, [session])
  return () => {
    if (!outside.current || !session?.user) return
    outside.current = false
    const { name, role } = session.user
    announce(t('session.signedIn', { name, role: t(`members.roles.${role}`) }))
    if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true })
  }
}

/** Seen only when opening the workspace takes its time. */
function Starting() {
  const { t } = useTranslation()
  return (
    <div className={classes.starting} role="status">
      <Loader size="sm" />
      <Text size="sm">{t('shell.databaseStarting')}</Text>
    </div>
  )
}
