import { Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLayoutEffect, useRef, type MouseEvent } from 'react'
import { Outlet, useLocation } from 'react-router'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { PagesShown } from '../ui/pages-shown.ts'
import { appStatusQuery } from './app-queries.ts'
import { CannotStart } from './CannotStart.tsx'
import { Notices } from './Notices.tsx'
import { Sidebar } from './Sidebar.tsx'
import classes from './Shell.module.css'

/** What stands around every page: sidebar, notices, the page itself. */
export function Shell() {
  const { t } = useTranslation()
  const status = useQuery({
    ...appStatusQuery,
    // Until the workspace is open, ask again: main may have announced it before we listened.
    refetchInterval: (query) => (query.state.data?.database.state === 'starting' ? 500 : false)
  })
  const content = useNewPage()
  const database = status.data?.database
  if (database?.state === 'failed') {
    return (
      <PagesShown.Provider value={false}>
        <CannotStart failure={database.failure} />
      </PagesShown.Provider>
    )
  }
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content" onClick={skipToContent}>
        {t('shell.skip')}
      </a>
      <Sidebar />
      <div className={classes.main}>
        {status.data && <Notices status={status.data} />}
        {status.error && (
          <div className={classes.failure}>
            <FailureNotice failure={status.error.failure} />
          </div>
        )}
        <main ref={content} id="content" tabIndex={-1} className={classes.content}>
          {database?.state === 'starting' ? (
            <div className={classes.starting} role="status">
              <Loader size="sm" />
              <Text size="sm">{t('shell.databaseStarting')}</Text>
            </div>
          ) : (
            <Outlet />
          )}
        </main>
      </div>
    </div>
  )
}

/** A page is shown from its top, and gets the focus when what led to it is gone. */
function useNewPage() {
  const { pathname } = useLocation()
  const content = useRef<HTMLElement>(null)
  const before = useRef(pathname)
  // Before the page's own effects, which may know a better place.
  useLayoutEffect(() => {
    if (before.current === pathname || !content.current) return
    before.current = pathname
    content.current.scrollTop = 0
    if (document.activeElement === document.body) content.current.focus({ preventScroll: true })
  }, [pathname])
  return content
}

/** By script, because the address after `#` is the router's. */
function skipToContent(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
