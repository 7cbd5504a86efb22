import { Button, Checkbox, Popover, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface FilterMenuProps {
  readonly name: string
  readonly choices: readonly { value: string; count: number }[] | undefined
  readonly chosen: readonly string[]
  /** The words for a value. */
  readonly say?: (value: string) => string
  readonly onChange: (chosen: string[]) => void
}

/** From here a list is long enough to be searched. */
const many = 10

/** A button that opens a list of values with their counts, any number of which may be ticked. */
export function FilterMenu({ name, choices = [], chosen, say = (value) => value, onChange }: FilterMenuProps) {
  const { t, i18n } = useTranslation()
  const [typed, setTyped] = useState('')
  // A value that vanished from the list stays tickable, or it could never be unticked.
  const gone = chosen.filter((value) => !choices.some((one) => one.value === value))
  const all = [...gone.map((value) => ({ value, count: 0 })), ...choices]
  const wanted = typed.trim().toLowerCase()
  const shown = wanted ? all.filter((one) => say(one.value).toLowerCase().includes(wanted)) : all
  const count = chosen.length
  return (
    <Popover trapFocus returnFocus position="bottom-start" shadow="md" width={260} onClose={() => setTyped('')}>
      <Popover.Target>
        <Button
          variant={count > 0 ? 'light' : 'default'}
          size="xs"
          px="xs"
          aria-label={count > 0 ? t('tasks.filterSelected', { name, count }) : name}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {count > 0 ? `${name} · ${count}` : name}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={name}>
        {all.length > many && (
          <TextInput
            aria-label={t('tasks.filterFind', { name })}
            placeholder={t('tasks.filterFind', { name })}
            size="xs"
            mb="xs"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {all.length === 0 && (
          <Text size="sm" c="var(--at-quiet)" tabIndex={0}>
            {t('tasks.filterNothing')}
          </Text>
        )}
        <ScrollArea.Autosize mah={300} type="auto">
          <Checkbox.Group value={[...chosen]} onChange={onChange} aria-label={name}>
            <Stack gap={7} py={2}>
              {shown.map((one) => (
                <Checkbox
                  key={one.value}
                  value={one.value}
                  size="xs"
                  label={`${say(one.value)} (${new Intl.NumberFormat(i18n.language).format(one.count)})`}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}
