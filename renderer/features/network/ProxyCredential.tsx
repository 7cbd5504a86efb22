import { Button, Group, Stack, Text } from '@mantine/core'
import { IconKeyOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteNetwork } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { useKnownNetwork } from './network-queries.ts'
import { ProxySignInForm } from './ProxySignInForm.tsx'

interface ProxyCredentialProps {
  readonly siteUrl: string
  readonly network: SiteNetwork
  /** `proxy.example.com:3128` */
  readonly proxy: string
  readonly onChanged: () => void
}

/** Whether a sign-in for the proxy on the way is kept; forgetting it, and entering one ahead of being asked. */
export function ProxyCredential({ siteUrl, network, proxy, onChanged }: ProxyCredentialProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const know = useKnownNetwork(siteUrl)
  const [entering, setEntering] = useState(false)
  const forget = useAction(bridge.network.forgetProxyCredential)
  const rescue = useFocusRescue<HTMLButtonElement>(`${entering} ${network.proxyUser} ${forget.busy}`)
  const forgetIt = async () => {
    const result = await forget.run({ siteUrl })
    if (!result.ok) return
    know(result.value)
    announce(t('network.proxySignIn.forgotten'))
    onChanged()
  }
  if (entering) {
    return (
      <ProxySignInForm
        siteUrl={siteUrl}
        proxy={proxy}
        onSaved={() => {
          setEntering(false)
          onChanged()
        }}
      />
    )
  }
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          <b>{t('network.proxySignIn.title')}:</b>{' '}
          {network.proxyUser === null
            ? t('network.proxySignIn.none', { proxy })
            : t('network.proxySignIn.kept', { proxy, user: network.proxyUser })}
        </Text>
        {network.proxyUser !== null && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconKeyOff size={14} aria-hidden />}
            loading={forget.busy}
            aria-label={t('network.proxySignIn.forgetNamed', { proxy })}
            onClick={() => void forgetIt()}
          >
            {t('network.proxySignIn.forget')}
          </Button>
        )}
        <Button ref={rescue} size="compact-xs" variant="default" onClick={() => setEntering(true)}>
          {t('network.proxySignIn.submit')}
        </Button>
      </Group>
      {forget.failure && <FailureNotice failure={forget.failure} live />}
    </Stack>
  )
}
