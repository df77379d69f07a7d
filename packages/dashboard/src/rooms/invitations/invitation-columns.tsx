import { Badge, DropdownMenu } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { Invitation, InvitationState } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { RowMenu } from '../../components/row-menu.tsx'
import { useEnvironment } from '../../session/environment.ts'
import styles from './invitations.module.css'

interface InvitationActs {
  /** Where all are of one organization, none of them names it. */
  hasOrganization: boolean
  onCopyLink: (url: string) => void
  onResend: (invitation: Invitation) => void
  onRevoke: (invitation: Invitation) => void
}

export function invitationColumns(acts: InvitationActs): Columns<Invitation> {
  return [
    {
      id: 'email',
      header: 'Invitation',
      cell: ({ row: { original: invitation } }) => (
        <span className={styles.invitation}>
          <span className={styles.email}>{invitation.email}</span>
          {invitation.inviter_email ? (
            <span className={styles.detail}>Invited by {invitation.inviter_email}</span>
          ) : null}
          <span className={styles.phoneLine}>
            {acts.hasOrganization ? `${invitation.organization_name ?? 'The application'} · ` : ''}
            {states[invitation.state].name} · <Moment invitation={invitation} />
          </span>
        </span>
      ),
      meta: { skeletonWidth: '200px', skeletonLines: 2 },
    },
    ...(acts.hasOrganization ? [organizationColumn] : []),
    {
      id: 'role_slug',
      header: 'Role',
      cell: ({ row }) =>
        row.original.role_slug ? (
          <Badge color='gray'>{row.original.role_slug}</Badge>
        ) : (
          <span className={styles.none}>None</span>
        ),
      meta: { hide: 'on tablets', skeletonWidth: '64px' },
    },
    {
      id: 'state',
      header: 'State',
      cell: ({ row: { original: invitation } }) => (
        <span className={styles.state}>
          <StateBadge state={invitation.state} />
          <span className={styles.detail}>
            <Moment invitation={invitation} />
          </span>
        </span>
      ),
      meta: { hide: 'on phones', skeletonWidth: '88px', skeletonLines: 2 },
    },
    {
      id: 'created_at',
      header: 'Sent',
      cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
      meta: { hide: 'on tablets', skeletonWidth: '80px' },
    },
    {
      id: 'actions',
      header: () => <span className='visually-hidden'>Actions</span>,
      cell: ({ row: { original: invitation } }) =>
        invitation.state === 'pending' ? <Acts invitation={invitation} acts={acts} /> : null,
      meta: { isActions: true, skeletonWidth: '24px' },
    },
  ]
}

const organizationColumn: Columns<Invitation>[number] = {
  id: 'organization',
  header: 'Organization',
  cell: ({ row }) => <OrganizationLink invitation={row.original} />,
  meta: { hide: 'on phones', skeletonWidth: '120px' },
}

function OrganizationLink({ invitation }: { invitation: Invitation }) {
  const environment = useEnvironment()
  const { organization_id: organizationId, organization_name: name } = invitation
  if (!organizationId) return <span className={styles.none}>None</span>
  return (
    <Link
      to='/$environment/organizations/$organizationId/invitations'
      params={{ environment: environment.kind, organizationId }}
      className={styles.organization}
    >
      {name}
    </Link>
  )
}

function Acts({ invitation, acts }: { invitation: Invitation; acts: InvitationActs }) {
  const { email, accept_invitation_url: url } = invitation
  return (
    <RowMenu of={email}>
      {url ? (
        <DropdownMenu.Item onSelect={() => acts.onCopyLink(url)}>
          Copy accept link
        </DropdownMenu.Item>
      ) : null}
      <DropdownMenu.Item onSelect={() => acts.onResend(invitation)}>Resend</DropdownMenu.Item>
      <DropdownMenu.Item color='red' onSelect={() => acts.onRevoke(invitation)}>
        Revoke
      </DropdownMenu.Item>
    </RowMenu>
  )
}

const states = {
  pending: { color: 'orange', name: 'Pending' },
  accepted: { color: 'green', name: 'Accepted' },
  expired: { color: 'gray', name: 'Expired' },
  revoked: { color: 'gray', name: 'Revoked' },
} as const satisfies Record<InvitationState, object>

function StateBadge({ state }: { state: InvitationState }) {
  const { color, name } = states[state]
  return <Badge color={color}>{name}</Badge>
}

/** When it ended, or will end. */
function Moment({ invitation }: { invitation: Invitation }) {
  const { accepted_at, revoked_at, expires_at, state } = invitation
  return (
    <>
      {state === 'pending' ? 'expires ' : null}
      <RelativeTime at={accepted_at ?? revoked_at ?? expires_at} />
    </>
  )
}
