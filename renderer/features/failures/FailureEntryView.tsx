import { Code, Text } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FailureEntry } from './find-failures.ts'
import classes from './Failures.module.css'

interface FailureEntryViewProps {
  readonly entry: FailureEntry
  /** A link led here: opened, brought into view, with the focus. */
  readonly called: boolean
  /** Unfolded because there are few. */
  readonly open: boolean
}

/** One failure: its headline, and folded away below it everything there is to say. */
export function FailureEntryView({ entry, called, open }: FailureEntryViewProps) {
  const { t } = useTranslation()
  const headline = useRef<HTMLElement>(null)
  const [chosen, setChosen] = useState<boolean | null>(null)
  const [seen, setSeen] = useState({ called, open })
  // Another search, another link: what was folded by hand before says nothing about it.
  if (seen.called !== called || seen.open !== open) {
    setSeen({ called, open })
    setChosen(null)
  }
  useEffect(() => {
    if (!called) return
    headline.current?.scrollIntoView?.({ block: 'center' })
    headline.current?.focus({ preventScroll: true })
  }, [called])
  const unfolded = chosen ?? (called || open)
  return (
    <details className={classes.entry} open={unfolded} onToggle={(event) => setChosen(event.currentTarget.open)}>
      <summary ref={headline}>{entry.title}</summary>
      <dl className={classes.facts}>
        <Row name={t('failures.cause')}>{entry.cause}</Row>
        <Row name={t('common.whatToDo')}>{entry.remedy}</Row>
        <Row name={t('failures.retry')}>{t(`failures.retries.${entry.retry}`)}</Row>
        <Row name={t('failures.evidence')}>{entry.evidence}</Row>
        <Row name={t('failures.source')}>{entry.source}</Row>
        <Row name={t('failures.code')}>
          <Code>{entry.code}</Code>
        </Row>
      </dl>
    </details>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <Text component="dt" size="sm" c="var(--at-quiet)">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </>
  )
}
