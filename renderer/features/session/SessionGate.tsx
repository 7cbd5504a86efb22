import { Loader, Text } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../../preload/contract/index.ts'
import { appStatusQuery } from '../../app/app-queries.ts'
import { AnnouncerProvider, useAnnounce } from '../../ui/announcer.tsx'
import { ChoosePasswordPage } from './ChoosePasswordPage.tsx'
import { LockedPage } from './LockedPage.tsx'
import { SignInPage } from './SignInPage.tsx'
import { useActivity } from './use-activity.ts'
import { isInside, useForgetting } from './use-present-session.ts'
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
  // Once outside, whoever is seen inside has come in.
  const [outside, setOutside] = useState(false)
  if (session && !isInside(session) && !outside) setOutside(true)
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
        <Inside key={session?.user?.id} entered={outside ? (session?.user ?? null) : null}>
          {children}
        </Inside>
      )
  }
}

interface InsideProps {
  /** Who has just come from signing in; null at the app's start, where nothing is said. */
  readonly entered: Session['user']
  readonly children: ReactNode
}

/** With everything that shows or says something of the workspace; all of it goes at once with the session. */
function Inside({ entered, children }: InsideProps) {
  return (
    <AnnouncerProvider>
      <Greeting member={entered} />
      {children}
      <Notifications position="bottom-right" autoClose={6000} limit={3} />
    </AnnouncerProvider>
  )
}

/** Tells who comes in that it worked, and puts the focus where the page begins. */
function Greeting({ member }: { readonly member: Session['user'] }) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [greeted] = useState(member)
  useEffect(() => {
    if (!greeted) return
    announce(t('session.signedIn', { name: greeted.name, role: t(`members.roles.${greeted.role}`) }))
    if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true })
  }, [greeted, announce, t])
  return null
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
