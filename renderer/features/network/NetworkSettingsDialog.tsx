import { Button, Divider, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteNetwork } from '../../../preload/contract/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogFooter } from '../../ui/DialogFooter.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { ClientCertificate } from './ClientCertificate.tsx'
import { networkQuery } from './network-queries.ts'
import { ProxyForm } from './ProxyForm.tsx'
import { ProxyCredential } from './ProxyCredential.tsx'
import { TrustedCertificates } from './TrustedCertificates.tsx'
import type { NetworkPart, NetworkSubject } from './use-network-dialogs.ts'
import { useSolved } from './use-solved.ts'

interface NetworkSettingsDialogProps {
  readonly opened: boolean
  readonly subject: NetworkSubject
  /** Where the person is led to; the top otherwise. */
  readonly part?: NetworkPart | undefined
  readonly onClose: () => void
}

/** *Network settings*: the way to one Jira, what is trusted there, and what AtTrack shows of itself. */
export function NetworkSettingsDialog({ opened, subject, part, onClose }: NetworkSettingsDialogProps) {
  const { t } = useTranslation()
  const solved = useSolved(subject)
  const changed = useRef(false)
  /** Whatever had failed may work now; it is done again once the person is through here, not after each change. */
  const close = () => {
    onClose()
    if (changed.current) solved?.()
    changed.current = false
  }
  return (
    <Dialog opened={opened} onClose={close} title={t('network.settings')} size="lg">
      <Settings siteUrl={subject.siteUrl} part={part} onChanged={() => (changed.current = true)} onClose={close} />
    </Dialog>
  )
}

interface SettingsProps extends Pick<NetworkSettingsDialogProps, 'part' | 'onClose'> {
  readonly siteUrl: string
  readonly onChanged: () => void
}

function Settings(props: SettingsProps) {
  const network = useQuery(networkQuery(props.siteUrl))
  if (network.isPending) return <Skeleton h={320} />
  if (network.error) return <FailureNotice failure={network.error.failure} live />
  return <Loaded {...props} network={network.data} />
}

function Loaded({ siteUrl, part, network, onChanged, onClose }: SettingsProps & { readonly network: SiteNetwork }) {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" c="var(--at-quiet)" style={{ overflowWrap: 'anywhere' }}>
          {t('network.of', { host: network.host })}
        </Text>
        <Text size="sm" mt="xs" style={{ overflowWrap: 'anywhere' }}>
          <IconRoute size={15} aria-hidden style={{ verticalAlign: '-2px', marginRight: 6 }} />
          <b>{t('network.route.title')}:</b> {network.route}
          {network.proxy.mode === 'system' && `, ${t('network.route.system')}`}
        </Text>
      </div>
      <Part title={t('network.proxy.title')} called={part === 'proxy'} change={JSON.stringify(network.proxy)}>
        <ProxyForm key={JSON.stringify(network.proxy)} siteUrl={siteUrl} network={network} onSaved={onChanged} />
        {network.proxyAddress !== null && (
          <ProxyCredential siteUrl={siteUrl} network={network} proxy={network.proxyAddress} onChanged={onChanged} />
        )}
      </Part>
      <Divider />
      <Part title={t('network.trust.title')}>
        <TrustedCertificates siteUrl={siteUrl} network={network} onChanged={onChanged} />
      </Part>
      <Divider />
      <Part title={t('network.client.title')} called={part === 'client-certificate'}>
        <ClientCertificate siteUrl={siteUrl} network={network} onChanged={onChanged} />
      </Part>
      <DialogFooter>
        <Button variant="default" onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogFooter>
    </Stack>
  )
}

interface PartProps {
  readonly title: string
  readonly called?: boolean
  /** Differs when its contents were made anew, and the focus in them is lost. */
  readonly change?: string
  readonly children: ReactNode
}

function Part({ title, called = false, change = '', children }: PartProps) {
  const heading = useId()
  const headline = useFocusRescue<HTMLHeadingElement>(change)
  useEffect(() => {
    if (!called) return
    // After the dialog has put the focus on its first button.
    const frame = requestAnimationFrame(() => {
      headline.current?.scrollIntoView?.({ block: 'start' })
      headline.current?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [called, headline])
  return (
    <section aria-labelledby={heading}>
      <Title
        order={3}
        id={heading}
        mb="xs"
        ref={headline}
        tabIndex={-1}
        style={{ outline: 'none', scrollMarginTop: 72 }}
      >
        {title}
      </Title>
      <Stack gap="sm">{children}</Stack>
    </section>
  )
}
