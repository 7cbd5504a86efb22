import { Anchor } from '@mantine/core'
import type { MouseEvent, ReactNode } from 'react'
import { bridge } from '../bridge.ts'

/** A link that leaves the app: main opens it in the system's browser, the window itself never goes there. */
export function ExternalLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const open = (event: MouseEvent) => {
    event.preventDefault()
    void bridge.app.openExternal({ url: href })
  }
  return (
    <Anchor href={href} title={href} onClick={open} onAuxClick={open} underline="always" inherit>
      {children}
    </Anchor>
  )
}
