import { Button, Stack, Text } from '@mantine/core'
import { IconCloud, IconServer } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { CloudSignIn } from './CloudSignIn.tsx'
import classes from './ChooseProduct.module.css'

interface ChooseProductProps {
  readonly onDone: (connection: Connection) => void
  /** To the Server version, with what was entered as an address so far. */
  readonly onServer: (address: string) => void
}

/** Cloud or Server: the first question of the manual. */
export function ChooseProduct({ onDone, onServer }: ChooseProductProps) {
  const { t } = useTranslation()
  return (
    <CloudSignIn onDone={onDone} onServer={onServer}>
      {(buttons) => (
        <Stack gap="sm">
          <Text size="sm" c="var(--at-quiet)">
            {t('signIn.which')}
          </Text>
          <CloudGroup>{buttons}</CloudGroup>
          <Product title={t('signIn.server')} hint={t('signIn.serverHint')} icon={<IconServer size={22} aria-hidden />}>
            <Button onClick={() => onServer('')} data-autofocus>
              {t('signIn.logIn')}
            </Button>
          </Product>
        </Stack>
      )}
    </CloudSignIn>
  )
}

interface CloudGroupProps {
  /** What is known about the site already. */
  readonly hint?: string
  readonly children: ReactNode
}

export function CloudGroup({ hint, children }: CloudGroupProps) {
  const { t } = useTranslation()
  return (
    <Product title={t('signIn.cloud')} hint={hint ?? t('signIn.cloudHint')} icon={<IconCloud size={22} aria-hidden />}>
      {children}
    </Product>
  )
}

interface ProductProps {
  readonly title: string
  readonly hint: string
  readonly icon: ReactNode
  readonly children: ReactNode
}

function Product({ title, hint, icon, children }: ProductProps) {
  const heading = useId()
  const description = useId()
  return (
    <div role="group" aria-labelledby={heading} aria-describedby={description} className={classes.product}>
      <span className={classes.icon}>{icon}</span>
      <div className={classes.text}>
        <Text id={heading} fw={600} size="sm">
          {title}
        </Text>
        <Text id={description} size="xs" c="var(--at-quiet)">
          {hint}
        </Text>
      </div>
      {children}
    </div>
  )
}
