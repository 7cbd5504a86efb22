import { Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import classes from './Page.module.css'

interface PageProps {
  readonly title: string
  /** Beside the title, at the right. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page with a heading that scrolls as a whole. */
export function Page({ title, actions, children }: PageProps) {
  usePageTitle(title)
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Title order={1}>{title}</Title>
        <div className={classes.actions}>{actions}</div>
      </header>
      {children}
    </div>
  )
}

/** Names the window after what it shows. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} – AtTrack` : 'AtTrack'
  }, [title])
}
