import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ApplinkSetup, type ApplinkSetupProps } from '../applink/ApplinkSetup.tsx'

interface SetUpStepProps extends ApplinkSetupProps {
  readonly onBack: () => void
}

/** The set-up of the application link in the place of a sign-in's step, and the way back to that. */
export function SetUpStep({ onBack, ...setup }: SetUpStepProps) {
  const { t } = useTranslation()
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        mb="xs"
        autoFocus
        leftSection={<IconArrowLeft size={15} aria-hidden />}
        onClick={onBack}
      >
        {t('common.back')}
      </Button>
      <ApplinkSetup {...setup} />
    </>
  )
}
