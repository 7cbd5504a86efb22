import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../bridge.ts'
import { useAnnounce } from './announcer.tsx'
import { notifyFailure } from './notify.ts'

interface CopyButtonProps {
  readonly text: string
  /** The accessible name, e.g. `Copy Public key`. */
  readonly label: string
  /** Shows the name as text instead of an icon only. */
  readonly wide?: boolean
}

/** Copies through main: the window itself has no right to the clipboard. */
export function CopyButton({ text, label, wide = false }: CopyButtonProps) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    const result = await bridge.app.copy({ text })
    if (!result.ok) return notifyFailure(result.failure)
    setCopied(true)
    announce(t('common.copied'))
  }
  const icon = copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
  if (wide) {
    return (
      <Button variant="default" size="xs" leftSection={icon} onClick={() => void copy()} aria-label={label}>
        {copied ? t('common.copied') : label}
      </Button>
    )
  }
  return (
    <Tooltip label={copied ? t('common.copied') : label}>
      <ActionIcon variant="default" size="input-sm" aria-label={label} onClick={() => void copy()}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
