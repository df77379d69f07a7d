import { Link } from '@tanstack/react-router'
import { useEnvironment } from '../session/environment.ts'
import styles from './back-link.module.css'
import { Icon } from './icon.tsx'

interface BackLinkProps {
  to:
    | '/$environment/users'
    | '/$environment/organizations'
    | '/$environment/authentication'
    | '/$environment/webhooks'
    | '/$environment/actions'
    | '/$environment/feature-flags'
  /** The name of the room. */
  children: string
}

/** From the page of one thing to the room that it belongs to. */
export function BackLink({ to, children }: BackLinkProps) {
  const environment = useEnvironment()
  return (
    <Link to={to} params={{ environment: environment.kind }} className={styles.back}>
      <Icon name='chevron-left' />
      {children}
    </Link>
  )
}
