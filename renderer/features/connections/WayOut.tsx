import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Failure, ServerMethod } from '../../../preload/contract/index.ts'
import type { SignInTarget } from './sign-in-target.ts'
import { wayOut } from './ways-out.ts'

interface WayOutProps {
  readonly target: SignInTarget
  /** The way that just failed. */
  readonly method: ServerMethod
  readonly failure: Failure
  readonly onUse: (method: ServerMethod) => void
}

/** The button that switches to another way to sign in, where a failure calls for it. */
export function WayOut({ target, method, failure, onUse }: WayOutProps) {
  const { t } = useTranslation()
  const other = wayOut(target, method, failure.code)
  if (!other) return null
  return (
    <Button size="compact-sm" variant="default" onClick={() => onUse(other)}>
      {t(`signIn.instead.${other}`)}
    </Button>
  )
}
