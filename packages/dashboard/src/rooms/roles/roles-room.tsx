import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { MultipleRolesSection } from './multiple-roles-section.tsx'
import { PermissionsSection } from './permissions-section.tsx'
import type { RoleScope } from './roles-api.ts'
import { RolesSection } from './roles-section.tsx'

const route = getRouteApi('/$environment/roles')
const environmentScope: RoleScope = { organizationId: null }

export function RolesRoom() {
  const { create: isCreating = false } = route.useSearch()
  const navigate = route.useNavigate()
  const setCreating = (create: boolean) =>
    void navigate({ search: create ? { create } : {}, replace: true })

  return (
    <Page
      title='Roles'
      description='What the members of an organization may do. Their access tokens carry their roles and the permissions that these give.'
      action={
        <Button onClick={() => setCreating(true)}>
          <Icon name='plus' />
          Create role
        </Button>
      }
    >
      <div>
        <RolesSection
          scope={environmentScope}
          title='Environment roles'
          description='Known to every organization, the highest first. An organization can add roles of its own, on its page.'
          isCreating={isCreating}
          onCreating={setCreating}
        />
        <MultipleRolesSection />
        <PermissionsSection />
      </div>
    </Page>
  )
}
