import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { Pager } from '../../components/pager.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { CreateUserDialog } from './create-user-dialog.tsx'
import { NoUserFound, NoUsersYet } from './no-users.tsx'
import { userColumns } from './user-columns.tsx'
import { useUsers } from './users-api.ts'

const route = getRouteApi('/$environment/users')

export function UsersRoom() {
  const { search, before, after, create } = route.useSearch()
  const navigate = route.useNavigate()
  const users = useUsers({ search, before, after })

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
      title='Users'
      description='Everyone who can sign in to your application.'
      action={
        <Button onClick={() => setCreating(true)}>
          <Icon name='plus' />
          Create user
        </Button>
      }
    >
      <SearchField label='Search by name, email or id' value={search ?? ''} onChange={setSearch} />
      <Loaded
        query={users}
        what='the users'
        skeleton={<DataTableSkeleton columns={userColumns} rowCount={8} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Users'
                columns={userColumns}
                rows={list.data}
                rowId={(user) => user.id}
                isStale={users.isPlaceholderData}
              />
              <Pager
                metadata={list.list_metadata}
                onMove={(cursor) => void navigate({ search: { search, ...cursor } })}
              />
            </>
          ) : search ? (
            <NoUserFound search={search} onClear={() => setSearch('')} />
          ) : (
            <NoUsersYet onCreate={() => setCreating(true)} />
          )
        }
      </Loaded>
      {create ? <CreateUserDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  )
}
