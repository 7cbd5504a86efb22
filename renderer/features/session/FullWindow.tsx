import { Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { PagesShown } from '../../ui/pages-shown.ts'
import { usePageTitle } from '../../ui/Page.tsx'
import classes from './Session.module.css'

interface FullWindowProps {
  readonly title: string
  /** One or two sentences below the title. */
  readonly text?: ReactNode
  readonly children: ReactNode
}

/**
 * What stands in the window while the workspace is closed: one thing to do, and nothing of the workspace. The focus goes
 * to the field marked `data-autofocus`, as in a dialog.
 */
export function FullWindow({ title, text, children }: FullWindowProps) {
  usePageTitle(title)
  const card = useRef<HTMLElement>(null)
  useEffect(() => card.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  return (
    <PagesShown.Provider value={false}>
      <div className={classes.window}>
        <main ref={card} className={classes.card}>
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
