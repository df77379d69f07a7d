import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import type { User, UserSession } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { type Columns, DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { notify } from '../../components/notices.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { deviceOf } from './device.ts'
import { useRevokeSessions, useUserSessions } from './user-sessions-api.ts'
import styles from './users.module.css'

export function UserSessions({ user }: { user: User }) {
  const sessions = useUserSessions(user.id)
  const [toRevoke, setToRevoke] = useState<UserSession[] | null>(null)
  const columns = sessionColumns((session) => setToRevoke([session]))
  const shown = sessions.data?.data ?? []

  return (
    <Section
      title='Sessions'
      description='Where this person is signed in now.'
      action={
        shown.length > 1 ? (
          <Button variant='soft' color='red' onClick={() => setToRevoke(shown)}>
            Revoke all
          </Button>
        ) : null
      }
    >
      <Loaded
        query={sessions}
        what='the sessions'
        skeleton={<DataTableSkeleton columns={columns} rowCount={2} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <DataTable
              label='Sessions'
              columns={columns}
              rows={list.data}
              rowId={(session) => session.id}
            />
          ) : (
            <p className={styles.nothing}>Not signed in anywhere. Sessions begin at sign-in.</p>
          )
        }
      </Loaded>
      {toRevoke ? (
        <RevokeDialog user={user} sessions={toRevoke} onClose={() => setToRevoke(null)} />
      ) : null}
    </Section>
  )
}

interface RevokeDialogProps {
  user: User
  sessions: UserSession[]
  onClose: () => void
}

function RevokeDialog({ user, sessions, onClose }: RevokeDialogProps) {
  const revoke = useRevokeSessions(user.id)
  const isOne = sessions.length === 1
  return (
    <ConfirmDialog
      title={isOne ? 'Revoke this session?' : `Revoke ${sessions.length} sessions?`}
      confirmLabel={isOne ? 'Revoke session' : 'Revoke all sessions'}
      isPending={revoke.isPending}
      failure={revoke.error}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(
          sessions.map((session) => session.id),
          {
            onSuccess: () => {
              onClose()
              notify(isOne ? 'Session revoked.' : 'All sessions revoked.')
            },
          },
        )
      }
    >
      {user.email} is signed out {isOne ? 'there' : 'everywhere'} and has to sign in again. An
      access token that was already issued works until it expires.
    </ConfirmDialog>
  )
}

function sessionColumns(onRevoke: (session: UserSession) => void): Columns<UserSession> {
  return [
    {
      id: 'device',
      header: 'Device',
      cell: ({ row }) => (
        <span className={styles.names} title={row.original.user_agent ?? undefined}>
          <span className={styles.name}>{deviceOf(row.original.user_agent)}</span>
          <span className={styles.email}>{row.original.ip_address ?? 'Unknown address'}</span>
        </span>
      ),
      meta: { skeletonWidth: '160px', skeletonLines: 2 },
    },
    {
      id: 'auth_method',
      header: 'Method',
      cell: ({ row }) => authMethods[row.original.auth_method] ?? row.original.auth_method,
      meta: { hide: 'on phones', skeletonWidth: '64px' },
    },
    {
      id: 'created_at',
      header: 'Started',
      cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
      meta: { skeletonWidth: '80px' },
    },
    {
      id: 'expires_at',
      header: 'Expires',
      cell: ({ row }) => <RelativeTime at={row.original.expires_at} />,
      meta: { hide: 'on tablets', skeletonWidth: '80px' },
    },
    {
      id: 'actions',
      header: () => <span className='visually-hidden'>Actions</span>,
      cell: ({ row }) => (
        <Button
          variant='ghost'
          color='red'
          aria-label={`Revoke the session on ${deviceOf(row.original.user_agent)}`}
          onClick={() => onRevoke(row.original)}
        >
          Revoke
        </Button>
      ),
      meta: { isActions: true, skeletonWidth: '48px' },
    },
  ]
}

/** The published values; one that is not among them is shown as it is. */
const authMethods: Record<string, string> = {
  cross_app_auth: 'Cross-app',
  external_auth: 'External',
  impersonation: 'Impersonation',
  magic_code: 'Magic Auth',
  migrated_session: 'Migrated',
  oauth: 'OAuth',
  passkey: 'Passkey',
  password: 'Password',
  sso: 'SSO',
  unknown: 'Unknown',
}
