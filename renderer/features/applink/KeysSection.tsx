import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Applink, PublicKey } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { exactDay } from '../../ui/time.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ExportKeyForm } from './ExportKeyForm.tsx'
import { Fingerprint } from './Fingerprint.tsx'
import { ImportKeyForm } from './ImportKeyForm.tsx'
import { KeyChange } from './KeyChange.tsx'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import classes from './ApplinkSetup.module.css'

/** AtTrack's key pair: which one is in use, changing it, taking one in, and – rarely – handing the private one out. */
export function KeysSection({ applink }: { readonly applink: Applink }) {
  const { t } = useTranslation()
  const mayChange = useAllowed()('applink.rotateKey')
  const [form, setForm] = useState<'none' | 'import' | 'export'>('none')
  /** What was just done. It takes the focus, as the buttons that did it are gone. */
  const [said, setSaid] = useState<string | null>(null)
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (said !== null) line.current?.focus()
  }, [said])
  const rotate = useAction(bridge.applink.rotateKey)
  const rotateButton = useFocusRescue<HTMLButtonElement>(rotate.busy)
  const begin = async () => {
    setSaid(null)
    const result = await rotate.run({})
    if (result.ok) setSaid(t('applink.keys.made'))
  }
  const show = (which: typeof form) => {
    setSaid(null)
    rotate.clear()
    setForm(which)
  }
  /** The button that opened a form comes back when that is closed, and takes the focus with it. */
  const importButton = useRef<HTMLButtonElement>(null)
  const exportButton = useRef<HTMLButtonElement>(null)
  const close = () => {
    const opener = form === 'import' ? importButton : exportButton
    show('none')
    requestAnimationFrame(() => opener.current?.focus())
  }
  const { formerKey } = applink
  /** Open while keys are being changed; once that is over it stays so: what came of it is told inside. */
  const [unfolded, setUnfolded] = useState(formerKey !== null)
  return (
    <details className={classes.keys} open={unfolded} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>{t('applink.keys.title')}</summary>
      <Stack gap="sm" mt="xs">
        <KeyCard label={t(formerKey ? 'applink.keys.fresh' : 'applink.keys.current')} of={applink} />
        {formerKey && <KeyCard label={t('applink.keys.former')} of={formerKey} />}
        {said !== null && (
          <Text size="sm" fw={600} ref={line} tabIndex={-1} className={classes.said ?? ''}>
            {said}
          </Text>
        )}
        {!mayChange ? (
          <Text size="sm" c="var(--at-quiet)">
            {t('permissions.keys')}
          </Text>
        ) : formerKey ? (
          <KeyChange onSaid={setSaid} />
        ) : form === 'import' ? (
          <ImportKeyForm
            onClose={close}
            onDone={() => {
              show('none')
              setSaid(t('applink.keys.imported'))
            }}
          />
        ) : form === 'export' ? (
          <ExportKeyForm
            onClose={close}
            onDone={(words) => {
              show('none')
              setSaid(words)
            }}
          />
        ) : (
          <>
            <Group gap={6}>
              <Button ref={rotateButton} variant="default" size="xs" loading={rotate.busy} onClick={() => void begin()}>
                {t('applink.keys.rotate')}
              </Button>
              <Button ref={importButton} variant="default" size="xs" onClick={() => show('import')}>
                {t('applink.keys.import')}
              </Button>
              <Button ref={exportButton} variant="default" size="xs" onClick={() => show('export')}>
                {t('applink.keys.export')}
              </Button>
            </Group>
            <Text size="xs" c="var(--at-quiet)">
              {t('applink.keys.rotateHint')}
            </Text>
          </>
        )}
        {rotate.failure && <FailureNotice failure={rotate.failure} live />}
      </Stack>
    </details>
  )
}

function KeyCard({ label, of }: { readonly label: string; readonly of: PublicKey }) {
  const { t } = useTranslation()
  const made =
    of.createdAt === null
      ? t('applink.keys.createdUnknown')
      : t('applink.keys.created', { when: exactDay(of.createdAt) })
  return <Fingerprint label={`${label} (${made})`} value={of.fingerprint} />
}
