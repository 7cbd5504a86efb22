import { Group, Input, SegmentedControl, Stack, Textarea } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Applink } from '../../../preload/contract/index.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Fingerprint } from './Fingerprint.tsx'
import classes from './ApplinkSetup.module.css'

/** What is typed into Jira, of this computer's link or of one in a file. */
export type LinkValues = Pick<
  Applink,
  'consumerKey' | 'consumerName' | 'publicKey' | 'publicKeyOneLine' | 'fingerprint' | 'applicationUrl' | 'callbackUrl'
>

/** The values to type into Jira, each to be copied, in the order in which Jira asks for them. */
export function ApplinkValues({ values }: { readonly values: LinkValues }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <CopyField label={t('applink.applicationUrl')} value={values.applicationUrl} />
      <CopyField label={t('applink.consumerKey')} value={values.consumerKey} />
      <CopyField label={t('applink.consumerName')} value={values.consumerName} />
      <PublicKeyField values={values} />
      <CopyField label={t('applink.callbackUrl')} value={values.callbackUrl} />
      <Fingerprint label={t('applink.fingerprint')} value={values.fingerprint} copy />
    </Stack>
  )
}

/** The key as a PEM, or in one line for where line breaks get lost. */
function PublicKeyField({ values }: { readonly values: LinkValues }) {
  const { t } = useTranslation()
  const [form, setForm] = useState<'pem' | 'line'>('pem')
  const field = useId()
  const label = t('applink.publicKey')
  const text = form === 'pem' ? values.publicKey : values.publicKeyOneLine
  return (
    <div>
      <Group justify="space-between" align="center" gap="xs" mb={3}>
        <Input.Label htmlFor={field}>{label}</Input.Label>
        <SegmentedControl
          aria-label={t('applink.keyForm')}
          size="xs"
          value={form}
          onChange={(value) => setForm(value as 'pem' | 'line')}
          data={(['pem', 'line'] as const).map((value) => ({ value, label: t(`applink.keyForms.${value}`) }))}
        />
      </Group>
      <div className={classes.value}>
        <Textarea
          id={field}
          value={text}
          readOnly
          rows={5}
          spellCheck={false}
          classNames={{ input: classes.key ?? '' }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={text} label={t('applink.copyNamed', { label })} />
      </div>
    </div>
  )
}
