import { Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Applink } from '../../../preload/contract/index.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import classes from './ApplinkSetup.module.css'

interface ApplinkValuesProps {
  readonly applink: Applink
  readonly consumerKey: string
}

/** The values to type into Jira, each to be copied. */
export function ApplinkValues({ applink, consumerKey }: ApplinkValuesProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <Value label={t('applink.consumerKey')} value={consumerKey} />
      <Value label={t('applink.consumerName')} value={applink.consumerName} />
      <Value label={t('applink.publicKey')} value={applink.publicKey} long />
      <Value label={t('applink.applicationUrl')} value={applink.applicationUrl} />
      <Value label={t('applink.callbackUrl')} value={applink.callbackUrl} />
      <div>
        <Text size="xs" c="var(--at-quiet)">
          {t('applink.fingerprint')}
        </Text>
        <div className={classes.fingerprint}>{applink.fingerprint}</div>
        <Text size="xs" c="var(--at-quiet)">
          {t('applink.fingerprintHint')}
        </Text>
      </div>
    </Stack>
  )
}

interface ValueProps {
  readonly label: string
  readonly value: string
  readonly long?: boolean
}

function Value({ label, value, long = false }: ValueProps) {
  const { t } = useTranslation()
  const copy = <CopyButton text={value} label={t('applink.copyNamed', { label })} />
  return (
    <div className={classes.value}>
      {long ? (
        <Textarea
          label={label}
          value={value}
          readOnly
          rows={5}
          spellCheck={false}
          classNames={{ input: classes.key ?? '' }}
        />
      ) : (
        <TextInput label={label} value={value} readOnly spellCheck={false} />
      )}
      {copy}
    </div>
  )
}
