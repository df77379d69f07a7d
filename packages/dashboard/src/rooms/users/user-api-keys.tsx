import { Loaded } from '../../components/loaded.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { CustomerApiKeysSection } from '../customer-api-keys/customer-api-keys-section.tsx'
import { useActiveMembershipsOf } from '../organizations/members/members-api.ts'
import { useOpenUser } from './users-api.ts'

export function UserApiKeys() {
  const { id } = useOpenUser()
  const memberships = useActiveMembershipsOf(id)
  return (
    <Loaded
      query={memberships}
      what='the organizations'
      skeleton={<SkeletonLine width='100%' height='120px' />}
    >
      {({ data }) => (
        <CustomerApiKeysSection
          owner={{ type: 'user', id }}
          description='Keys with which this person’s own programs use your application, each in one of their organizations.'
          nothing={
            data.length > 0
              ? 'No key yet. Make one here, or let your application make it when they ask for one.'
              : 'No key yet. A key acts in an organization, and this person is an active member of none.'
          }
          memberships={data}
        />
      )}
    </Loaded>
  )
}
