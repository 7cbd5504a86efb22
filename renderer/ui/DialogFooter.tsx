import type { ReactNode } from 'react'
import classes from './DialogFooter.module.css'

/** The buttons that end a long dialog: they stay in view while it is scrolled. Put it last. */
export function DialogFooter({ children }: { readonly children: ReactNode }) {
  return <div className={classes.footer}>{children}</div>
}
