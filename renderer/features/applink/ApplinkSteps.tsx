import { Group, SegmentedControl, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { jiraFamily, type JiraFamily } from '../../../preload/contract/index.ts'
import classes from './ApplinkSetup.module.css'

interface ApplinkStepsProps {
  readonly family: JiraFamily
  readonly steps: readonly string[]
  /** Missing where the version is fixed. */
  readonly onFamily?: (family: JiraFamily) => void
}

/** What to do in Jira, in its own words, which differ by its version. */
export function ApplinkSteps({ family, steps, onFamily }: ApplinkStepsProps) {
  const { t } = useTranslation()
  const heading = useId()
  return (
    <section aria-labelledby={heading}>
      <Title order={3} id={heading} mb="xs">
        {t('applink.steps')}
      </Title>
      <Group gap="sm">
        <Text size="sm" c="var(--at-quiet)" aria-hidden={onFamily ? true : undefined}>
          {t('applink.family')}
          {!onFamily && `: ${t(`applink.families.${family}`)}`}
        </Text>
        {onFamily && (
          <SegmentedControl
            aria-label={t('applink.family')}
            size="xs"
            value={family}
            onChange={(value) => onFamily(value as JiraFamily)}
            data={jiraFamily.options.map((value) => ({ value, label: t(`applink.families.${value}`) }))}
          />
        )}
      </Group>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  )
}
