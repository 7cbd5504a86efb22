import { useTranslation } from 'react-i18next'
import type { Certificate } from '../../../preload/contract/index.ts'
import { exactDay } from '../../ui/time.tsx'
import { Fingerprint } from './Fingerprint.tsx'
import classes from './Certificates.module.css'

/** The part of a name people know: the common name, else all of it. `CN=jira.example.com, O=Example` */
export const shortName = (name: string): string => /(?:^|,\s*)CN=((?:\\.|[^,])+)/.exec(name)?.[1]?.trim() || name

/** As many of its names as anybody reads. */
const namesShown = 6

/** Everything there is to know about one certificate, as name and value. */
export function CertificateFacts({ certificate }: { readonly certificate: Certificate }) {
  const { t } = useTranslation()
  const { subject, issuer, selfSigned, names, validFrom, validTo, fingerprint } = certificate
  return (
    <dl className={classes.facts}>
      <dt>{t('network.certificate.subject')}</dt>
      <dd>{subject}</dd>
      {names.length > 0 && (
        <>
          <dt>{t('network.certificate.names')}</dt>
          <dd>
            {names.slice(0, namesShown).join(', ')}
            {names.length > namesShown && ' …'}
          </dd>
        </>
      )}
      <dt>{t('network.certificate.issuer')}</dt>
      <dd>{selfSigned ? t('network.certificate.itself') : issuer}</dd>
      <dt>{t('network.certificate.valid')}</dt>
      <dd>
        {t('network.certificate.from')} {exactDay(validFrom)} {t('network.certificate.to')} {exactDay(validTo)}
      </dd>
      <dt>{t('network.certificate.fingerprint')}</dt>
      <dd>
        <Fingerprint value={fingerprint} of={shortName(subject)} />
      </dd>
    </dl>
  )
}
