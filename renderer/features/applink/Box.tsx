import { Text } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './ApplinkSetup.module.css'

/** A framed part of the help, named by its title. */
export function Box({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const heading = useId()
  return (
    <div className={classes.box} role="group" aria-labelledby={heading}>
      <Text size="sm" fw={600} id={heading}>
        {title}
      </Text>
      {children}
    </div>
  )
}
