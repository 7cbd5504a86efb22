import { Badge, Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { hostOf } from './sign-in-target.ts'
import type { SitesToChoose } from './use-cloud-sign-in.ts'

interface ChooseSiteProps extends SitesToChoose {
  readonly onChosen: (connection: Connection) => void
  readonly onStartAgain: () => void
}

/** Which of the sites the account allowed: nothing is chosen beforehand, for the first may be the wrong one. */
export function ChooseSite({ flowId, account, sites, onChosen, onStartAgain }: ChooseSiteProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [cloudId, setCloudId] = useState<string | null>(null)
  const group = useRef<HTMLDivElement>(null)
  const choose = useAction(bridge.connections.chooseCloudSite)
  useEffect(() => {
    announce(t('cloud.chooseSite'))
    group.current?.querySelector('input')?.focus()
  }, [announce, t])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!cloudId) return
    const result = await choose.run({ flowId, cloudId })
    if (result.ok) onChosen(result.value)
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="md">
        <Radio.Group
          ref={group}
          label={t('cloud.chooseSite')}
          description={t('cloud.chooseSiteHint', { account })}
          value={cloudId}
          onChange={setCloudId}
        >
          <Stack gap={10} mt={10}>
            {sites.map((site) => (
              <Radio
                key={site.cloudId}
                value={site.cloudId}
                label={site.name}
                description={
                  <>
                    {hostOf(site.url)}
                    {site.connected && (
                      <>
                        {' '}
                        <Badge component="span" size="sm" variant="light" color="gray" tt="none">
                          {t('cloud.siteConnected')}
                        </Badge>{' '}
                        {t('cloud.siteConnectedHint')}
                      </>
                    )}
                  </>
                }
              />
            ))}
          </Stack>
        </Radio.Group>
        {choose.failure && <FailureNotice failure={choose.failure} live />}
        <Group justify="space-between">
          <Button variant="default" onClick={onStartAgain}>
            {t('cloud.startAgain')}
          </Button>
          <Button type="submit" disabled={cloudId === null} loading={choose.busy}>
            {t('cloud.useSite')}
          </Button>
        </Group>
        <Text size="xs" c="var(--at-quiet)">
          {t('cloud.missingSite')}
        </Text>
      </Stack>
    </form>
  )
}
