import { useCallback, useState } from 'react'
import type { Invitation } from '../../api/types.ts'
import { copyText } from '../../components/copy-text.ts'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { notify } from '../../components/notices.tsx'
import { Pager } from '../../components/pager.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { SelectInput } from '../../components/select-input.tsx'
import { invitationColumns } from './invitation-columns.tsx'
import { type InvitationSearch, invitationStates, stateOf } from './invitation-search.ts'
import styles from './invitations.module.css'
import { useInvitations, useResendInvitation } from './invitations-api.ts'
import { NoInvitationFound, NoInvitationsYet } from './no-invitations.tsx'
import { RevokeInvitationDialog } from './revoke-invitation-dialog.tsx'

interface InvitationListProps {
  /** The one that all of them are to; without it, all of the environment are shown. */
  organizationId?: string
  filter: InvitationSearch
  onFilter: (filter: InvitationSearch, options: { replace: boolean }) => void
  onSend: () => void
}

/** Invitations that are found by address and state, with what can be done about each of them. */
export function InvitationList({ organizationId, filter, onFilter, onSend }: InvitationListProps) {
  const { search, state, before, after } = filter
  const invitations = useInvitations({ organizationId, search, state, before, after })
  const resend = useResendInvitation()
  const [toRevoke, setToRevoke] = useState<Invitation | null>(null)
  const isFiltered = search !== undefined || state !== undefined

  const columns = invitationColumns({
    hasOrganization: organizationId === undefined,
    onCopyLink: (url) =>
      void copyText(url).then(
        () => notify('The accept link is copied. Whoever opens it accepts the invitation.'),
        () => notify('The browser refused to copy the link.', 'failure'),
      ),
    onResend: (invitation) =>
      resend.mutate(invitation, {
        onSuccess: () => notify(`The invitation is on its way to ${invitation.email} again.`),
      }),
    onRevoke: setToRevoke,
  })
  const setSearch = useCallback(
    (typed: string) => onFilter({ search: typed || undefined, state }, { replace: true }),
    [onFilter, state],
  )

  return (
    <>
      <div className={styles.filter}>
        <SearchField label='Search by email' value={search ?? ''} onChange={setSearch} />
        <SelectInput
          label='State'
          hideLabel
          value={state ?? ''}
          onChange={(event) =>
            onFilter({ search, state: stateOf(event.target.value) }, { replace: true })
          }
        >
          <option value=''>All states</option>
          {invitationStates.map((one) => (
            <option key={one} value={one}>
              {one.charAt(0).toUpperCase() + one.slice(1)}
            </option>
          ))}
        </SelectInput>
      </div>
      {resend.error ? (
        <FailureNotice title='The invitation was not mailed again' failure={resend.error} />
      ) : null}
      <Loaded
        query={invitations}
        what='the invitations'
        skeleton={<DataTableSkeleton columns={columns} rowCount={5} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Invitations'
                columns={columns}
                rows={list.data}
                rowId={({ id }) => id}
                isStale={invitations.isPlaceholderData}
              />
              <Pager
                metadata={list.list_metadata}
                onMove={(cursor) => onFilter({ search, state, ...cursor }, { replace: false })}
              />
            </>
          ) : isFiltered ? (
            <NoInvitationFound
              search={search}
              state={state}
              onClear={() => onFilter({}, { replace: true })}
            />
          ) : (
            <NoInvitationsYet isOfOrganization={organizationId !== undefined} onSend={onSend} />
          )
        }
      </Loaded>
      {toRevoke ? (
        <RevokeInvitationDialog invitation={toRevoke} onClose={() => setToRevoke(null)} />
      ) : null}
    </>
  )
}
