import { Button, Group, Menu, Stack, Text } from '@mantine/core'
import { IconChevronDown, IconFileDownload, IconFolderOpen, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ChannelOutput } from '../../../preload/contract/index.ts'
import { bridge } from '../../bridge.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import type { LinkSubject } from './applink-queries.ts'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'
import { unlessCancelled, useSaving } from './use-saving.ts'

export type OpenedLink = ChannelOutput<'applink.openLinkFile'>

interface HandOverProps {
  readonly subject: LinkSubject
  /** Everything as text. */
  readonly message: string
  readonly onOpened: (opened: OpenedLink) => void
}

const formats = ['pdf', 'html'] as const

/** The ways out of AtTrack: on paper, by mail, to another AtTrack; and the way in from there. */
export function HandOver({ subject, message, onOpened }: HandOverProps) {
  const { t } = useTranslation()
  const sheet = useSaving(bridge.applink.saveSheet)
  const file = useSaving(bridge.applink.saveLinkFile)
  const opening = useAction(bridge.applink.openLinkFile)
  const sheetButton = useFocusRescue<HTMLButtonElement>(sheet.busy)
  const fileButton = useFocusRescue<HTMLButtonElement>(file.busy)
  const openButton = useFocusRescue<HTMLButtonElement>(opening.busy)
  const open = async () => {
    const result = await opening.run({})
    if (result.ok) onOpened(result.value)
  }
  const failure = sheet.failure ?? file.failure ?? unlessCancelled(opening.failure)
  const said = [sheet.said, file.said].filter(Boolean).join(' · ')
  return (
    <Stack gap={6}>
      <Group gap={6} role="group" aria-label={t('applink.handOver')}>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              ref={sheetButton}
              variant="default"
              size="xs"
              loading={sheet.busy}
              leftSection={<IconPrinter size={16} aria-hidden />}
              rightSection={<IconChevronDown size={14} aria-hidden />}
            >
              {t('applink.saveSheet')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {formats.map((format) => (
              <Menu.Item
                key={format}
                aria-label={t(`applink.sheet.${format}`)}
                rightSection={
                  <Text size="xs" c="var(--at-quiet)">
                    {t(`applink.sheetHint.${format}`)}
                  </Text>
                }
                onClick={() => void sheet.save({ ...subject, format })}
              >
                {t(`applink.sheet.${format}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <CopyButton wide label={t('applink.copyMessage')} text={message} />
        <Button
          ref={fileButton}
          variant="default"
          size="xs"
          loading={file.busy}
          leftSection={<IconFileDownload size={16} aria-hidden />}
          onClick={() => void file.save(subject)}
        >
          {t('applink.saveLinkFile')}
        </Button>
      </Group>
      {said !== '' && (
        <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
          {said}
        </Text>
      )}
      <Group gap={6}>
        <Text size="xs" c="var(--at-quiet)">
          {t('applink.linkFileHint')}
        </Text>
        <Button
          ref={openButton}
          variant="subtle"
          size="compact-xs"
          loading={opening.busy}
          leftSection={<IconFolderOpen size={15} aria-hidden />}
          onClick={() => void open()}
        >
          {t('applink.openLinkFile')}
        </Button>
      </Group>
      {failure && <FailureNotice failure={failure} live />}
    </Stack>
  )
}
