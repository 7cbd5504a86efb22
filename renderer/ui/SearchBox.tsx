import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLatest } from './use-latest.ts'

interface SearchBoxProps {
  readonly label: string
  readonly value: string
  /** Called with what was typed, 200 ms after the last key. */
  readonly onSearch: (text: string) => void
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly width?: number | string
  readonly size?: 'xs' | 'sm'
  /** In a dialog that opens. */
  readonly autoFocus?: boolean
  /** In a step that comes later within a dialog. */
  readonly focusNow?: boolean
}

const pauseMs = 200

/** A search box that asks once the person pauses, at once on Enter; Escape empties it. */
export function SearchBox({
  label,
  value,
  onSearch,
  onKeyDown,
  width = 260,
  size = 'sm',
  autoFocus = false,
  focusNow = false
}: SearchBoxProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  /** What the outside was last told; its own value may follow a moment later. */
  const [told, setTold] = useState(value)
  const search = useLatest(onSearch)
  if (value !== seen) {
    setSeen(value)
    // Follows the outside only when it changed by itself, e.g. by "Clear filters".
    if (value !== told) {
      setTold(value)
      setTyped(value)
    }
  }
  useEffect(() => {
    if (typed === told) return
    const timer = setTimeout(() => {
      setTold(typed)
      search.current(typed)
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [typed, told, search])
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && typed) {
      event.stopPropagation()
      setTyped('')
      return
    }
    if (event.key === 'Enter' && typed !== told) {
      setTold(typed)
      search.current(typed)
    }
    onKeyDown?.(event)
  }
  return (
    <TextInput
      role="searchbox"
      type="text"
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={200}
      // Mantine's own mark: Escape here empties the box before it closes a dialog around it.
      data-mantine-stop-propagation={typed ? true : undefined}
      w={width}
      size={size}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
      autoFocus={focusNow}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed ? <CloseButton size="sm" aria-label={t('common.clear')} onClick={() => setTyped('')} /> : null
      }
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={keys}
    />
  )
}
