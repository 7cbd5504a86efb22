import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProxySetting, SiteNetwork } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useKnownNetwork } from './network-queries.ts'

const modes = ['system', 'direct', 'manual', 'script'] as const
type Mode = (typeof modes)[number]

interface ProxyFormProps {
  readonly siteUrl: string
  readonly network: SiteNetwork
  readonly onSaved: () => void
}

/** Which way AtTrack takes to this Jira. */
export function ProxyForm({ siteUrl, network, onSaved }: ProxyFormProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const know = useKnownNetwork(siteUrl)
  const { proxy } = network
  const [mode, setMode] = useState<Mode>(proxy.mode)
  const [url, setUrl] = useState(proxy.mode === 'manual' ? proxy.url : '')
  const [bypass, setBypass] = useState(proxy.mode === 'manual' ? proxy.bypass : '')
  const [script, setScript] = useState(proxy.mode === 'script' ? proxy.url : '')
  const field = useRef<HTMLInputElement>(null)
  const save = useAction(bridge.network.setProxy)
  const wanted: ProxySetting =
    mode === 'manual' ? { mode, url, bypass } : mode === 'script' ? { mode, url: script } : { mode }
  const same = JSON.stringify(wanted) === JSON.stringify(proxy)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const result = await save.run({ siteUrl, proxy: wanted })
    if (!result.ok) return field.current?.focus()
    know(result.value)
    announce(t('network.proxy.saved', { route: result.value.route }))
    onSaved()
  }
  const choose = (value: string) => {
    setMode(value as Mode)
    save.clear()
  }
  const wrong = save.failure?.code === 'invalid-input'
  const text = (label: string, hint: string, value: string, change: (value: string) => void, first: boolean) => (
    <TextInput
      {...(first ? { ref: field } : {})}
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={value}
      maxLength={2000}
      spellCheck={false}
      autoComplete="off"
      maw={460}
      ml={32}
      error={first && wrong ? save.failure?.cause : undefined}
      onChange={(event) => {
        change(event.currentTarget.value)
        save.clear()
      }}
    />
  )
  const hint = (of: Mode) => t(`network.proxy.hints.${of}`)
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <Radio.Group value={mode} onChange={choose} aria-label={t('network.proxy.choice', { host: network.host })}>
          <Stack gap={8}>
            {modes.map((one) => (
              <Stack key={one} gap={8}>
                <Radio
                  size="sm"
                  value={one}
                  label={t(`network.proxy.modes.${one}`)}
                  {...(hint(one) ? { description: hint(one) } : {})}
                />
                {one === 'manual' && mode === 'manual' && (
                  <>
                    {text(t('network.proxy.address'), t('network.proxy.addressHint'), url, setUrl, true)}
                    {text(t('network.proxy.bypass'), t('network.proxy.bypassHint'), bypass, setBypass, false)}
                  </>
                )}
                {one === 'script' &&
                  mode === 'script' &&
                  text(t('network.proxy.script'), t('network.proxy.scriptHint'), script, setScript, true)}
              </Stack>
            ))}
          </Stack>
        </Radio.Group>
        {save.failure && !wrong && <FailureNotice failure={save.failure} live />}
        {!same && (
          <Button type="submit" w="fit-content" size="compact-sm" loading={save.busy}>
            {t('network.proxy.save')}
          </Button>
        )}
      </Stack>
    </form>
  )
}
