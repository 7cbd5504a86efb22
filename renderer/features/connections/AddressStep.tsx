import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Site } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { isDoneHere } from '../network/failure-actions.tsx'
import { SiteHelp } from '../network/SiteHelp.tsx'

interface AddressStepProps {
  /** What was entered elsewhere. */
  readonly initial: string
  readonly onFound: (site: Site) => void
  /** It is a site of Jira Cloud. */
  readonly onCloud: (site: string) => void
  readonly onBack: () => void
}

/** Any address of the Jira in question; main finds the Jira behind it. */
export function AddressStep({ initial, onFound, onCloud, onBack }: AddressStepProps) {
  const { t } = useTranslation()
  const [address, setAddress] = useState(initial)
  const field = useRef<HTMLInputElement>(null)
  const find = useAction(bridge.connections.findSite)
  const look = async () => {
    const result = await find.run({ address })
    if (result.ok) onFound(result.value)
    else field.current?.focus()
  }
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    void look()
  }
  return (
    <form onSubmit={confirm} noValidate>
      <Stack>
        <TextInput
          ref={field}
          label={t('signIn.address')}
          description={t('signIn.addressHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={address}
          error={find.failure !== null}
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          autoFocus
          inputMode="url"
          onChange={(event) => {
            setAddress(event.currentTarget.value)
            find.clear()
          }}
        />
        {find.failure && (
          <SiteHelp siteUrl={address} onSolved={() => void look()}>
            <FailureNotice
              failure={find.failure}
              live
              actions={
                find.failure.code === 'is-cloud' && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => onCloud(find.failure?.params.host ?? address)}
                  >
                    {t('cloud.toCloud')}
                  </Button>
                )
              }
            />
          </SiteHelp>
        )}
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            {t('common.back')}
          </Button>
          <Button type="submit" variant={isDoneHere(find.failure) ? 'default' : 'filled'} loading={find.busy}>
            {t('signIn.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
