import { Button, Stack, Text } from '@mantine/core'
import { IconCloud, IconServer } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CloudSignIn } from './CloudSignIn.tsx'
import classes from './ChooseProduct.module.css'

/** Cloud or Server: the first question of the manual. */
export function ChooseProduct({ onServer }: { readonly onServer: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <Text size="sm" c="var(--at-quiet)">
        {t('signIn.which')}
      </Text>
      <Product title={t('signIn.cloud')} hint={t('signIn.cloudHint')} icon={<IconCloud size={22} aria-hidden />}>
        <CloudSignIn />
      </Product>
      <Product title={t('signIn.server')} hint={t('signIn.serverHint')} icon={<IconServer size={22} aria-hidden />}>
        <Button onClick={onServer} data-autofocus>
          {t('signIn.logIn')}
        </Button>
      </Product>
    </Stack>
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
