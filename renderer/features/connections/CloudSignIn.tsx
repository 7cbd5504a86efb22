import { Alert, Button, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** The Cloud half of "Add Account". It cannot sign in yet and says so; replace this file when it can. */
export function CloudSignIn() {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t('signIn.logIn')}
      </Button>
      {asked && (
        <Alert role="alert" color="blue" variant="light" w="100%" icon={<IconInfoCircle aria-hidden />}>
          <Text size="sm" fw={600}>
            {t('signIn.cloudNotYet')}
          </Text>
          <Text size="sm">{t('signIn.cloudNotYetText')}</Text>
        </Alert>
      )}
    </>
  )
}
