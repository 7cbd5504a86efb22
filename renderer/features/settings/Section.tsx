import { Card, Stack, Text, Title } from '@mantine/core'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useLocation } from 'react-router'

interface SectionProps {
  readonly title: string
  /** `/settings#anchor` leads here. */
  readonly anchor?: string
  /** False while what stands above it may still grow: it would be scrolled away from under the person. */
  readonly settled?: boolean
  readonly children: ReactNode
}

/** One part of the settings. */
export function Section({ title, anchor, settled = true, children }: SectionProps) {
  const heading = useId()
  const { hash } = useLocation()
  const headline = useRef<HTMLHeadingElement>(null)
  const called = settled && anchor !== undefined && hash === `#${anchor}`
  useEffect(() => {
    if (!called) return
    headline.current?.scrollIntoView?.({ block: 'start' })
    headline.current?.focus({ preventScroll: true })
  }, [called])
  return (
    <Card withBorder component="section" aria-labelledby={heading} padding="md" style={{ overflow: 'visible' }}>
      <Title
        order={2}
        size="h3"
        id={heading}
        mb="sm"
        ref={headline}
        tabIndex={-1}
        style={{ outline: 'none', scrollMarginTop: 24 }}
      >
        {title}
      </Title>
      <Stack gap="sm">{children}</Stack>
    </Card>
  )
}

interface FactProps {
  readonly name: string
  readonly hint?: string
  readonly children: ReactNode
}

/** Something that is so, with its name above. */
export function Fact({ name, hint, children }: FactProps) {
  return (
    <div>
      <Text size="xs" c="var(--at-quiet)">
        {name}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
      {hint && (
        <Text size="xs" c="var(--at-quiet)" mt={2}>
          {hint}
        </Text>
      )}
    </div>
  )
}
