import { CopyButton } from './copy-button.tsx'
import styles from './copyable-value.module.css'

/** An id, key or address in full, with its copy button. */
export function CopyableValue({ value, name }: { value: string; name: string }) {
  return (
    <span className={styles.value}>
      <code className={styles.code}>{value}</code>
      <CopyButton value={value} label={`Copy the ${name}`} />
    </span>
  )
}
