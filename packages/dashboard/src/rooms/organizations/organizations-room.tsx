import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { Pager } from '../../components/pager.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { CreateOrganizationDialog } from './create-organization-dialog.tsx'
import { NoOrganizationFound, NoOrganizationsYet } from './no-organizations.tsx'
import { organizationColumns } from './organization-columns.tsx'
import { useOrganizations } from './organizations-api.ts'

const route = getRouteApi('/$environment/organizations')

export function OrganizationsRoom() {
  const { search, before, after, create } = route.useSearch()
  const navigate = route.useNavigate()
  const organizations = useOrganizations({ search, before, after })

  const setSearch = useCallback(
    (typed: string) => void navigate({ search: { search: typed || undefined }, replace: true }),
    [navigate],
  )
  const setCreating = (isCreating: boolean) =>
    void navigate({
      search: (current) => ({ ...current, create: isCreating || undefined }),
      replace: true,
    })

  return (
    <Page
      title='Organizations'
      description='The customers of your application: companies and teams that your users belong to.'
      action={
        <Button onClick={() => setCreating(true)}>
          <Icon name='plus' />
          Create organization
        </Button>
      }
    >
      <SearchField label='Search by name, domain or id' value={search ?? ''} onChange={setSearch} />
      <Loaded
        query={organizations}
        what='the organizations'
        skeleton={<DataTableSkeleton columns={organizationColumns} rowCount={8} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Organizations'
                columns={organizationColumns}
                rows={list.data}
                rowId={(organization) => organization.id}
                isStale={organizations.isPlaceholderData}
              />
              <Pager
                metadata={list.list_metadata}
                onMove={(cursor) => void navigate({ search: { search, ...cursor } })}
              />
            </>
          ) : search ? (
            <NoOrganizationFound search={search} onClear={() => setSearch('')} />
          ) : (
            <NoOrganizationsYet onCreate={() => setCreating(true)} />
          )
        }
      </Loaded>
      {create ? <CreateOrganizationDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  )
}
