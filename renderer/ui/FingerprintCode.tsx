import classes from './FingerprintCode.module.css'

interface FingerprintCodeProps {
  /** SHA-256, `ab:cd:…`. */
  readonly value: string
  /** Four lines of eight: to be compared by eye or read out. Otherwise two of sixteen where there is room. */
  readonly large?: boolean
}

const eightPairs = /(?:[^:]+:?){1,8}/g

/** A fingerprint, always broken at the same places. */
export function FingerprintCode({ value, large = false }: FingerprintCodeProps) {
  return (
    <code className={classes.code} data-large={large || undefined}>
      {(value.match(eightPairs) ?? []).map((part, index) => (
        <span key={index}>{part}</span>
      ))}
    </code>
  )
}
