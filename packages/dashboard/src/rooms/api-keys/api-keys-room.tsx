import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ApiKey } from '../../api/types.ts'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { apiKeyColumns } from './api-key-columns.tsx'
import { useApiKeys } from './api-keys-api.ts'
import { CreateApiKeyDialog } from './create-api-key-dialog.tsx'
import { RevokeApiKeyDialog } from './revoke-api-key-dialog.tsx'

const route = getRouteApi('/$environment/api-keys')

export function ApiKeysRoom() {
  const environment = useEnvironment()
  const apiKeys = useApiKeys()
  const { create } = route.useSearch()
  const navigate = route.useNavigate()
  const [toRevoke, setToRevoke] = useState<ApiKey | null>(null)
  const columns = useMemo(() => apiKeyColumns(setToRevoke), [])

  const setCreating = (isCreating: boolean) =>
    void navigate({ search: isCreating ? { create: true } : {}, replace: true })
  const createButton = (
    <Button onClick={() => setCreating(true)}>
      <Icon name='plus' />
      Create API key
    </Button>
  )

  return (
    <Page
      title='API keys'
      description={
        environment.kind === 'production'
          ? 'Your server proves with a key that it may act in Production. A key is shown once, when it is created.'
          : 'Your server proves with a key that it may act in Staging. Staging keys can be shown again.'
      }
      action={createButton}
    >
      <Loaded
        query={apiKeys}
        what='the API keys'
        skeleton={<DataTableSkeleton columns={columns} rowCount={2} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <DataTable
              label='API keys'
              columns={columns}
              rows={list.data}
              rowId={(key) => key.id}
            />
          ) : (
            <Empty icon='key' title='No API keys' action={createButton}>
              Without a key your server can neither exchange codes nor read users. Create one, and
              put it into your server as <code>WORKOS_API_KEY</code>.
            </Empty>
          )
        }
      </Loaded>
      {create ? <CreateApiKeyDialog onClose={() => setCreating(false)} /> : null}
      {toRevoke ? <RevokeApiKeyDialog apiKey={toRevoke} onClose={() => setToRevoke(null)} /> : null}
    </Page>
  )
}
