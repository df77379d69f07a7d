import { Link } from '@tanstack/react-router'
import type { Organization } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { DomainBadge, isVerified } from './domains/domain-badge.tsx'
import styles from './organizations.module.css'

export const organizationColumns: Columns<Organization> = [
  {
    id: 'organization',
    header: 'Organization',
    cell: ({ row }) => <OrganizationCell organization={row.original} />,
    meta: { skeletonWidth: '180px' },
  },
  {
    id: 'domains',
    header: 'Domains',
    cell: ({ row }) => <Domains organization={row.original} />,
    meta: { hide: 'on phones', skeletonWidth: '140px' },
  },
  {
    id: 'external_id',
    header: 'External ID',
    cell: ({ row }) =>
      row.original.external_id ? (
        <code className={styles.externalId}>{row.original.external_id}</code>
      ) : (
        <span className={styles.none}>None</span>
      ),
    meta: { hide: 'on tablets', skeletonWidth: '100px' },
  },
  {
    id: 'created_at',
    header: 'Created',
    cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
    meta: { hide: 'on phones', skeletonWidth: '80px' },
  },
]

function OrganizationCell({ organization }: { organization: Organization }) {
  const environment = useEnvironment()
  const { name, domains } = organization
  return (
    <Link
      to='/$environment/organizations/$organizationId'
      params={{ environment: environment.kind, organizationId: organization.id }}
      data-row-link
      className={styles.organization}
    >
      <span className={styles.initial} aria-hidden>
        {[...name][0]?.toUpperCase()}
      </span>
      <span className={styles.names}>
        <span className={styles.name}>{name}</span>
        <span className={styles.phoneLine}>
          {domains.map(({ domain }) => domain).join(', ') || 'No domains'}
        </span>
      </span>
    </Link>
  )
}

/** One that says most of it: verified if there is such a one, and mostly the only one. */
function Domains({ organization: { domains } }: { organization: Organization }) {
  const shown = domains.find(isVerified) ?? domains[0]
  if (!shown) return <span className={styles.none}>None</span>
  return (
    <span className={styles.domains}>
      <span className={styles.domainName}>{shown.domain}</span>
      <DomainBadge state={shown.state} />
      {domains.length > 1 ? <span className={styles.none}>+{domains.length - 1}</span> : null}
    </span>
  )
}
