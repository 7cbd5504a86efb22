import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCertificate, IconCertificateOff, IconServer } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Certificate, CertificateProblem, CertificateReport } from '../../../preload/contract/index.ts'
import { CertificateFacts, shortName } from './CertificateFacts.tsx'
import classes from './Certificates.module.css'

/** Problems that the next certificate up would solve. */
const endsTooEarly: ReadonlySet<CertificateProblem> = new Set<CertificateProblem>([
  'unknown-authority',
  'chain-incomplete',
  'intercepted'
])

/** The chain from the server's own certificate to the authority it ends in, each with what is wrong with it. */
export function CertificateChain({ report }: { readonly report: CertificateReport }) {
  const { t } = useTranslation()
  const last = report.chain.at(-1)
  return (
    <ol className={classes.chain} aria-label={t('network.certificate.list', { host: report.host })}>
      {report.chain.map((certificate, index) => (
        <Link
          key={index}
          certificate={certificate}
          own={index === 0}
          problems={report.problems.filter((one) => one.index === index).map((one) => one.text)}
        />
      ))}
      {last && !last.selfSigned && (
        <NotSent issuer={last.issuer} wanted={report.problems.some((one) => endsTooEarly.has(one.problem))} />
      )}
    </ol>
  )
}

interface LinkProps {
  readonly certificate: Certificate
  /** The server's own, not one that vouches for another. */
  readonly own: boolean
  readonly problems: readonly string[]
}

function Link({ certificate, own, problems }: LinkProps) {
  const { t } = useTranslation()
  const Sign = own ? IconServer : IconCertificate
  const role = own ? 'server' : certificate.selfSigned ? 'root' : 'intermediate'
  return (
    <li className={classes.link} data-problem={problems.length > 0 || undefined}>
      <Sign size={20} aria-hidden className={classes.sign} />
      <div className={classes.name}>{shortName(certificate.subject)}</div>
      <div className={classes.role}>{t(`network.certificate.${role}`)}</div>
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {problems.map((text) => (
            <li key={text}>
              <IconAlertTriangle size={15} aria-hidden />
              <Text size="sm" span>
                {text}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {own ? (
        <CertificateFacts certificate={certificate} />
      ) : (
        <details className={classes.more}>
          <summary>{t('network.certificate.more')}</summary>
          <CertificateFacts certificate={certificate} />
        </details>
      )}
    </li>
  )
}

/** Servers leave the root out, and sometimes more: then nobody but the administrator has it. */
function NotSent({ issuer, wanted }: { readonly issuer: string; readonly wanted: boolean }) {
  const { t } = useTranslation()
  return (
    <li className={`${classes.link} ${classes.missing}`}>
      <IconCertificateOff size={20} aria-hidden className={classes.sign} />
      <div className={classes.name}>{shortName(issuer)}</div>
      <div className={classes.role}>
        {t('network.certificate.notSent')}
        {wanted && `. ${t('network.certificate.notSentText')}`}
      </div>
    </li>
  )
}
