import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SignInVia } from '../../../preload/contract/index.ts'
import classes from './SignInForms.module.css'

/** For when our own window does not do: what each is good for stands beside it. */
const ways = {
  browser: { name: 'signIn.useBrowser', hint: 'signIn.useBrowserHint' },
  code: { name: 'signIn.useCode', hint: 'signIn.useCodeHint' }
} as const

interface OtherWaysProps {
  readonly offer: readonly (keyof typeof ways)[]
  /** What is being started just now, if something is. */
  readonly starting: SignInVia | null
  readonly onStart: (via: keyof typeof ways) => void
}

/** The ways to Jira's own page beside AtTrack's window. */
export function OtherWays({ offer, starting, onStart }: OtherWaysProps) {
  const { t } = useTranslation()
  return (
    <dl className={classes.ways} aria-label={t('signIn.otherWays')}>
      {offer.map((way) => (
        <div key={way}>
          <dt>
            <Button
              variant="default"
              size="compact-sm"
              loading={starting === way}
              disabled={starting !== null && starting !== way}
              onClick={() => onStart(way)}
            >
              {t(ways[way].name)}
            </Button>
          </dt>
          <dd>{t(ways[way].hint)}</dd>
        </div>
      ))}
    </dl>
  )
}
