import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'

/** Where Jira shows its CAPTCHA: its own sign-in page, in the browser. */
export function OpenJira({ siteUrl }: { readonly siteUrl: string }) {
  const { t } = useTranslation()
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconExternalLink size={15} aria-hidden />}
      onClick={() => void bridge.app.openExternal({ url: `${siteUrl}/login.jsp` })}
    >
      {t('connections.act.openJira')}
    </Button>
  )
}
