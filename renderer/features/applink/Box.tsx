import { Text } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { closedByEscape } from './closed-by-escape.ts'
import classes from './ApplinkSetup.module.css'

interface BoxProps {
  readonly title: string
  /** Escape closes this part and leaves the dialog around it. */
  readonly onEscape?: () => void
  readonly children: ReactNode
}

/** A framed part of the help, named by its title. */
export function Box({ title, onEscape, children }: BoxProps) {
  const heading = useId()
  return (
    <div className={classes.box} role="group" aria-labelledby={heading} {...(onEscape ? closedByEscape(onEscape) : {})}>
      <Text size="sm" fw={600} id={heading}>
        {title}
      </Text>
      {children}
    </div>
  )
}
