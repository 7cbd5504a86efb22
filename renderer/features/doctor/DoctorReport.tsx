import { Button, Checkbox, Group, Menu, Stack, Text, Title } from '@mantine/core'
import { IconChevronDown, IconCopy, IconDownload } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../bridge.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useFocusRescue } from '../../ui/use-focus-rescue.ts'

const formats = ['markdown', 'json'] as const
type Format = (typeof formats)[number]

/** What was found, to be sent on: saved or copied, with user names only when somebody wants them in it. */
export function DoctorReport({ runId }: { readonly runId: string }) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const heading = useId()
  const [userNames, setUserNames] = useState(false)
  const [told, setTold] = useState('')
  const saving = useAction((format: Format) => bridge.doctor.saveReport({ runId, format, userNames }))
  const copying = useAction(async () => {
    const report = await bridge.doctor.report({ runId, format: 'markdown', userNames })
    return report.ok ? bridge.app.copy({ text: report.value.text }) : report
  })
  const copyButton = useFocusRescue<HTMLButtonElement>(copying.busy)
  /** Below the buttons and maybe below the edge: brought into view. */
  const place = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (told) place.current?.scrollIntoView?.({ block: 'nearest' })
  }, [told])
  const tell = (words: string) => {
    setTold(words)
    announce(words)
  }
  const save = async (format: Format) => {
    setTold('')
    const saved = await saving.run(format)
    if (saved.ok && saved.value.file !== null) tell(t('doctor.saved', { file: saved.value.file }))
  }
  const copy = async () => {
    setTold('')
    const copied = await copying.run(null)
    if (copied.ok) tell(t('doctor.copied'))
  }
  const failure = saving.failure ?? copying.failure
  return (
    <section aria-labelledby={heading}>
      <Title order={3} id={heading} mb={4}>
        {t('doctor.report')}
      </Title>
      <Stack gap="xs">
        <Text size="xs" c="var(--at-quiet)">
          {t('doctor.reportHint')}
        </Text>
        <Group gap="xs">
          <Menu position="bottom-start" returnFocus>
            <Menu.Target>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconDownload size={15} aria-hidden />}
                rightSection={<IconChevronDown size={14} aria-hidden />}
              >
                {t('doctor.save')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {formats.map((format) => (
                <Menu.Item key={format} onClick={() => void save(format)}>
                  {t(`doctor.formats.${format}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button
            ref={copyButton}
            size="compact-sm"
            variant="default"
            leftSection={<IconCopy size={15} aria-hidden />}
            loading={copying.busy}
            onClick={() => void copy()}
          >
            {t('doctor.copy')}
          </Button>
          <Checkbox
            size="xs"
            label={t('doctor.userNames')}
            checked={userNames}
            onChange={(event) => setUserNames(event.currentTarget.checked)}
          />
        </Group>
        {told && (
          <Text size="sm" ref={place} style={{ overflowWrap: 'anywhere' }}>
            {told}
          </Text>
        )}
        {failure && failure.code !== 'cancelled' && <FailureNotice failure={failure} live />}
      </Stack>
    </section>
  )
}
