import { Text, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../ui/announcer.tsx'
import { Box } from './Box.tsx'
import { FingerprintCode } from '../../ui/FingerprintCode.tsx'
import { keyFingerprint } from './key-fingerprint.ts'
import classes from './ApplinkSetup.module.css'

/** Jira shows the link's public key but no fingerprint: it is computed from what is pasted, beside AtTrack's own. */
export function KeyComparison({ fingerprint }: { readonly fingerprint: string }) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [pasted, setPasted] = useState('')
  /** Of what is in the field; null when that is no key. */
  const [theirs, setTheirs] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    void keyFingerprint(pasted).then((found) => {
      if (!here) return
      setTheirs(found)
      if (found) announce(t(found === fingerprint ? 'applink.test.same' : 'applink.test.differ'))
    })
    return () => {
      here = false
    }
  }, [pasted, fingerprint, announce, t])
  const verdict = theirs === fingerprint ? 'same' : theirs === null ? 'noKey' : 'differ'
  return (
    <Box title={t('applink.test.compare')}>
      <Textarea
        label={t('applink.test.keyInJira')}
        description={t('applink.test.compareHint')}
        value={pasted}
        maxLength={8000}
        rows={3}
        spellCheck={false}
        classNames={{ input: classes.key ?? '' }}
        onChange={(event) => setPasted(event.currentTarget.value)}
      />
      <dl className={classes.compared}>
        <dt>{t('applink.test.ours')}</dt>
        <dd>
          <FingerprintCode value={fingerprint} />
        </dd>
        {theirs !== null && (
          <>
            <dt>{t('applink.test.theirs')}</dt>
            <dd>
              <FingerprintCode value={theirs} />
            </dd>
          </>
        )}
      </dl>
      {pasted.trim() !== '' && (
        <Text size="sm" fw={600}>
          {t(`applink.test.${verdict}`)}
        </Text>
      )}
    </Box>
  )
}
