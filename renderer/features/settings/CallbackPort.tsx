import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../preload/contract/index.ts'
import { useAllowed } from '../../app/use-allowed.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { redirectUrlQuery } from '../connections/connection-queries.ts'
import { Fact } from './Section.tsx'

/** The port OAuth 2.0 sign-ins return to, and the redirect URL that follows from it. */
export function CallbackPort({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const announce = useAnnounce()
  const mayChange = useAllowed()('settings.set')
  const redirect = useQuery(redirectUrlQuery)
  const set = useAction(bridge.settings.set)
  const field = useRef<HTMLInputElement>(null)
  const current = String(settings.callbackPort)
  const [port, setPort] = useState(current)
  const changed = port.trim() !== current
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!changed) return
    // Anything but digits is main's to refuse: it says which ports there are.
    const result = await set.run({ callbackPort: /^\d+$/.test(port.trim()) ? Number(port) : -1 })
    if (!result.ok) return field.current?.focus()
    setPort(String(result.value.callbackPort))
    await client.invalidateQueries({ queryKey: ['settings'] })
    announce(t('settings.saved'))
  }
  const url = redirect.data && <CopyField label={t('settings.redirectUrl')} value={redirect.data.url} />
  if (!mayChange) {
    return (
      <>
        <Fact name={t('settings.port')}>{current}</Fact>
        {url}
      </>
    )
  }
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Stack gap="xs">
        <Group gap="xs" align="flex-end">
          <TextInput
            ref={field}
            label={t('settings.port')}
            value={port}
            maxLength={5}
            inputMode="numeric"
            autoComplete="off"
            w={240}
            error={set.failure !== null}
            onChange={(event) => {
              setPort(event.currentTarget.value)
              set.clear()
            }}
          />
          <Button type="submit" variant="default" loading={set.busy} disabled={!changed}>
            {t('common.save')}
          </Button>
        </Group>
        <Text size="xs" c="var(--at-quiet)">
          {t('settings.portHint')} {t('settings.portEffect')}
        </Text>
        {set.failure && <FailureNotice failure={set.failure} live />}
        {url}
      </Stack>
    </form>
  )
}
