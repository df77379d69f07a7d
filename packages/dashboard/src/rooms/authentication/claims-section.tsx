import { Link } from '@tanstack/react-router'
import { Section } from '../../components/section.tsx'
import { useEnvironment } from '../../session/environment.ts'
import styles from './authentication.module.css'

/** From the sessions to what their access tokens say. */
export function ClaimsSection() {
  const environment = useEnvironment()
  return (
    <Section
      title='Access tokens'
      description='They say who somebody is and what they may do. A JWT template adds claims of your own.'
    >
      <Link
        to='/$environment/authentication/jwt-template'
        params={{ environment: environment.kind }}
        className={styles.link}
      >
        Edit the JWT template
      </Link>
    </Section>
  )
}
