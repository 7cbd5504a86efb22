import { Button, Group, Stack, Text } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteNetwork } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SecretField } from '../../ui/SecretField.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { CertificateFacts, shortName } from './CertificateFacts.tsx'
import { useKnownNetwork } from './network-queries.ts'
import classes from './Certificates.module.css'

interface ClientCertificateProps {
  readonly siteUrl: string
  readonly network: SiteNetwork
  readonly onChanged: () => void
}

/** The certificate AtTrack shows of itself: what it is, or the file and its passphrase. Neither stays in the window. */
export function ClientCertificate({ siteUrl, network, onChanged }: ClientCertificateProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const know = useKnownNetwork(siteUrl)
  const [passphrase, setPassphrase] = useState('')
  const current = network.clientCertificate
  const choosing = useAction(bridge.network.setClientCertificate)
  const removing = useAction(bridge.network.removeClientCertificate)
  const rescue = useFocusRescue<HTMLButtonElement>(`${current?.fingerprint} ${choosing.busy}`)
  const choose = async (event: FormEvent) => {
    event.preventDefault()
    const typed = passphrase
    setPassphrase('')
    const result = await choosing.run({ siteUrl, passphrase: typed })
    if (!result.ok) return
    know(result.value)
    const subject = shortName(result.value.clientCertificate?.subject ?? '')
    announce(t('network.client.saved', { subject }))
    onChanged()
  }
  const remove = async () => {
    const result = await removing.run({ siteUrl })
    if (!result.ok) return
    know(result.value)
    announce(t('network.client.removed'))
    onChanged()
  }
  return (
    <>
      {current ? (
        <ul className={classes.kept} aria-label={t('network.client.title')}>
          <li>
            <div>
              <div className={classes.name}>{shortName(current.subject)}</div>
              <CertificateFacts certificate={current} />
            </div>
            <Button
              size="compact-xs"
              variant="default"
              loading={removing.busy}
              aria-label={t('network.client.removeNamed')}
              onClick={() => void remove()}
            >
              {t('network.trust.remove')}
            </Button>
          </li>
        </ul>
      ) : (
        <Text size="sm" c="var(--at-quiet)">
          {t('network.client.intro', { host: network.host })}
        </Text>
      )}
      <form onSubmit={(event) => void choose(event)} noValidate autoComplete="off">
        <Stack gap="xs" maw={460}>
          <SecretField
            label={t('network.client.passphrase')}
            description={t('network.client.passphraseHint')}
            value={passphrase}
            maxLength={1024}
            error={choosing.failure?.code === 'client-certificate-unreadable'}
            onChange={setPassphrase}
          />
          <Group>
            <Button
              ref={rescue}
              type="submit"
              size="compact-sm"
              variant="default"
              leftSection={<IconFileUpload size={15} aria-hidden />}
              loading={choosing.busy}
            >
              {t(current ? 'network.client.another' : 'network.client.choose')}
            </Button>
          </Group>
        </Stack>
      </form>
      {choosing.failure && choosing.failure.code !== 'cancelled' && <FailureNotice failure={choosing.failure} live />}
      {removing.failure && <FailureNotice failure={removing.failure} live />}
    </>
  )
}
