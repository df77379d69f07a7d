import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import type { CustomerApiKey, OrganizationMembership } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { NothingYet } from '../../components/nothing-yet.tsx'
import { notify } from '../../components/notices.tsx'
import { type Cursor, Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { usePermissions } from '../roles/permissions-api.ts'
import { CreateCustomerApiKeyDialog } from './create-customer-api-key-dialog.tsx'
import { customerApiKeyColumns } from './customer-api-key-columns.tsx'
import {
  type KeyOwner,
  useCustomerApiKeys,
  useRevokeCustomerApiKey,
} from './customer-api-keys-api.ts'

interface CustomerApiKeysSectionProps {
  owner: KeyOwner
  description: string
  /** What an empty list teaches. */
  nothing: string
  /** Of a user, whose keys act in an organization: without any there can be no key. */
  memberships?: OrganizationMembership[]
}

export function CustomerApiKeysSection(props: CustomerApiKeysSectionProps) {
  const { owner, memberships } = props
  const [cursor, setCursor] = useState<Cursor>({})
  const apiKeys = useCustomerApiKeys(owner, cursor)
  const permissions = usePermissions()
  const [isCreating, setCreating] = useState(false)
  const [toRevoke, setToRevoke] = useState<CustomerApiKey | null>(null)
  const columns = customerApiKeyColumns(setToRevoke, memberships)

  return (
    <Section
      title='API keys'
      description={props.description}
      action={
        <Button
          variant='soft'
          color='gray'
          disabled={!permissions.data || memberships?.length === 0}
          onClick={() => setCreating(true)}
        >
          Create API key
        </Button>
      }
    >
      <Loaded
        query={apiKeys}
        what='the API keys'
        skeleton={<DataTableSkeleton columns={columns} rowCount={2} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='API keys'
                columns={columns}
                rows={list.data}
                rowId={({ id }) => id}
                isStale={apiKeys.isPlaceholderData}
              />
              <Pager metadata={list.list_metadata} onMove={setCursor} />
            </>
          ) : (
            <NothingYet>{props.nothing}</NothingYet>
          )
        }
      </Loaded>
      {isCreating && permissions.data ? (
        <CreateCustomerApiKeyDialog
          owner={owner}
          permissions={permissions.data}
          memberships={memberships}
          onClose={() => setCreating(false)}
        />
      ) : null}
      {toRevoke ? <RevokeDialog apiKey={toRevoke} onClose={() => setToRevoke(null)} /> : null}
    </Section>
  )
}

function RevokeDialog({ apiKey, onClose }: { apiKey: CustomerApiKey; onClose: () => void }) {
  const revoke = useRevokeCustomerApiKey(apiKey)
  return (
    <ConfirmDialog
      title={`Revoke “${apiKey.name}”?`}
      confirmLabel='Revoke key'
      isPending={revoke.isPending}
      failure={revoke.error}
      onConfirm={() =>
        revoke.mutate(undefined, {
          onSuccess: () => {
            onClose()
            notify(`“${apiKey.name}” was revoked.`)
          },
        })
      }
      onClose={onClose}
    >
      Your application refuses {apiKey.obfuscated_value} from now on. A key that was revoked cannot
      be brought back.
    </ConfirmDialog>
  )
}
