import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { PagesShown } from '../../ui/pages-shown.ts'
import { usePageTitle } from '../../ui/Page.tsx'
import classes from './Session.module.css'

interface FullWindowProps {
  readonly title: string
  /** One or two sentences below the title. */
  readonly text?: ReactNode
  readonly children: ReactNode
}

/** What stands in the window while the workspace is closed: one thing to do, and nothing of the workspace. */
export function FullWindow({ title, text, children }: FullWindowProps) {
  usePageTitle(title)
  return (
    <PagesShown.Provider value={false}>
      <div className={classes.window}>
        <main className={classes.card}>
          <div className={classes.brand} aria-hidden>
            <span className={classes.mark}>A</span>
            AtTrack
          </div>
          <Stack gap={6} mb="lg">
            <Title order={1}>{title}</Title>
            {text && (
              <Text size="sm" c="var(--at-quiet)" component="div">
                {text}
              </Text>
            )}
          </Stack>
          {children}
        </main>
      </div>
    </PagesShown.Provider>
  )
}
