import styles from './redirects.module.css'

/** The rules that are easy to get wrong, with one example each. */
export function WildcardRules() {
  return (
    <details className={styles.rules}>
      <summary>How wildcards match</summary>
      <p>
        An address matches only when it is the same to the last character. A <code>*</code> stands
        for part of a host name, for preview deployments and tenants:
      </p>
      <ul>
        <li>
          <code>https://*.example.com/callback</code> matches one label, as in{' '}
          <code>https://ada.example.com/callback</code>, never two.
        </li>
        <li>
          <code>https://app-*-team.example.com/callback</code> is allowed: the <code>*</code> may
          have text around it, in the leftmost label only.
        </li>
        <li>
          <code>http://localhost:*/callback</code> matches any port, on this machine only.
        </li>
        <li>
          <code>https://*.vercel.app/callback</code> is refused: anybody can own such a name.
        </li>
      </ul>
      <p>One wildcard an address, never in the default, and in Production with https only.</p>
    </details>
  )
}
