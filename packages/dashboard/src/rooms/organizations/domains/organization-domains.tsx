import type { Organization } from '../../../api/types.ts'
import { NothingYet } from '../../../components/nothing-yet.tsx'
import { Section } from '../../../components/section.tsx'
import { AddDomainForm } from './add-domain-form.tsx'
import { DomainEntry } from './domain-entry.tsx'
import styles from './domains.module.css'

export function OrganizationDomains({ organization }: { organization: Organization }) {
  const { domains } = organization
  return (
    <Section
      title='Domains'
      description='The internet domains that this organization owns. Once one is verified, no other organization of this environment can have it.'
    >
      {domains.length > 0 ? (
        <ul className={styles.entries}>
          {domains.map((domain) => (
            <DomainEntry key={domain.id} domain={domain} />
          ))}
        </ul>
      ) : (
        <NothingYet>
          No domain yet. Add the one that the addresses of its people end with.
        </NothingYet>
      )}
      <AddDomainForm organizationId={organization.id} />
    </Section>
  )
}
